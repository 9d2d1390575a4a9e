import type { DeletionPhase, TeardownEvent } from '@vpn-gateway/poller'
import { plain, styled } from '../terminal.ts'
import { reasonOf } from './failure.ts'
import { standingOf } from './tally.ts'

type Words = [text: string, style?: Parameters<typeof styled>[0]]

const words: Record<DeletionPhase, (event: TeardownEvent) => Words> = {
  found: ({ gatewayId }) => [gatewayId === undefined ? 'to be deleted; it has no gateway' : `to be deleted, on ${gatewayId}`, 'gray'],
  sent: () => ['sent'],
  waiting: () => ['waits: the gateway, or the service, is busy', 'yellow'],
  accepted: ({ alreadyGone }) => [alreadyGone ? 'absent already; its gateway is watched' : 'accepted; runs in the background'],
  updating: ({ gatewayStatus }) => [gatewayStatus === undefined ? 'being deleted' : `gateway ${gatewayStatus}`],
  idle: ({ gatewayStatus }) => [`gateway ${gatewayStatus ?? 'idle again'}`],
  gone: () => ['gone', 'green'],
  failed: ({ id, error }) => [`failed: ${reasonOf(id, error)}`, 'red'],
}

/** Writes what an event says of its target, in colour. */
export function lineOf(event: TeardownEvent): string {
  const isUnknown = standingOf(event) === 'unknown'
  const [text, style]: Words = isUnknown ? [`not known yet: ${reasonOf(event.id, event.error)}`, 'yellow'] : words[event.phase](event)
  return `${plain(event.id)}  ${style ? styled(style, plain(text)) : plain(text)}`
}

/** Of more ids than these the first are named, and the others counted. */
export const namedAtMost = 50

/** Names ids in a line. */
export function listed(given: readonly { readonly id: string }[]): string {
  const rest = given.length - namedAtMost
  const ids = given.slice(0, namedAtMost).map(({ id }) => id)
  return plain(`${ids.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`)
}

/** A number with its noun. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** Writes a duration as people say it. */
export function durationOf(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`
}
