import { join } from 'node:path'
import { type Measured, ratiosTo } from '../measure.ts'
import { runProgram, startProgram } from '../programs.ts'
import { interleaved, median, sidesOf } from '../rounds.ts'

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

/** Measures the start of `vpngw-emulator` to its ready line, against a process that only listens. */
export async function measureReady(folder: string): Promise<Measured> {
  const side = (name: string, program: string, ...args: readonly string[]) => ({
    name,
    async turn() {
      const { readyMs, stop } = await startProgram(folder, program, ...args)
      await stop()
      return readyMs
    },
  })
  const bin = join('node_modules', '@vpn-gateway', 'emulator', 'dist', 'bin.js')
  const medians = await interleaved([side('bare', 'listen.mjs'), side('ours', bin, '--port', '0')], 40)
  return ratiosTo('bare', medians, (ms) => `${Math.round(ms)} ms`, {
    name: 'from the start of vpngw-emulator to its ready line',
    against: 'a bare server',
    bar: { atMost: 2.5 },
    aim: 1.6,
  })
}

interface Memory {
  readonly heap: number
  readonly rss: number
}

const [warmUp, requests] = [400_000, 1_000_000]

/** Measures the growth of an emulator's memory over a million requests. */
export function measureFlat(folder: string): Measured {
  const { stdout } = runProgram(folder, '--expose-gc', 'many-requests.mjs', String(warmUp), String(requests))
  const { warm, end, seconds } = JSON.parse(stdout) as { warm: Memory; end: Memory; seconds: number }
  const megabytes = ({ heap, rss }: Memory) => `${Math.round(heap / 2 ** 20)} MB of ${Math.round(rss / 2 ** 20)}`
  return {
    name: 'heap after a million requests',
    against: 'after 400,000',
    ours: end.heap / warm.heap,
    official: undefined,
    bar: { atMost: 1.1 },
    aim: 1.02,
    values: { 'after 400,000': megabytes(warm), 'after a million': megabytes(end), took: `${Math.round(seconds)} s` },
  }
}
