import { ParameterError } from '../errors/input-errors.ts'
import type { OperationName } from '../generated/names.ts'
import type { ParameterRule } from '../metadata.ts'
import { operationMetadata } from '../operation.ts'

/**
 * Holds parameters against the spec's rules.
 *
 * @param filled a parameter that may be left out, as whoever answers fills it
 * @throws {ParameterError} for the first that breaks one; it names the parameter and the rule, not the value.
 */
export function checkParameters(operation: OperationName, values: Readonly<Record<string, unknown>>, filled?: string): void {
  const { parameters } = operationMetadata(operation)
  const refuse = (name: string, rule: string): never => {
    throw new ParameterError(name, rule, operation)
  }
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(parameters, name)) refuse(name, `is not a parameter; it takes ${Object.keys(parameters).join(', ') || 'none'}`)
  }
  for (const [name, rule] of Object.entries(parameters)) {
    const value = values[name]
    if (value !== undefined) checkValue(name, rule, value, refuse)
    else if (rule.required && name !== filled) refuse(name, 'is required')
  }
}

type Refuse = (name: string, rule: string) => never

function checkValue(name: string, rule: ParameterRule, value: unknown, refuse: Refuse): void {
  const broken = brokenRule(rule, value)
  if (broken) refuse(name, broken)
  for (const [field, entry] of entriesOf(rule, value)) {
    const inner = rule.items ?? rule.properties?.[field]
    if (inner === undefined) refuse(`${name}.${field}`, `is not a field; there are ${Object.keys(rule.properties ?? {}).join(', ')}`)
    else if (entry !== undefined) checkValue(`${name}.${field}`, inner, entry, refuse)
  }
}

function entriesOf(rule: ParameterRule, value: unknown): (readonly [string | number, unknown])[] {
  // Not `map`, which leaves the holes of a sparse list.
  if (Array.isArray(value)) return Array.from(value, (entry, index) => [index + 1, entry])
  return rule.properties ? Object.entries(value as object) : []
}

function brokenRule(rule: ParameterRule, value: unknown): string | undefined {
  switch (rule.type) {
    case 'array':
      if (!Array.isArray(value)) return 'must be a list'
      return rule.maxItems !== undefined && value.length > rule.maxItems ? `must have at most ${rule.maxItems} entries` : undefined
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : 'must be an object'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false'
    case 'integer':
      return brokenNumberRule(rule, value)
    default:
      return brokenTextRule(rule, value)
  }
}

function brokenNumberRule({ minimum, maximum }: ParameterRule, value: unknown): string | undefined {
  if (!Number.isSafeInteger(value)) return 'must be a whole number'
  if (minimum !== undefined && (value as number) < minimum) return `must be at least ${minimum}`
  if (maximum !== undefined && (value as number) > maximum) return `must be at most ${maximum}`
  return undefined
}

function brokenTextRule(rule: ParameterRule, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a string'
  if (value.length < (rule.minLength ?? (rule.required ? 1 : 0))) return 'must not be empty'
  if (rule.enum && !rule.enum.includes(value)) return `must be one of ${rule.enum.join(', ')}`
  if (rule.maxLength !== undefined && value.length > rule.maxLength) return `must have at most ${rule.maxLength} characters`
  if (rule.pattern !== undefined && !compiled(rule.pattern).test(value)) return `must match ${rule.pattern}`
  return undefined
}

const patterns = new Map<string, RegExp>()

function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern)
  if (known) return known
  const made = new RegExp(pattern)
  patterns.set(pattern, made)
  return made
}
