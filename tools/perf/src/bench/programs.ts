import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Runs a program of Node in a fresh process. @throws {Error} with what it said, where it fails. */
export function runProgram(
  folder: string,
  program: string,
  ...args: readonly string[]
): { readonly stdout: string; readonly wallMs: number } {
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' })
  const wallMs = performance.now() - started
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} in ${folder} failed:\n${stderr}\n${stdout}`)
  return { stdout, wallMs }
}

/** A program that goes on until it is stopped. */
export interface Background {
  /** The first line that it printed. */
  readonly line: string
  /** Time until then. */
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
