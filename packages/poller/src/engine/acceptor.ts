import type { DeletionSettings } from '../options.ts'
import { type GatewayEvidence, isIdle, type ResourceEvidence } from '../service/reader.ts'

/** Readings of one poll, in this order; those that it did not need are left out. */
export interface Evidence {
  /** The gateway; nothing for a resource that has none. */
  readonly before?: GatewayEvidence
  readonly resource?: ResourceEvidence
  readonly after?: GatewayEvidence
  /** Set where a listing is the only witness of the absence. */
  readonly isWeak?: true
}

/**
 * Verdict of one poll by itself.
 *
 * - `working`: the work shows.
 * - `notBegun`: the gateway is idle and the resource present, and no work was ever seen.
 * - `idle`: the gateway is idle again; the resource is for others to verify.
 * - `gone`, `failed`: the end, to be confirmed where one poll is not enough.
 * - `pending`: nothing is proven yet. `unknown`: what was needed could not be read.
 */
export type Verdict = 'working' | 'pending' | 'unknown' | Streak['verdict']

/** Verdicts that polls in a row can confirm. */
export const streakVerdicts = ['notBegun', 'idle', 'gone', 'failed'] as const

/** Polls that agree: how many, and over how long a time. */
export interface Streak {
  readonly verdict: (typeof streakVerdicts)[number]
  readonly times: number
  readonly heldMs: number
}

/** Evidence that is needed to confirm an end. */
export type Confirmation = Pick<DeletionSettings, 'confirmations' | 'apartMs' | 'confirmFailureMs'>

/**
 * Gives the verdict of one poll of an accepted deletion.
 *
 * It relies on four assumptions, since the service promises nothing: a stale "idle" occurs only until "busy" is first
 * visible; a false absence occurs only while the status truly reads "busy"; the two never lie in the same moment; the
 * resource turns absent no later than the gateway turns idle.
 *
 * So an absence counts if the gateway reads idle before and after it, for had the absence been false, "busy" would have been
 * visible by then: the gateway may have begun to work for another caller. Before any work was seen, "idle" and a presence prove
 * nothing. Of a gateway that is gone itself, the absence of what was on it is all that can be seen.
 */
export function accept({ before, resource, after }: Evidence, worked: boolean): Verdict {
  if (before === 'busy' || resource === 'working') return 'working'
  if (before === 'unknown' || resource === 'unknown') return 'unknown'
  if (before === 'other') return 'pending'
  if (resource === undefined) return before === 'absent' ? 'unknown' : 'idle'
  if (before === 'absent') return resource === 'absent' ? 'gone' : 'unknown'
  if (after === 'busy') return 'working'
  if (after === 'unknown') return 'unknown'
  const isStill = before === undefined || isIdle(after)
  if (resource === 'absent') return isStill ? 'gone' : 'pending'
  if (before === 'locked' || after === 'locked') return 'unknown'
  if (!worked) return 'notBegun'
  return isStill ? 'failed' : 'pending'
}

/** Counts polls that agree, `afterMs` apart. What could not be read neither confirms nor disproves; all else begins anew. */
export function extendStreak(streak: Streak | undefined, verdict: Verdict, afterMs: number): Streak | undefined {
  if (verdict === 'unknown') return streak && { ...streak, heldMs: streak.heldMs + afterMs }
  if (verdict === 'working' || verdict === 'pending') return undefined
  return streak?.verdict === verdict
    ? { verdict, times: streak.times + 1, heldMs: streak.heldMs + afterMs }
    : { verdict, times: 1, heldMs: 0 }
}

/**
 * Says whether polls that agree confirm their verdict. Gone: one poll, or two at different times where that is asked for, and where a
 * single reading could be one that flaps: work that was never seen may have failed between two readings; there may be no gateway to compare
 * with, or none any more; a listing may be the only witness. Failed: over some time, since a failure that is reported late costs nothing.
 */
export function isConfirmed({ verdict, times, heldMs }: Streak, evidence: Evidence, worked: boolean, limits: Confirmation): boolean {
  if (verdict === 'notBegun') return false
  // Where a status may flap, a failure is seen for twice as long, at five times instead of two or three.
  if (verdict === 'failed') return times > (limits.confirmations === 1 ? 1 : 4) && heldMs >= limits.confirmFailureMs * limits.confirmations
  const isDoubtful = verdict === 'gone' && (!worked || evidence.before === undefined || evidence.before === 'absent' || evidence.isWeak)
  const needed = isDoubtful ? 2 : limits.confirmations
  return times >= needed && (needed === 1 || heldMs >= limits.apartMs)
}
