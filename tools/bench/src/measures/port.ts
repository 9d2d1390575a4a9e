import { startProgram } from '../background.ts'
import { type Measured, ratiosTo } from '../measure.ts'
import { interleaved } from '../rounds.ts'
import { runProgram } from '../run-program.ts'

/** How many requests are answered over a port, against a server that repeats an answer. */
export async function measurePort(folder: string): Promise<Measured> {
  const sides = ['bare', 'ours'].map((side) => ({
    name: side,
    async turn() {
      const server = await startProgram(folder, 'port.mjs', side)
      try {
        return (JSON.parse(runProgram(folder, 'port-load.mjs', server.line, '16', '10000').stdout) as { perSecond: number }).perSecond
      } finally {
        await server.stop()
      }
    },
  }))
  return ratiosTo('bare', await interleaved(sides, 15), (perSecond) => `${Math.round(perSecond)}/s`, {
    name: 'requests per second over a port, 16 in flight',
    against: 'a bare server',
    bar: { atLeast: 0.4 },
    aim: 0.7,
  })
}
