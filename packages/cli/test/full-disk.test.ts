import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { startService } from './service.ts'
import { command, ended, eventsOf, type Run, startWords } from './vpngw.ts'

/** Runs the command line in a shell: after a command of it, or with what follows its own words. */
function inShell(args: readonly string[], before: string, after = '', cwd?: string): Promise<Run> {
  const words = [...command, ...args].map((word) => `'${word}'`).join(' ')
  return ended(startWords(['sh', '-c', `${before}${words}${after}`], {}, cwd))
}

/** Runs the command line with its stdout on a device that is always full. */
const onFullDisk = (args: readonly string[]) => inShell(args, '', ' > /dev/full')

describe.runIf(existsSync('/dev/full'))('an output that cannot be written', () => {
  const setup = () => startService({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'immediate' })

  test.concurrent('to its end, of a listing in a file, exits 1', async () => {
    await using at = await startService({ gateways: [{ id: 'vpn-1', connections: 4 }] })
    const { code, stderr } = await inShell(['connections', '--output', 'json', ...at.there], 'ulimit -f 1; ', ' > listing.json', at.path)
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('the output could not be written (EFBIG)') })
  })

  test.concurrent.each([
    ['teardown', ['teardown', 'vco-1', '--yes']],
    ['teardown as JSON', ['teardown', 'vco-1', '--yes', '--output', 'json']],
    ['a read', ['describe-vpn-gateway', 'vpn-1']],
    ['a deletion', ['delete-vpn-connection', 'vco-1', '--yes']],
    ['the help', ['--help']],
  ])('of %s is reported once, and exits 1', async (_, args) => {
    await using at = await setup()
    const { code, stderr } = await onFullDisk([...args, ...at.there])
    expect(stderr.match(/^vpngw: the output could not be written \(ENOSPC\)$/gm)).toHaveLength(1)
    expect(code).toBe(1)
  })

  test.concurrent('of a teardown is no success in its report either', async () => {
    await using at = await setup()
    const { code } = await onFullDisk(['teardown', 'vco-1', '--yes', '--no-journal', '--report', at.file('report.json'), ...at.there])
    expect([code, at.json('report.json')]).toMatchObject([1, { ended: true, exitCode: 1, counts: { gone: 1 } }])
  })

  test.concurrent.each([['teardown', '--yes'], ['plan']])('of %s is more than that something is absent', async (command, ...flags) => {
    await using at = await setup()
    expect(await onFullDisk([command, 'vco-none', ...flags, ...at.there])).toMatchObject({ code: 1 })
  })

  test.concurrent('keeps the code of a command that failed by itself', async () => {
    await using at = await setup()
    at.emulator.inject('DescribeVpnConnection', { kind: 'html' }, { times: 100 })
    expect(await onFullDisk(['describe-vpn-connection', 'vco-1', ...at.there])).toMatchObject({ code: 3 })
  })
})

describe.runIf(process.platform !== 'win32')('a journal that cannot be written any more', () => {
  const ids = Array.from({ length: 4 }, (_, at) => `vco-${at + 1}`)
  const setup = () => startService({ gateways: [{ id: 'vpn-1', connections: ids }], progression: { timeMs: 100 } })

  test.concurrent.each([[['--output', 'json']], [[]]])(
    'with %j leaves what it has kept, says how each stands, and how to go on',
    async (flags) => {
      await using at = await setup()
      // A file of at most so many blocks of 512 bytes, as on a disk that is full.
      const ended = await inShell(['teardown', ...ids, '--yes', ...at.there, ...flags], 'ulimit -f 6; ', '', at.path)
      const [journal = ''] = readdirSync(at.path)
      const sent = at.emulator.ledger.tasks.length
      expect([sent > 0 && sent < ids.length, ended.code]).toEqual([true, 5])
      expect(journal).toMatch(/\.journal$/)
      expect(ended.stderr).toContain('journal cannot be written (EFBIG)')
      expect(ended.stderr).toMatch(new RegExp(`^To go on: vpngw teardown --journal ${journal} `, 'm'))
      if (flags.length === 0) expect(ended.stdout).toMatch(/^\d+ of 4 gone, \d+ not known yet, in /)
      else expect(eventsOf(ended).at(-1)).toMatchObject({ event: 'summary', exitCode: 5, journal, deletions: 4 })
      expect(await inShell(['teardown', '--journal', journal, '--yes', ...at.there], '', '', at.path)).toMatchObject({ code: 0 })
      expect([at.emulator.ledger.tasks.map(({ id }) => id), readdirSync(at.path)]).toEqual([ids, []])
    },
  )

  test.concurrent.each([[[]], [['--journal', 'mine']]])('with %j and nothing sent is one that cannot be used', async (flags) => {
    await using at = await setup()
    const { code, stdout, stderr } = await inShell(['teardown', ...ids, '--yes', ...at.there, ...flags], 'ulimit -f 1; ', '', at.path)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/journal cannot be written \(EFBIG\)\n$/)
    expect([at.emulator.ledger.tasks, readdirSync(at.path)]).toEqual([[], []])
  })
})
