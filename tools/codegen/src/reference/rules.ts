import type { SchemaObject, Spec } from '../document.ts'

/** Writes the rule of a value in words. */
export function ruleInWords(spec: Spec, reference: SchemaObject): string {
  const schema = spec.resolve(reference)
  if (schema.const !== undefined) return `\`${schema.const}\``
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ')
  if (schema.items) return `list${schema.maxItems ? ` of up to ${schema.maxItems}` : ''}: ${ruleInWords(spec, schema.items)}`
  if (schema.properties)
    return Object.entries(schema.properties)
      .map(([name, property]) => `\`${name}\` (${ruleInWords(spec, property)})`)
      .join(', ')
  return [
    schema.type,
    schema.pattern && `matches \`${schema.pattern}\``,
    lengths(schema),
    range(schema),
    schema.default !== undefined && `\`${schema.default}\` by default`,
  ]
    .filter(Boolean)
    .join(', ')
}

function lengths({ minLength = 0, maxLength }: SchemaObject): string {
  if (maxLength === undefined) return minLength > 0 ? `at least ${minLength} characters` : ''
  return `${minLength > 0 ? `${minLength} to` : 'up to'} ${maxLength} characters`
}

function range({ minimum, maximum }: SchemaObject): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`
  if (minimum !== undefined) return `at least ${minimum}`
  return maximum !== undefined ? `at most ${maximum}` : ''
}
