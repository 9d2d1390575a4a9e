import { resourceFacts, resourceNames } from '@vpn-gateway/core'
import type { Outcome } from '@vpn-gateway/poller'
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
  const of = (kind: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === kind)
  const [gone, emptied, failed, unknown] = [of('gone').length, of('emptied').length, of('failed'), of('unknown')]
  const parts = [
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(unknown.length > 0 ? [`${unknown.length} not known yet`] : []),
    ...(emptied > 0 ? [`${emptied} ${emptied === 1 ? 'gateway' : 'gateways'} emptied`] : []),
  ]
  const took = tookMs < 60_000 ? `${(tookMs / 1000).toFixed(1)} s` : durationOf(tookMs)
  const total = [`${gone} of ${outcomes.length - emptied} gone`, ...parts].join(', ')
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
  const sent = isSendable(id) ? (outcome.isSent ? ' (sent)' : ' (not sent)') : ''
  return [`not known yet: ${id}: ${reasonOf(id, error)}${sent}`]
}

/** A gateway stands for what is on it, and is itself not deleted. */
function isSendable(id: string): boolean {
  return resourceNames.map(resourceFacts).some(({ prefix, operations }) => id.startsWith(prefix) && operations.delete !== undefined)
}
