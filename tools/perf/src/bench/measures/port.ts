import { type Measured, ratiosTo } from '../measure.ts'
import { runProgram } from '../programs.ts'
import { interleaved, median, sidesOf } from '../rounds.ts'

interface Load {
  readonly perSecond: number
  readonly cpuMicroseconds: number
}

/** Measures the requests that are answered over a port, against a server that repeats an answer. */
export async function measurePort(folder: string): Promise<Measured> {
  const cpu = new Map<string, number[]>()
  const sides = sidesOf(['bare', 'ours'], (side) => {
    const load = JSON.parse(runProgram(folder, 'port-load.mjs', side, '16', '6000').stdout) as Load
    cpu.set(side, [...(cpu.get(side) ?? []), load.cpuMicroseconds])
    return load.perSecond
  })
  const measured = ratiosTo('bare', await interleaved(sides, 11), (perSecond) => `${Math.round(perSecond)}/s`, {
    name: 'requests per second over a port, 16 in flight',
    against: 'a bare server',
    bar: { atLeast: 0.4 },
    aim: 0.7,
  })
  const costs = [...cpu].map(([side, costs]) => [`CPU of a request, ${side}`, `${Math.round(median(costs))} µs`])
  return { ...measured, values: { ...measured.values, ...Object.fromEntries(costs) } }
}
