import type { Outcome } from '@vpn-gateway/poller'
import { isParent } from '../kinds.ts'
import { styled } from '../terminal.ts'
import { failureFields, groundsOf, reasonOf } from './failure.ts'
import { durationOf, listed } from './lines.ts'

/** The printable fields of an outcome. */
export function outcomeFields(outcome: Outcome): Record<string, unknown> {
  if (!('error' in outcome)) return { ...outcome }
  const { error, ...fields } = outcome
  return { ...fields, error: failureFields(error) }
}

/** Numbers of outcomes by their kind; a gateway stands for what is on it, and counts apart. */
interface Counts {
  readonly deletions: number
  readonly gone: number
  /** Of those that are gone: those that were absent before anything was sent. */
  readonly alreadyGone: number
  readonly failed: number
  readonly unknown: number
  readonly gateways: { readonly emptied: number; readonly absent: number; readonly unknown: number; readonly failed: number }
}

export function countsOf(outcomes: readonly Outcome[]): Counts {
  const [deletions = [], gateways = []] = [false, true].map((wanted) => outcomes.filter(({ id }) => isParent(id) === wanted))
  const count = (of: readonly Outcome[], kind: Outcome['outcome']) => of.filter(({ outcome }) => outcome === kind).length
  const absent = gateways.filter((each) => each.outcome === 'emptied' && each.alreadyGone).length
  return {
    deletions: deletions.length,
    gone: count(deletions, 'gone'),
    alreadyGone: deletions.filter((each) => 'alreadyGone' in each).length,
    failed: count(deletions, 'failed'),
    unknown: count(deletions, 'unknown'),
    gateways: {
      emptied: count(gateways, 'emptied') - absent,
      absent,
      unknown: count(gateways, 'unknown'),
      failed: count(gateways, 'failed'),
    },
  }
}

/** Lines beyond these are not printed. */
const linesAtMost = 20

/**
 * Sums outcomes up in a line, and says of what is not gone why, once for all of the same reason.
 *
 * @param sent ids of those whose request was sent, also where it was refused
 */
export function summary(outcomes: readonly Outcome[], sent: ReadonlySet<string>, tookMs: number): string[] {
  const { deletions, gone, alreadyGone, failed, unknown, gateways } = countsOf(outcomes)
  const part = (number: number, words: string) => (number > 0 ? [`${number} ${words}`] : [])
  const gatewaysIn = (number: number, words: string) => part(number, `${number === 1 ? 'gateway' : 'gateways'} ${words}`)
  const parts = [
    ...part(failed, 'failed'),
    ...part(unknown, 'not known yet'),
    ...gatewaysIn(gateways.emptied, 'emptied'),
    ...gatewaysIn(gateways.absent, 'already absent'),
    ...gatewaysIn(gateways.unknown, 'not known to be empty'),
    ...gatewaysIn(gateways.failed, 'failed'),
  ]
  const took = tookMs < 60_000 ? `${(tookMs / 1000).toFixed(1)} s` : durationOf(tookMs)
  const already = alreadyGone > 0 ? ` (${alreadyGone} already absent)` : ''
  const total = [`${gone} of ${deletions} gone${already}`, ...parts].join(', ')
  const style = failed + gateways.failed > 0 ? 'red' : unknown + gateways.unknown > 0 ? 'yellow' : 'green'
  const lines = reasonLines(outcomes, sent)
  return [
    styled(style, `${total}${parts.length > 0 ? ',' : ''} in ${took}`, process.stdout),
    ...lines.slice(0, linesAtMost),
    ...(lines.length > linesAtMost ? [`and ${lines.length - linesAtMost} more reasons; --report or --output json gives each`] : []),
  ]
}

/** One line for all that ended in the same way for the same reason; what failed comes first. */
function reasonLines(outcomes: readonly Outcome[], sent: ReadonlySet<string>): string[] {
  const failures = outcomes.flatMap((each) => ('error' in each ? [each] : []))
  const words = (each: (typeof failures)[number]) => {
    const how = each.outcome === 'failed' ? 'failed' : 'not known yet'
    const unaccepted = sent.has(each.id) ? ' (not accepted)' : ' (not sent)'
    return { how, stage: each.outcome === 'failed' || isParent(each.id) ? '' : each.isSent ? ' (sent)' : unaccepted }
  }
  const groups = Map.groupBy(failures, (each) => JSON.stringify([words(each), groundsOf(each.id, each.error)]))
  const sorted = [...groups.values()].sort(([one], [other]) => Number(one?.outcome !== 'failed') - Number(other?.outcome !== 'failed'))
  return sorted.flatMap(([first, ...others]) => {
    if (!first) return []
    const { how, stage } = words(first)
    const reason = others.length === 0 ? reasonOf(first.id, first.error) : groundsOf(first.id, first.error)
    return `${how}: ${listed([first, ...others])}: ${reason}${stage}`
  })
}
