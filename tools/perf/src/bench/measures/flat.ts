import type { Measured } from '../measure.ts'
import { runProgram } from '../programs.ts'

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
