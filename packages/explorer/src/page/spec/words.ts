import type { ParameterRule } from '@vpn-gateway/core'

/** A rule in words that a person can follow. */
export function ruleInWords(rule: ParameterRule): string {
  return [
    rule.type === 'array' ? `one per line${fieldsOf(rule)}` : undefined,
    rule.type === 'integer' ? rangeOf(rule) : undefined,
    patternInWords(rule.pattern),
    rule.items?.pattern === undefined ? undefined : `each ${patternInWords(rule.items.pattern)}`,
    rule.maxItems === undefined ? undefined : `at most ${rule.maxItems}`,
    rule.maxLength === undefined ? undefined : `at most ${rule.maxLength} characters`,
    rule.default === undefined ? undefined : `${String(rule.default)} by default`,
  ]
    .filter((part) => part !== undefined)
    .join('; ')
}

/** The rule that a value breaks, as a person can follow it. */
export function brokenInWords(broken: string): string {
  return broken.replace(/must match (\S+)$/, (_, pattern: string) => {
    const prefix = prefixIn(pattern)
    if (prefix !== undefined) return `must start with ${prefix}, followed by letters and digits only`
    return pattern === printable ? 'must be printable ASCII' : `must match ${pattern}`
  })
}

function patternInWords(pattern: string | undefined): string | undefined {
  if (pattern === undefined) return undefined
  const prefix = prefixIn(pattern)
  if (prefix !== undefined) return `starts with ${prefix}`
  return pattern === printable ? 'printable ASCII' : `matches ${pattern}`
}

const printable = '^[ -~]+$'

/** Prefix of the ids of a kind, where a pattern is that of ids. */
function prefixIn(pattern: string): string | undefined {
  return /^\^([a-z]+-)\[A-Za-z0-9\*\]\+\$$/.exec(pattern)?.[1]
}

function fieldsOf({ items }: ParameterRule): string {
  const fields = Object.keys(items?.properties ?? {})
  return fields.length === 0 ? '' : `, as ${fields.join('=')}`
}

function rangeOf({ minimum, maximum }: ParameterRule): string {
  if (minimum !== undefined && maximum !== undefined) return `a whole number from ${minimum} to ${maximum}`
  return minimum === undefined ? 'a whole number' : `a whole number from ${minimum}`
}
