/** One side of a comparison: each turn gives one measured value. */
export interface Side {
  readonly name: string
  turn(): number | Promise<number>
  /** Takes part in every so many rounds only: for what is slow and far off. */
  readonly every?: number
}

/**
 * Lets every side have its turn in every round, each round in another order, so that what the machine does meanwhile
 * falls on all alike; and gives the median of each. A first round warms the caches and does not count.
 */
export async function interleaved(sides: readonly Side[], rounds: number): Promise<ReadonlyMap<string, number>> {
  const values = new Map(sides.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round <= rounds; round += 1) {
    const taking = sides.filter(({ every = 1 }) => round % every === 0)
    for (let turn = 0; turn < taking.length; turn += 1) {
      const side = taking[(turn + round) % taking.length] as Side
      const value = await side.turn()
      if (round > 0) values.get(side.name)?.push(value)
    }
  }
  return new Map([...values].map(([name, measured]) => [name, median(measured)]))
}

/** Sides of one kind. The official client is far off and slow: a few turns are enough. */
export function sidesOf(names: readonly string[], turn: (name: string) => ReturnType<Side['turn']>): Side[] {
  return names.map((name) => ({ name, every: name === 'official' ? 4 : 1, turn: () => turn(name) }))
}

/** The value in the middle, or the mean of the two there. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  if (low === undefined || high === undefined) throw new Error('there is no median of nothing')
  return (low + high) / 2
}
