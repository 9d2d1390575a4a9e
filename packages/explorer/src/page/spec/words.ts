import { type ErrorKind, type ParameterRule, type ResourceFacts, resourceFacts, resourceNames } from '@vpn-gateway/core'

/** What a caller should do about each kind of error, and what the packages do. */
export const advice: Readonly<Record<ErrorKind, string>> = {
  busy: 'Wait until the work ends, then send the same call again. The poller does so by itself, and keeps the idempotency token.',
  throttled: 'Wait as long as the hint says, and slow down. The retry policy does both.',
  transient: 'A passing fault. Send it again where a repeat is safe: a read, or a call with an idempotency token.',
  gone: 'There is no such resource in this region. After a deletion that is the proof that it is done.',
  passed: 'The dry run found nothing wrong. Nothing was done.',
  stop: 'Change the call: a repeat would be answered in the same way.',
}

/** A rule in words that a person can follow. */
export function ruleInWords(rule: ParameterRule): string {
  return [
    rule.type === 'array' ? `one on each line${fieldsOf(rule)}` : undefined,
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
  const [, pattern] = /^must match (.+)$/.exec(broken) ?? []
  const kind = kindOfPattern(pattern)
  return kind ? `must start with ${kind.prefix}, with letters and digits after it` : broken
}

function patternInWords(pattern: string | undefined): string | undefined {
  if (pattern === undefined) return undefined
  const kind = kindOfPattern(pattern)
  return kind ? `starts with ${kind.prefix}` : `matches ${pattern}`
}

/** The kind of resource whose ids have this pattern. */
function kindOfPattern(pattern: string | undefined): ResourceFacts | undefined {
  return resourceNames.map((name) => resourceFacts(name)).find((facts) => facts.pattern === pattern)
}

function fieldsOf({ items }: ParameterRule): string {
  const fields = Object.keys(items?.properties ?? {})
  return fields.length === 0 ? '' : `, as ${fields.join('=')}`
}

function rangeOf({ minimum, maximum }: ParameterRule): string {
  if (minimum !== undefined && maximum !== undefined) return `a whole number from ${minimum} to ${maximum}`
  return minimum === undefined ? 'a whole number' : `a whole number from ${minimum}`
}
