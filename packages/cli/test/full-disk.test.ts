import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmulator } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bin, cleanEnv, emptyHome, type Run, sourceCondition } from './vpngw.ts'

let server: EmulatorServer
beforeAll(async () => {
  const connections = ['vco-1', 'vco-2', 'vco-3', 'vco-4']
  server = await serve(createEmulator({ gateways: [{ id: 'vpn-1', connections }], progression: 'immediate' }))
})
afterAll(() => server.close())

/** Runs the command line in a shell: after a command of it, or with what follows its own words. */
async function inShell(args: readonly string[], before: string, after = '', cwd = emptyHome): Promise<Run> {
  const words = [process.execPath, sourceCondition, bin, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn('sh', ['-c', `${before}${words}${after}`], { env: cleanEnv(), cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (chunk) => (said[stream] += chunk))
  const [code] = await once(child, 'close')
  return { code, ...said }
}

/** Runs the command line with its stdout on a device that is always full. */
const onFullDisk = (args: readonly string[]) => inShell(args, '', ' > /dev/full')

const there = () => ['--region', 'cn-hangzhou', '--endpoint', server.url]

describe.runIf(existsSync('/dev/full'))('an output that cannot be written', () => {
  test.concurrent('to its end, of a listing in a file, exits 1', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vpngw-cut-'))
    const { code, stderr } = await inShell(['connections', '--output', 'json', ...there()], 'ulimit -f 1; ', ' > listing.json', folder)
    rmSync(folder, { recursive: true })
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('the output could not be written (EFBIG)') })
  })

  test.concurrent.each<[string, () => string[]]>([
    ['teardown', () => ['teardown', 'vco-1', '--yes', ...there()]],
    ['teardown as JSON', () => ['teardown', 'vco-2', '--yes', '--output', 'json', ...there()]],
    ['a read', () => ['describe-vpn-gateway', 'vpn-1', ...there()]],
    ['a deletion', () => ['delete-vpn-connection', 'vco-3', '--yes', ...there()]],
    ['the help', () => ['--help']],
  ])('of %s is reported once, and exits 1', async (_, args) => {
    const { code, stderr } = await onFullDisk(args())
    expect(stderr.match(/^vpngw: the output could not be written \(ENOSPC\)$/gm)).toHaveLength(1)
    expect(code).toBe(1)
  })

  test.concurrent('of a teardown is no success in its report either', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vpngw-lost-'))
    const report = join(folder, 'report.json')
    const { code } = await onFullDisk(['teardown', 'vco-4', '--yes', '--no-journal', '--report', report, ...there()])
    expect([code, JSON.parse(readFileSync(report, 'utf8'))]).toMatchObject([1, { ended: true, exitCode: 1, counts: { gone: 1 } }])
    rmSync(folder, { recursive: true })
  })

  test.concurrent('keeps the code of a command that failed by itself', async () => {
    expect(await onFullDisk(['teardown', 'vco-none', '--yes', ...there()])).toMatchObject({ code: 4 })
  })
})

describe.runIf(process.platform !== 'win32')('a journal that cannot be written any more', () => {
  const ids = Array.from({ length: 4 }, (_, at) => `vco-${at + 1}`)
  const all = () => ({ gateways: [{ id: 'vpn-1', connections: ids }], progression: { timeMs: 100 } })

  test.concurrent.each([[['--output', 'json']], [[]]])(
    'with %j leaves what it has kept, says how each stands, and how to go on',
    async (flags) => {
      const folder = mkdtempSync(join(tmpdir(), 'vpngw-full-'))
      const emulator = createEmulator(all())
      const there = await serve(emulator)
      try {
        const place = ['--region', 'cn-hangzhou', '--endpoint', there.url]
        // A file of at most so many blocks of 512 bytes, as on a disk that is full.
        const ended = await inShell(['teardown', ...ids, '--yes', ...place, ...flags], 'ulimit -f 6; ', '', folder)
        const [journal = ''] = readdirSync(folder)
        const sent = emulator.ledger.tasks.length
        expect([sent > 0 && sent < ids.length, ended.code]).toEqual([true, 5])
        expect(journal).toMatch(/\.journal$/)
        expect(ended.stderr).toContain('journal cannot be written (EFBIG)')
        expect(ended.stderr).toMatch(new RegExp(`^To go on: vpngw teardown --journal ${journal} `, 'm'))
        if (flags.length === 0) expect(ended.stdout).toMatch(/^\d+ of 4 gone, \d+ not known yet, in /)
        else
          expect(JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
            event: 'summary',
            exitCode: 5,
            journal,
            deletions: 4,
          })
        expect(await inShell(['teardown', '--journal', journal, '--yes', ...place], '', '', folder)).toMatchObject({ code: 0 })
        expect([emulator.ledger.tasks.map(({ id }) => id), readdirSync(folder)]).toEqual([ids, []])
      } finally {
        await there.close()
        rmSync(folder, { recursive: true })
      }
    },
  )

  test.concurrent.each([[[]], [['--journal', 'mine']]])('with %j and nothing sent is one that cannot be used', async (flags) => {
    const folder = mkdtempSync(join(tmpdir(), 'vpngw-full-'))
    const emulator = createEmulator(all())
    const there = await serve(emulator)
    try {
      const place = ['--region', 'cn-hangzhou', '--endpoint', there.url]
      const { code, stdout, stderr } = await inShell(['teardown', ...ids, '--yes', ...place, ...flags], 'ulimit -f 1; ', '', folder)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(/journal cannot be written \(EFBIG\)\n$/)
      expect([emulator.ledger.tasks, readdirSync(folder)]).toEqual([[], []])
    } finally {
      await there.close()
      rmSync(folder, { recursive: true })
    }
  })
})
