import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { startService, test } from './service.ts'
import { eventsOf } from './vpngw.ts'

describe('what was read', () => {
  test.concurrent('is kept in a folder before anything is sent, without secrets, and never overwritten: what is read otherwise stands beside it', async ({
    at,
  }) => {
    await at.run('teardown', 'vco-1', 'iss-1', '--keep', at.file('kept'), '--yes', '--no-journal')
    expect(readdirSync(at.file('kept')).sort()).toEqual(['iss-1.json', 'vco-1.json', 'vpn-1.json', 'vpn-2.json'])
    const kept = readFileSync(at.file('kept/vco-1.json'), 'utf8')
    expect(JSON.parse(kept)).toMatchObject({
      id: 'vco-1',
      regionId: 'cn-hangzhou',
      fields: { Name: 'to-paris', IkeConfig: { IkeVersion: 'ikev1' } },
    })
    expect(readFileSync(at.file('kept/iss-1.json'), 'utf8') + kept).not.toContain('"Psk"')
    expect(statSync(at.file('kept/vco-1.json')).mode & 0o777).toBe(0o600)
    at.emulator.seed({ gateways: [{ id: 'vpn-1', connections: [{ id: 'vco-1', fields: { Name: 'other' } }] }] })
    await at.run('teardown', 'vco-1', '--keep', at.file('kept'), '--yes', '--no-journal')
    expect(readFileSync(at.file('kept/vco-1.json'), 'utf8')).toBe(kept)
    const [later] = readdirSync(at.file('kept')).filter((name) => /^vco-1\.\d{8}T\d{6}\.json$/.test(name))
    expect(JSON.parse(readFileSync(at.file(`kept/${later}`), 'utf8'))).toMatchObject({ fields: { Name: 'other' } })
  })

  test.concurrent.for<[string, string, RegExp]>([
    ['--keep', '/proc/x', /^vpngw: --keep must be a folder that can be written/],
    ['--keep', '/dev/null/x', /^vpngw: --keep must be a folder that can be written/],
    ['--report', '/nowhere/report.json', /^vpngw: --report cannot be written \(ENOENT\)/],
    ['--report', '/dev/null', /^vpngw: --report is there already/],
  ])('and cannot be kept by %s %s ends the command before anything is sent', async ([option, path, line], { at }) => {
    expect(await at.run('teardown', 'vco-1', option, path, '--yes')).toMatchObject({ code: 2, stderr: expect.stringMatching(line) })
    expect(at.deletions()).toEqual([])
  })

  test.concurrent.each(['/dev/null', '/nowhere/report.json'])('and whose report cannot be %s is not even read', async (path) => {
    await using at = await startService()
    expect(await at.run('teardown', 'vco-1', '--report', path, '--yes')).toMatchObject({ code: 2 })
    expect(at.emulator.ledger.requests).toEqual([])
  })

  test.concurrent('stands in the report, with how each ended, why, and how to go on', async ({ at }) => {
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    const { code } = await at.run(
      'teardown',
      'vco-1',
      'vco-2',
      '--report',
      at.file('report.json'),
      '--yes',
      '--journal',
      at.file('journal'),
    )
    const report = at.json('report.json')
    expect(report).toMatchObject({
      version: 1,
      ended: true,
      exitCode: code,
      journal: at.file('journal'),
      goOn: expect.stringMatching(/^vpngw teardown --journal .*--yes$/),
      counts: { deletions: 2, gone: 1, failed: 1, unknown: 0 },
      outcomes: [
        { id: 'vco-1', outcome: 'failed', error: { code: 'Forbidden' } },
        { id: 'vco-2', outcome: 'gone' },
      ],
      plans: [{ deletions: [{ id: 'vco-1', fields: { Name: 'to-paris' } }, { id: 'vco-2' }] }],
    })
    expect(statSync(at.file('report.json')).mode & 0o777).toBe(0o600)
  })
})

describe('the end', () => {
  test.concurrent('says what failed alike once', async ({ at }) => {
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden', { times: 2 })
    const { code, stdout } = await at.run('teardown', 'vco-1', 'vco-2', '--yes', '--no-journal')
    expect({ code, lines: stdout.trim().split('\n') }).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^0 of 2 gone, 2 failed, in /), expect.stringMatching(/^failed: vco-1, vco-2: .*Forbidden/)],
    })
  })

  test.concurrent('says of a gateway that is not there that it was absent, not that it was emptied', async ({ at }) => {
    const { stdout } = await at.run('teardown', 'vpn-typo', '--ensure-gone', '--yes', '--no-journal')
    expect(stdout).toMatch(/^0 of 0 gone, 1 gateway already absent, in /)
  })

  test.concurrent('counts what was absent before apart', async ({ at }) => {
    const { code, stdout } = await at.run('teardown', 'vco-1', 'vco-typo', '--ensure-gone', '--yes', '--no-journal')
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^2 of 2 gone \(1 already absent\) in /) })
  })

  test.concurrent('is a line for programs too, with the journal', async ({ at }) => {
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    const lines = eventsOf(await at.run('teardown', 'vco-1', '--yes', '--output', 'json', '--journal', at.file('journal')))
    expect(lines[0]).toEqual({ event: 'start', deletions: 1, gateways: 1, journal: at.file('journal') })
    expect(lines.at(-1)).toMatchObject({ event: 'summary', deletions: 1, gone: 0, failed: 1, journal: at.file('journal'), exitCode: 1 })
  })

  test.concurrent('is told although the report cannot be written any more', async ({ at }) => {
    mkdirSync(at.file('reports'))
    at.emulator.subscribe((event) => event.type === 'task' && rmSync(at.file('reports'), { recursive: true, force: true }))
    const { code, stdout, stderr } = await at.run('teardown', 'vco-1', '--report', at.file('reports/r.json'), '--yes', '--no-journal')
    expect([code, stdout, stderr]).toEqual([
      1,
      expect.stringMatching(/^1 of 1 gone/),
      expect.stringContaining('--report cannot be written (ENOENT)'),
    ])
  })

  test.concurrent('says in JSON, too, that the report cannot be written any more', async ({ at }) => {
    mkdirSync(at.file('reports'))
    at.emulator.subscribe((event) => event.type === 'task' && rmSync(at.file('reports'), { recursive: true, force: true }))
    const json = ['--report', at.file('reports/r.json'), '--output', 'json']
    const { stderr } = await at.run('teardown', 'vco-1', '--yes', '--no-journal', ...json)
    expect(JSON.parse(stderr)).toMatchObject({ event: 'error', message: '--report cannot be written (ENOENT)' })
  })

  test.concurrent('takes a journal away that was named, where nothing is left to go on with', async ({ at }) => {
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    await at.run('teardown', 'vco-1', '--yes', '--journal', at.file('journal'))
    expect(existsSync(at.file('journal'))).toBe(true)
    expect(await at.run('teardown', '--yes', '--journal', at.file('journal'))).toMatchObject({ code: 0 })
    expect(existsSync(at.file('journal'))).toBe(false)
  })
})
