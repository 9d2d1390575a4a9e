import { spawnSync } from 'node:child_process'

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
