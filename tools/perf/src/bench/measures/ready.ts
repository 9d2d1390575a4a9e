import { join } from 'node:path'
import { type Measured, ratiosTo } from '../measure.ts'
import { startProgram } from '../programs.ts'
import { interleaved } from '../rounds.ts'

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
