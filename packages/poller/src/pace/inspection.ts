import { type LogNormal, medianOf, shareBy } from './log-normal.ts'

/** Gives when to poll work whose duration is known as a distribution. */
export interface Inspection {
  /** The best delay from a poll of this age that found the work not ended. */
  delayMs(ageMs: number): number
}

/** Points of age that the policy is worked out for, evenly up to where hardly any work still goes on. */
const points = 240
const widthInSigmas = 3.5
/** Beyond this share of them the end of the range would show; what goes on longer is polled as here. */
const trusted = 0.8

/**
 * The policy of polls that costs least, where a poll costs as much as `pollCostMs` of waiting for work that has ended
 * (optimum inspection, Barlow and Proschan). Worked out backwards: what it costs from an age on is the least, over the
 * next poll, of that poll, the waiting it leaves, and what it costs from there on if the work goes on.
 */
export function bestInspection(durations: LogNormal, pollCostMs: number): Inspection {
  const endMs = medianOf(durations) * Math.exp(widthInSigmas * durations.sigma)
  const step = endMs / points
  const survival = Array.from({ length: points + 1 }, (_, at) => 1 - shareBy(durations, at * step))
  // The sum of survival up to a point gives the mean wait between two points without a second loop.
  const area = [0]
  for (let at = 1; at <= points; at += 1) area.push((area[at - 1] ?? 0) + ((valueAt(survival, at - 1) + valueAt(survival, at)) / 2) * step)
  const cost = new Float64Array(points + 1)
  const next = new Uint16Array(points + 1).fill(1)
  for (let from = points - 1; from >= 0; from -= 1) {
    let least = Number.POSITIVE_INFINITY
    for (let to = from + 1; to <= points; to += 1) {
      // Waiting after the end: the gap, less the part of it in which the work still goes on.
      const overshoot = (to - from) * step * valueAt(survival, from) - (valueAt(area, to) - valueAt(area, from))
      const total = pollCostMs * valueAt(survival, from) + overshoot + valueAt(cost, to)
      if (total >= least) continue
      least = total
      next[from] = to - from
    }
    cost[from] = least
  }
  return {
    delayMs: (ageMs) => {
      const at = Math.min(Math.max(ageMs, 0) / step, points * trusted)
      const low = Math.floor(at)
      const share = at - low
      const gap = valueAt(next, low) * (1 - share) + valueAt(next, low + 1) * share
      return gap * step
    },
  }
}

function valueAt(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0
}
