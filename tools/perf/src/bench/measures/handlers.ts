import { type Measured, ratiosTo } from '../measure.ts'
import { runProgram } from '../programs.ts'
import { interleaved, sidesOf } from '../rounds.ts'

const ways = {
  fetch: { name: 'calls per second through msw, by fetch', calls: 600 },
  lookup: { name: 'calls per second through msw, without its interceptor', calls: 20_000 },
} as const

/** Measures the calls that the handlers answer, against one handler that repeats an answer. */
export async function measureHandlers(folder: string, way: keyof typeof ways): Promise<Measured> {
  const { name, calls } = ways[way]
  const turn = (side: string) =>
    (JSON.parse(runProgram(folder, 'msw-load.mjs', side, way, String(calls)).stdout) as { perSecond: number }).perSecond
  const sides = sidesOf(['bare', 'ours'], turn)
  return ratiosTo('bare', await interleaved(sides, 7), (perSecond) => `${Math.round(perSecond)}/s`, {
    name,
    against: 'a bare handler',
    bar: { atLeast: 0.6 },
    aim: 0.85,
  })
}
