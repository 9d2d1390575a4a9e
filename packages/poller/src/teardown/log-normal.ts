/** Times whose logarithm is normal: never negative, and sometimes much longer than most. */
export interface LogNormal {
  /** Mean of the logarithm. */
  readonly mu: number
  /** Deviation of the logarithm. */
  readonly sigma: number
}

/** A time that is known to lie above `afterMs`, and no later than `byMs`, which is infinite for what has not ended yet. */
export interface Interval {
  readonly afterMs: number
  readonly byMs: number
}

/** Beyond so many deviations hardly any work goes on; what does is polled as here. */
const farthest = 3

/** Gives the delay after which a share of the work that goes on at this age should have ended. */
export function delayUntil({ mu, sigma }: LogNormal, ageMs: number, share: number): number {
  const from = Math.min((Math.log(Math.max(ageMs, 1)) - mu) / sigma, farthest)
  const left = (1 - cumulative(from)) * (1 - share)
  let [low, high] = [from, farthest + 2]
  for (let round = 0; round < 40; round += 1) {
    const middle = (low + high) / 2
    if (1 - cumulative(middle) > left) low = middle
    else high = middle
  }
  return Math.exp(mu + sigma * high) - Math.exp(mu + sigma * from)
}

/** Keeps a fit of few intervals from being too sure of itself: so many imagined ones have this deviation. */
const prior = { sigma: 0.5, weight: 4 }
const rounds = 25

/** The distribution that makes the intervals most likely (expectation and maximisation), at least one of them closed. */
export function fitLogNormal(intervals: readonly Interval[]): LogNormal {
  const bounds = intervals.map(({ afterMs, byMs }) => [Math.log(Math.max(afterMs, 1)), Math.log(Math.max(byMs, 2))] as const)
  const closed = bounds.filter(([, to]) => to < Number.POSITIVE_INFINITY)
  let mu = closed.reduce((sum, [from, to]) => sum + Math.max(from, to - 1) / 2 + to / 2, 0) / closed.length
  let sigma = prior.sigma
  for (let round = 0; round < rounds; round += 1) {
    let sum = 0
    let squares = 0
    for (const [from, to] of bounds) {
      const { mean, variance } = between((from - mu) / sigma, (to - mu) / sigma)
      sum += mean
      squares += mean ** 2 + variance
    }
    const mean = sum / bounds.length
    const spread = Math.max(squares / bounds.length - mean ** 2, 0) * sigma ** 2
    mu += sigma * mean
    sigma = Math.sqrt((spread * bounds.length + prior.sigma ** 2 * prior.weight) / (bounds.length + prior.weight))
  }
  return { mu, sigma }
}

/** Mean and variance of a standard normal number that lies between two bounds. */
function between(from: number, to: number): { readonly mean: number; readonly variance: number } {
  const mass = cumulative(to) - cumulative(from)
  // Far out in a tail the number lies at the nearer bound.
  if (mass < 1e-9) return { mean: Math.abs(from) < Math.abs(to) ? from : to, variance: 0 }
  const [atFrom, atTo] = [density(from), density(to)]
  const mean = (atFrom - atTo) / mass
  // Nothing is left beyond an infinite bound.
  const variance = 1 + ((atFrom && from * atFrom) - (atTo && to * atTo)) / mass - mean ** 2
  return { mean, variance: Math.max(variance, 0) }
}

function density(x: number): number {
  return Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)
}

/** The normal distribution's cumulative share, to seven digits (Abramowitz and Stegun, 26.2.17). */
export function cumulative(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const tail = density(x) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return x >= 0 ? 1 - tail : tail
}
