import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../src/bin.ts', import.meta.url))

const command = [process.execPath, '--conditions=@vpn-gateway/source', bin]

/** A command under way, and what it prints. */
interface Started {
  readonly child: ChildProcessByStdio<null, Readable, Readable>
  readonly lines: string[]
  readonly errors: () => string
}

/** Starts `vpngw-emulator` from source, and gathers what it prints. */
export function vpngwEmulator(...options: string[]): Started {
  return started([...command, ...options])
}

/** The same by a shell, which makes pipes of options such as `<(cat seed.json)`. */
export function vpngwEmulatorInBash(...options: string[]): Started {
  return started(['bash', '-c', `exec ${[...command.map((word) => `'${word}'`), ...options].join(' ')}`])
}

function started([program = '', ...words]: readonly string[]): Started {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  return { child, lines, errors: () => errors }
}
