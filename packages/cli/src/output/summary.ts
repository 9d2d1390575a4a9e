import type { Outcome } from '@vpn-gateway/poller'
import { isParent } from '../kinds.ts'
import { styled } from '../terminal.ts'
import { failureFields, reasonOf } from './failure.ts'
import { durationOf } from './lines.ts'

/** The printable fields of an outcome. */
export function outcomeFields(outcome: Outcome): Record<string, unknown> {
  if (!('error' in outcome)) return { event: 'result', ...outcome }
  const { error, ...fields } = outcome
  return { event: 'result', ...fields, error: failureFields(error) }
}

/** Outcomes beyond these are not told one by one. */
const toldAtMost = 20

/** Sums outcomes up in a line, and tells of each that is not gone. */
export function summary(outcomes: readonly Outcome[], tookMs: number): string[] {
  const [failed = [], unknown = []] = (['failed', 'unknown'] as const).map((kind) => outcomes.filter(({ outcome }) => outcome === kind))
  // A gateway stands for what is on it: counted with that it would count twice.
  const [deletions = [], gateways = []] = [false, true].map((wanted) => outcomes.filter(({ id }) => isParent(id) === wanted))
  const count = (of: readonly Outcome[], kind: Outcome['outcome']) => of.filter(({ outcome }) => outcome === kind).length
  const part = (number: number, words: string) => (number > 0 ? [`${number} ${words}`] : [])
  const gatewaysIn = (number: number, words: string) => part(number, `${number === 1 ? 'gateway' : 'gateways'} ${words}`)
  const parts = [
    ...part(count(deletions, 'failed'), 'failed'),
    ...part(count(deletions, 'unknown'), 'not known yet'),
    ...gatewaysIn(count(gateways, 'emptied'), 'emptied'),
    ...gatewaysIn(count(gateways, 'unknown'), 'not known to be empty'),
    ...gatewaysIn(count(gateways, 'failed'), 'failed'),
  ]
  const took = tookMs < 60_000 ? `${(tookMs / 1000).toFixed(1)} s` : durationOf(tookMs)
  const total = [`${count(deletions, 'gone')} of ${deletions.length} gone`, ...parts].join(', ')
  const style = failed.length > 0 ? 'red' : unknown.length > 0 ? 'yellow' : 'green'
  const lines = [...failed, ...unknown].flatMap(lineOf)
  return [
    styled(style, `${total}${parts.length > 0 ? ',' : ''} in ${took}`, process.stdout),
    ...lines.slice(0, toldAtMost),
    ...(lines.length > toldAtMost ? [`and ${lines.length - toldAtMost} more; --output json tells of each`] : []),
  ]
}

function lineOf(outcome: Outcome): string[] {
  if (!('error' in outcome)) return []
  const { id, error } = outcome
  if (outcome.outcome === 'failed') return [`failed: ${id}: ${reasonOf(id, error)}`]
  const sent = isParent(id) ? '' : outcome.isSent ? ' (sent)' : ' (not sent)'
  return [`not known yet: ${id}: ${reasonOf(id, error)}${sent}`]
}
