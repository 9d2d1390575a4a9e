// Runs the sample code of the current folder, each file on the emulator as it was at first, and prints for each a line of JSON: what it printed,
// and the calls that the emulator got.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.cwd()
const [origin = ''] = process.argv.slice(2)
const print = console.log

for (const file of readdirSync(folder).filter((name) => /^\w+\.(client|poller|msw)\.ts$/.test(name))) {
  await fetch(`${origin}/_emulator/reset`, { method: 'POST' })
  const lines: string[] = []
  console.log = (...words: unknown[]) => void lines.push(words.join(' '))
  await import(join(folder, file))
  const { requests } = await (await fetch(`${origin}/_emulator/ledger`)).json()
  print(JSON.stringify({ file, lines, calls: requests }))
}
