import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export const bin: string = fileURLToPath(new URL('../src/bin.ts', import.meta.url))
export const sourceCondition = '--conditions=@vpn-gateway/source'
/** The words that run the command line: its sources, in one file where that was made. */
export const command: readonly string[] = [process.execPath, sourceCondition, process.env.VPNGW_BUNDLE ?? bin]

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
export function vpngw(args: readonly string[], env?: NodeJS.ProcessEnv, input?: string, cwd?: string): Promise<Run> {
  return ended(start(args, env, cwd), input)
}

/** A line of `--output json`. */
export interface Printed {
  readonly event: string
  readonly id?: string
  readonly outcome?: string
  readonly error?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

/** Parses what `--output json` has printed, a line each. */
export const eventsOf = ({ stdout }: Pick<Run, 'stdout'>): Printed[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

/** The same by a shell, which makes pipes of words such as `<(cat plan.json)`. */
export function vpngwInBash(words: string): Promise<Run> {
  return ended(startWords(['bash', '-c', `exec ${command.map((word) => `'${word}'`).join(' ')} ${words}`]))
}

/** Starts the command line in a session of its own. */
export function start(args: readonly string[], env?: NodeJS.ProcessEnv, cwd?: string): ChildProcessWithoutNullStreams {
  return startWords([...command, ...args], env, cwd)
}

/** Starts any command in a session of its own, in the environment of the tests. */
export function startWords(
  [program = '', ...args]: readonly string[],
  env?: NodeJS.ProcessEnv,
  cwd: string = emptyHome,
): ChildProcessWithoutNullStreams {
  return spawn(program, args, { env: cleanEnv(env), cwd, detached: true })
}

/** Waits for what a command prints, and its end. */
export function ended(child: ChildProcessWithoutNullStreams, input = ''): Promise<Run> {
  return new Promise((resolve) => {
    const said = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (chunk) => (said[stream] += chunk))
    // One that is refused is not read to its end.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.on('close', (code) => resolve({ code: code ?? -1, ...said }))
  })
}
