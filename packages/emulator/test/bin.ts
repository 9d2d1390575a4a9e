import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../src/bin.ts', import.meta.url))

/** Starts `vpngw-emulator` from source, and gathers what it prints. */
export function vpngwEmulator(...options: string[]): {
  readonly child: ChildProcessByStdio<null, Readable, Readable>
  readonly lines: string[]
  readonly errors: () => string
} {
  const child = spawn(process.execPath, ['--conditions=@vpn-gateway/source', bin, ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  return { child, lines, errors: () => errors }
}
