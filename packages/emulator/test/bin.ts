import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const bin = fileURLToPath(new URL('../src/bin.ts', import.meta.url))
const command = [process.execPath, '--conditions=@vpn-gateway/source', bin]

/** A command under way, and what it prints. */
interface Started {
  readonly child: ChildProcessByStdio<null, Readable, Readable>
  readonly lines: string[]
  /** Waits until it has printed so many lines, the first of which has its address. @returns the address */
  ready(lineCount?: number): Promise<string>
  /** Waits for its end. @returns its exit code and what it printed as errors */
  ended(): Promise<readonly [code: number | null, errors: string]>
}

/** Starts `vpngw-emulator` from source until the test ends, and gathers what it prints. */
export function vpngwEmulator(...options: string[]): Started {
  return started([...command, ...options])
}

/** The same by a shell, which makes pipes of options such as `<(cat seed.json)`. */
export function vpngwEmulatorInBash(...options: string[]): Started {
  return started(['bash', '-c', `exec ${[...command.map((word) => `'${word}'`), ...options].join(' ')}`])
}

function started([program = '', ...words]: readonly string[]): Started {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill())
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ready = async (lineCount = 1) => {
    while (lines.length < lineCount) await once(child.stdout, 'data')
    return lines[0]!.replace('ready on ', '')
  }
  return { child, lines, ready, ended: async () => [(await once(child, 'close'))[0], errors] }
}
