// Runs sample code from files, each on a service of its own, and prints what each has printed as a line of JSON.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createEmulator } from '@vpn-gateway/emulator'
import { handlers } from '@vpn-gateway/msw'
import { setupServer } from 'msw/node'
import { emulated } from './scenario.ts'

const [folder = ''] = process.argv.slice(2)
const print = console.log

for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
  const lines: string[] = []
  console.log = (...words: unknown[]) => void lines.push(words.join(' '))
  // What mocks the service itself brings its own.
  const server = file.endsWith('.msw.ts') ? undefined : setupServer(...handlers(createEmulator(emulated)))
  server?.listen({ onUnhandledFrame: 'error' })
  await import(join(folder, file))
  server?.close()
  print(JSON.stringify({ file, lines }))
}
