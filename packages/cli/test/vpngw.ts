import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export const bin: string = fileURLToPath(new URL('../src/bin.ts', import.meta.url))
export const sourceCondition = '--conditions=@vpn-gateway/source'

export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export const emptyHome: string = mkdtempSync(join(tmpdir(), 'vpngw-home-'))
afterAll(() => rmSync(emptyHome, { recursive: true }))

/** The environment of the tests, without what people set for the real service, without their profiles, and asking no instance. */
export function cleanEnv(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^ALIBABA_CLOUD_|^FORCE_COLOR$|_proxy$/i.test(name))
  return { ...Object.fromEntries(kept), NO_COLOR: '1', HOME: emptyHome, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ...extra }
}

/** Runs the command line as a pipeline would: in a session of its own, which has no terminal. */
export function vpngw(args: readonly string[], env: NodeJS.ProcessEnv = {}, input = '', cwd: string = emptyHome): Promise<Run> {
  return run([...command, ...args], env, input, cwd)
}

/** Parses what `--output json` has printed, a line each. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever was printed
export const eventsOf = ({ stdout }: Pick<Run, 'stdout'>): any[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

/** The same by a shell, which makes pipes of words such as `<(cat plan.json)`. */
export function vpngwInBash(words: string): Promise<Run> {
  return run(['bash', '-c', `exec ${command.map((word) => `'${word}'`).join(' ')} ${words}`])
}

const command = [process.execPath, sourceCondition, bin]

function run([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv = {}, input = '', cwd: string = emptyHome): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: cleanEnv(env), cwd, detached: true })
    const said = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (chunk) => (said[stream] += chunk))
    // One that is refused is not read to its end.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.on('close', (code) => resolve({ code: code ?? -1, ...said }))
  })
}
