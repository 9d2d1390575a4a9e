import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { expect, test } from 'vitest'
import { openJournal } from '../src/node.ts'

const program = fileURLToPath(new URL('programs/teardown.ts', import.meta.url))

/** Runs the program until it ends, or until so many lines came: then it is killed without notice. */
async function run(args: readonly string[], killAfter = Number.POSITIVE_INFINITY): Promise<string[]> {
  const child = spawn(process.execPath, ['--conditions=@vpn-gateway/source', program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (lines.length === killAfter) child.kill('SIGKILL')
  }
  return lines
}

test('kill -9 at any moment, run again, and every target ends exactly once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vpn-gateway-kill-'))
  const ids = ['a', 'b', 'c'].flatMap((gateway) => [1, 2, 3, 4].map((at) => `vco-${gateway}${at}`))
  const gateways = ['a', 'b', 'c'].map((gateway) => ({ id: `vpn-${gateway}`, connections: ids.filter((id) => id[4] === gateway) }))
  const emulator = createEmulator({ gateways, progression: { timeMs: 100 }, updatingAfterMs: 10 })
  const server = await serve(emulator)
  try {
    const args = [server.url, join(folder, 'journal')]
    await run([...args, ...ids], 14)
    expect(emulator.resources().length).toBeGreaterThan(3)
    for (const killAfter of [6, 9, 5]) await run(args, killAfter)
    const outcomes = JSON.parse((await run(args)).at(-1) ?? '')
    expect(outcomes).toEqual(ids.map((id) => ({ id, outcome: 'gone' })))
    expect(emulator.ledger.tasks.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    const journal = await openJournal(join(folder, 'journal'))
    const ends = (await journal.read()).flatMap((entry) => {
      const { state } = entry as { state?: { id: string; phase: string } }
      return state?.phase === 'gone' ? [state.id] : []
    })
    await journal.close()
    expect(ends.toSorted()).toEqual(ids.toSorted())
  } finally {
    await server.close()
    rmSync(folder, { recursive: true })
  }
})
