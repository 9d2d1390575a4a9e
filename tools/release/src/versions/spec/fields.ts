import type { SchemaObject, Spec } from '@vpn-gateway/codegen/document'
import type { Entries } from './entries.ts'

/** Parameters or answer that fields belong to. */
interface Scope {
  readonly side: 'parameter' | 'field'
  /** Words before their paths in the name for people. */
  readonly prefix: string
  readonly owner: string
  readonly isOfPoller?: (path: string, isRequired: boolean) => boolean
}

/** Keywords that have an entry of their own, or say nothing of a value. */
const notLimits = new Set([
  ...['$ref', 'type', 'enum', 'const', 'default', 'description', 'example', 'xml', 'items', 'properties', 'required', 'allOf'],
])

/** Keywords that let more through as they grow, or as they shrink. */
const upper = new Set(['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'])
const lower = new Set(['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'])

/**
 * Adds the value at a path and everything inside of it: dots between the fields on the way, `[]` for each entry of a list.
 * The path of an answer as a whole is empty, and has no entry.
 */
export function addFields(entries: Entries, spec: Spec, scope: Scope, path: string, reference: SchemaObject, isRequired: boolean): void {
  const schema = merged(spec, reference)
  const owner = path === '' ? scope.owner : addField(entries, scope, path, schema, isRequired)
  const inner = { ...scope, owner }
  if (schema.items) addFields(entries, spec, inner, `${path}[]`, schema.items, true)
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    addFields(entries, spec, inner, path === '' ? name : `${path}.${name}`, property, schema.required?.includes(name) ?? false)
}

function addField(entries: Entries, scope: Scope, path: string, schema: SchemaObject, isRequired: boolean): string {
  const { side, prefix } = scope
  const about = { place: `${prefix}${path}`, isOfPoller: scope.isOfPoller?.(path, isRequired) ?? false }
  const owner = entries.add(isRequired ? `required ${side}` : side, { ...about, owner: scope.owner }, `${side} ${about.place}`)
  const part = { ...about, owner }
  const { type, format, default: byDefault, description = '' } = schema
  entries.add(`${side} type`, { ...part, value: type ?? (schema.properties ? 'object' : schema.items ? 'array' : 'string') })
  entries.add('words', { ...part, value: description })
  if (isRequired) entries.add(`${side} required`, { ...part, value: 'required' })
  if (format === 'password') entries.add(`${side} secret`, { ...part, value: 'a secret' })
  if (side === 'parameter' && byDefault !== undefined) entries.add('parameter default', { ...part, value: byDefault })
  const values = schema.const === undefined ? schema.enum : [String(schema.const)]
  if (values) {
    const list = entries.add(`${side} values`, { ...part, value: 'a list of values' })
    for (const value of values) entries.add(`${side} value`, { ...part, value, owner: list }, `${side} value ${about.place} ${value}`)
  }
  for (const [keyword, value] of Object.entries(schema)) {
    if (notLimits.has(keyword) || value === 'password') continue
    const row = upper.has(keyword) ? 'upper limit' : lower.has(keyword) ? 'lower limit' : 'limit'
    entries.add(`${side} ${row}`, { ...part, value }, `${side} limit ${about.place} ${keyword}`)
  }
  return owner
}

/** One schema in place of a reference or of parts that hold together. */
function merged(spec: Spec, reference: SchemaObject): SchemaObject {
  const { allOf = [], ...own } = spec.resolve<SchemaObject>(reference)
  const parts = [...allOf.map((part) => merged(spec, part)), own]
  const required = parts.flatMap((part) => part.required ?? [])
  const properties = Object.assign({}, ...parts.map((part) => part.properties)) as NonNullable<SchemaObject['properties']>
  return {
    ...Object.assign({}, ...parts),
    ...(required.length > 0 && { required }),
    ...(Object.keys(properties).length > 0 && { properties }),
  }
}
