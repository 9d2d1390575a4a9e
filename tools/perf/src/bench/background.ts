import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A program that goes on until it is stopped. */
export interface Background {
  /** The first line that it printed. */
  readonly line: string
  /** How long it took until then. */
  readonly readyMs: number
  stop(): Promise<void>
}

/** Starts a program of Node, and waits for its first line. @throws {Error} where it ends without one. */
export async function startProgram(folder: string, program: string, ...args: readonly string[]): Promise<Background> {
  const started = performance.now()
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([once(lines, 'line'), once(lines, 'close')])
  const readyMs = performance.now() - started
  const [line] = first as readonly (string | undefined)[]
  if (line === undefined) throw new Error(`${program} ${args.join(' ')} in ${folder} ended before it was ready`)
  return {
    line,
    readyMs,
    async stop() {
      child.kill()
      await ended
    },
  }
}
