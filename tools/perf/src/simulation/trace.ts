import type { Policy } from './policies.ts'
import { createScenario, longestWorkMs, type Scenario, type Size } from './scenario.ts'

/** Figures of a policy in one scenario, or their means over many. */
export interface Figures {
  /** Time until the last was reported gone, divided by the longest time that one gateway worked. */
  readonly time: number
  readonly callsPerDeletion: number
  /** Polls of gateways. */
  readonly pollsPerDeletion: number
  /** Mean time from the end of a deletion to the next on its gateway, or to the end of the teardown of it. */
  readonly overshootMs: number
  readonly refusals: number
  readonly givenUp: number
  /** Reported gone while still there. */
  readonly early: number
}

async function runTrace(policy: Policy, size: Size, seed: number): Promise<Figures> {
  const scenario = createScenario(size, seed)
  const { gone, early, givenUp } = await policy(scenario, size)
  const deletions = size.gateways * size.connections
  // What is reported early is still to go: the time runs until nothing is left.
  const lastAt = Math.max(...gone.values(), ...(early > 0 ? await endsOf(scenario) : []))
  return {
    time: (lastAt - scenario.startedAtMs) / longestWorkMs(scenario),
    callsPerDeletion: scenario.counts.calls / deletions,
    pollsPerDeletion: scenario.counts.polls / deletions,
    overshootMs: overshootMs(scenario.emulator.ledger.tasks),
    refusals: scenario.counts.refusals,
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
async function endsOf({ clock, emulator }: Scenario): Promise<number[]> {
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
