import type { DeletionPhase, TeardownEvent } from '@vpn-gateway/poller'
import { plain, styled } from '../terminal.ts'
import { reasonOf } from './failure.ts'
import { standingOf } from './tally.ts'

const words: Record<DeletionPhase, (event: TeardownEvent) => string> = {
  found: ({ gatewayId }) => (gatewayId === undefined ? 'to be deleted; it has no gateway' : `to be deleted, on ${gatewayId}`),
  sent: () => 'sent',
  waiting: () => 'waits: the gateway works on something else',
  accepted: ({ alreadyGone }) => (alreadyGone ? 'absent already; its gateway is watched' : 'accepted; runs in the background'),
  updating: ({ gatewayStatus }) => (gatewayStatus === undefined ? 'being deleted' : `gateway ${gatewayStatus}`),
  idle: ({ gatewayStatus }) => `gateway ${gatewayStatus ?? 'idle again'}`,
  gone: () => 'gone',
  failed: ({ id, error }) => `failed: ${reasonOf(id, error)}`,
}

const styles: Partial<Record<DeletionPhase, Parameters<typeof styled>[0]>> = {
  gone: 'green',
  failed: 'red',
  found: 'gray',
  waiting: 'yellow',
}

/** Writes what an event says of its target, in colour. */
export function lineOf(event: TeardownEvent): string {
  const isUnknown = standingOf(event) === 'unknown'
  const text = plain(isUnknown ? `not known yet: ${reasonOf(event.id, event.error)}` : words[event.phase](event))
  const style = isUnknown ? 'yellow' : styles[event.phase]
  return `${plain(event.id)}  ${style ? styled(style, text) : text}`
}

/** Of more ids than these the first are named, and the others counted. */
export const namedAtMost = 50

/** Names ids in a line. */
export function listed(given: readonly { readonly id: string }[]): string {
  const rest = given.length - namedAtMost
  const ids = given.slice(0, namedAtMost).map(({ id }) => id)
  return plain(`${ids.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`)
}

/** Writes a duration as people say it. */
export function durationOf(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`
}
