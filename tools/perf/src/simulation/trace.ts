import type { Policy } from './policies.ts'
import { createWorld, longestWorkMs, type Size, type World } from './world.ts'

/** What one way of deleting took in one world, or on average in many. */
export interface Figures {
  /** Time until the last was reported gone, divided by the longest time that one gateway worked. */
  readonly time: number
  readonly callsPerDeletion: number
  /** Looks at gateways. */
  readonly pollsPerDeletion: number
  /** Mean time from the end of a deletion to the next on its gateway, or to the end of the teardown of it. */
  readonly overshootMs: number
  readonly refusals: number
  readonly givenUp: number
  /** Reported gone while still there. */
  readonly early: number
}

async function runTrace(policy: Policy, size: Size, seed: number): Promise<Figures> {
  const world = createWorld(size, seed)
  const { gone, early, givenUp } = await policy(world, size)
  const deletions = size.gateways * size.connections
  // What is reported early is still to go: the time runs until nothing is left.
  const lastAt = Math.max(...gone.values(), ...(early > 0 ? await endsOf(world) : []))
  return {
    time: (lastAt - world.startedAtMs) / longestWorkMs(world),
    callsPerDeletion: world.counts.calls / deletions,
    pollsPerDeletion: world.counts.polls / deletions,
    overshootMs: overshootMs(world.emulator.ledger.tasks),
    refusals: world.counts.refusals,
    givenUp,
    early,
  }
}

export async function meanOfSeeds(policy: Policy, size: Size, seeds: number): Promise<Figures> {
  const all: Figures[] = []
  for (let seed = 1; seed <= seeds; seed += 1) all.push(await runTrace(policy, size, seed))
  const fields = Object.keys(all[0] ?? {}) as (keyof Figures)[]
  return Object.fromEntries(
    fields.map((field) => [field, all.reduce((sum, figures) => sum + figures[field], 0) / seeds]),
  ) as unknown as Figures
}

/** Waits until nothing is under way, and gives when each task ended. */
async function endsOf({ clock, emulator }: World): Promise<number[]> {
  while (emulator.ledger.tasks.some(({ endedAtMs }) => endedAtMs === undefined)) {
    await clock.sleep(1000)
    emulator.resources()
  }
  return emulator.ledger.tasks.map(({ endedAtMs = 0 }) => endedAtMs)
}

function overshootMs(tasks: readonly { parentId?: string; startedAtMs: number; endedAtMs?: number }[]): number {
  const lastEnd = new Map<string, number>()
  let sum = 0
  let count = 0
  for (const { parentId = '', startedAtMs, endedAtMs } of tasks) {
    const before = lastEnd.get(parentId)
    if (before !== undefined) {
      sum += startedAtMs - before
      count += 1
    }
    if (endedAtMs !== undefined) lastEnd.set(parentId, endedAtMs)
  }
  return count === 0 ? 0 : sum / count
}
