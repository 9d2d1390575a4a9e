import type { ErrorKind, ParameterRule } from '@vpn-gateway/core'

/** What a caller should do about each kind of error, and what the packages do. */
export const advice: Readonly<Record<ErrorKind, string>> = {
  busy: 'Wait, then send the same call again. The poller does it by itself, and keeps the token.',
  throttled: 'Wait as long as the hint says, and slow down. The retry policy does both.',
  transient: 'A passing fault. Send it again where a repeat is safe: a read, or a call with an idempotency token.',
  gone: 'There is no such resource. After a lost answer it means that the deletion was done.',
  passed: 'The dry run found nothing wrong. Nothing was done.',
  stop: 'Change the call: a repeat would be answered in the same way.',
}

/** A rule in words that a person can follow. */
export function ruleInWords(rule: ParameterRule): string {
  return [
    rule.type === 'array' ? `one on each line${fieldsOf(rule)}` : undefined,
    rule.type === 'integer' ? rangeOf(rule) : undefined,
    rule.pattern === undefined ? undefined : `matches ${rule.pattern}`,
    rule.items?.pattern === undefined ? undefined : `each matches ${rule.items.pattern}`,
    rule.maxItems === undefined ? undefined : `at most ${rule.maxItems}`,
    rule.maxLength === undefined ? undefined : `at most ${rule.maxLength} characters`,
    rule.default === undefined ? undefined : `${String(rule.default)} by default`,
  ]
    .filter((part) => part !== undefined)
    .join('; ')
}

function fieldsOf({ items }: ParameterRule): string {
  const fields = Object.keys(items?.properties ?? {})
  return fields.length === 0 ? '' : `, as ${fields.join('=')}`
}

function rangeOf({ minimum, maximum }: ParameterRule): string {
  if (minimum !== undefined && maximum !== undefined) return `a whole number from ${minimum} to ${maximum}`
  return minimum === undefined ? 'a whole number' : `a whole number from ${minimum}`
}
