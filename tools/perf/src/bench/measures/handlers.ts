import { type Measured, ratiosTo } from '../measure.ts'
import { runProgram } from '../programs.ts'
import { interleaved } from '../rounds.ts'

interface Way {
  readonly name: string
  readonly calls: number
}

const ways: Readonly<Record<string, Way>> = {
  fetch: { name: 'calls per second through msw, by fetch', calls: 600 },
  lookup: { name: 'calls per second through msw, without its interceptor', calls: 20_000 },
}

/** Measures the calls that the handlers answer, against one handler that repeats an answer. */
export async function measureHandlers(folder: string, way: string): Promise<Measured> {
  const { name, calls } = ways[way] as Way
  const sides = ['bare', 'ours'].map((side) => ({
    name: side,
    turn: () => (JSON.parse(runProgram(folder, 'msw-load.mjs', side, way, String(calls)).stdout) as { perSecond: number }).perSecond,
  }))
  return ratiosTo('bare', await interleaved(sides, 7), (perSecond) => `${Math.round(perSecond)}/s`, {
    name,
    against: 'a bare handler',
    bar: { atLeast: 0.6 },
    aim: 0.85,
  })
}
