/** Mean cost of a polling policy. */
export interface InspectionCost {
  readonly polls: number
  readonly overshootMs: number
}

const stepMs = 250
const endMs = 240_000

/**
 * The optimal inspection policy for work whose duration is log-normal and known, where a poll costs as much as `pollCostMs`
 * of waiting: computed backwards over every time of the next poll.
 */
function optimalInspection(medianMs: number, sigma: number, pollCostMs: number): InspectionCost {
  const points = endMs / stepMs
  const alive = Array.from({ length: points + 1 }, (_, at) => 1 - share(at * stepMs, medianMs, sigma))
  const area = new Float64Array(points + 1)
  for (let at = 1; at <= points; at += 1) area[at] = (area[at - 1] ?? 0) + ((value(alive, at - 1) + value(alive, at)) / 2) * stepMs
  const best = Array.from({ length: points + 1 }, () => ({ cost: 0, polls: 0, overshootMs: 0 }))
  for (let from = points - 1; from >= 0; from -= 1) {
    let chosen = { cost: Number.POSITIVE_INFINITY, polls: 0, overshootMs: 0 }
    for (let to = from + 1; to <= Math.min(points, from + 240); to += 1) {
      const then = best[to]
      const waste = (to - from) * stepMs * value(alive, from) - (value(area, to) - value(area, from))
      const cost = pollCostMs * value(alive, from) + waste + (then?.cost ?? 0)
      if (cost < chosen.cost)
        chosen = { cost, polls: value(alive, from) + (then?.polls ?? 0), overshootMs: waste + (then?.overshootMs ?? 0) }
    }
    best[from] = chosen
  }
  return best[0] ?? { polls: 0, overshootMs: 0 }
}

/** Computes the overshoot of the optimal policy with a number of polls. */
export function optimalOvershootMs(medianMs: number, sigma: number, polls: number): number {
  let [low, high] = [50, 20_000]
  for (let step = 0; step < 14; step += 1) {
    const middle = Math.sqrt(low * high)
    if (optimalInspection(medianMs, sigma, middle).polls > polls) low = middle
    else high = middle
  }
  return optimalInspection(medianMs, sigma, Math.sqrt(low * high)).overshootMs
}

function value(values: ArrayLike<number>, at: number): number {
  return values[at] ?? 0
}

function share(ms: number, medianMs: number, sigma: number): number {
  return ms <= 0 ? 0 : normal(Math.log(ms / medianMs) / sigma)
}

/** By the series of the error function, which converges everywhere. */
function normal(x: number): number {
  if (Math.abs(x) > 7) return x > 0 ? 1 : 0
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-12 * Math.abs(sum); n += 1) {
    term *= (x * x) / (2 * n + 1)
    sum += term
  }
  return 0.5 + (sum * Math.exp(-(x * x) / 2)) / Math.sqrt(2 * Math.PI)
}
