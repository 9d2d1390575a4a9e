import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { test as base, describe, expect } from 'vitest'
import { startService } from './service.ts'
import { bin, ended, eventsOf, type Run, start as startIn } from './vpngw.ts'

const gateways = [
  { id: 'vpn-1', connections: ['vco-1', 'vco-2'] },
  { id: 'vpn-2', servers: ['iss-1'] },
]

/** Starts a service, and what tears down in its folder; there is no terminal to ask on. */
async function home() {
  const service = await startService({ gateways, progression: { timeMs: 1_000 } })
  const start = (args: readonly string[]): ChildProcessWithoutNullStreams => {
    const there = args.includes('--endpoint') ? ['--region', 'cn-hangzhou'] : service.there
    return startIn(['teardown', ...args, '--yes', ...there], {}, service.path)
  }
  return {
    ...service,
    start,
    teardown: (args: readonly string[], input = ''): Promise<Run> => ended(start(args), input),
    /** Runs until a line comes, then ends it by a signal, as Ctrl-C does. */
    interruptedAfter(words: string, args: readonly string[], signal: NodeJS.Signals = 'SIGINT'): Promise<Run> {
      const child = start(args)
      createInterface({ input: child.stderr }).on('line', (line) => line.includes(words) && child.kill(signal))
      return ended(child)
    },
    journals: () => readdirSync(service.path),
  }
}

// Each test has a service of its own, so that they wait side by side.
const test = base.extend<{ at: Awaited<ReturnType<typeof home>> }>({
  at: async ({ task: _ }, use) => {
    await using at = await home()
    await use(at)
  },
})

describe('a journal', () => {
  test.concurrent.for<[string, string[], RegExp]>([
    ['that does not exist', ['--journal', 'typo'], /^vpngw: --journal does not exist; give ids to begin with\n$/],
    ['in no folder', ['vco-1', '--journal', 'none/journal'], /^vpngw: --journal cannot be opened \(ENOENT\)\n$/],
    ['that is a device', ['vco-1', '--journal', '/dev/full'], /^vpngw: --journal must be a regular file, and no link to one\n$/],
  ])('%s is refused in one line', async ([_, args, line], { at }) => {
    expect(await at.teardown(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(line) })
    expect(at.journals()).toEqual([])
  })

  test.concurrent('with nothing in it is nothing to go on with', async ({ at }) => {
    writeFileSync(at.file('empty'), '')
    expect(await at.teardown(['--journal', 'empty'])).toMatchObject({
      code: 2,
      stderr: 'vpngw: --journal has no unfinished deletions; give ids to delete\n',
    })
  })

  test.concurrent('is not offered where there is nothing to go on with', async ({ at }) => {
    expect(await at.teardown(['vco-none'])).toMatchObject({ code: 4, stderr: expect.not.stringContaining('To go on') })
    expect(at.journals()).toEqual([])
  })

  test.concurrent('is left by Ctrl-C, which says how to go on; then nothing is done twice, and it goes when it is done', async ({ at }) => {
    const first = await at.interruptedAfter('accepted; runs', ['vco-1', 'vco-2'])
    expect(first.code).toBe(130)
    const [, command = ''] = /^To go on: vpngw teardown (.*)$/m.exec(first.stderr) ?? []
    expect(at.journals()).toEqual([expect.stringMatching(/^vpngw-teardown-\d{8}T\d{6}-\d+\.journal$/)])
    expect(command).toBe(`--journal ${at.journals()[0]} --region cn-hangzhou --endpoint ${at.server.url} --yes`)
    const second = await at.teardown(['--journal', String(at.journals()[0])])
    expect(second).toMatchObject({ code: 0, stdout: expect.stringMatching(/^2 of 2 gone in /) })
    expect(at.emulator.ledger.tasks.map(({ id }) => id)).toEqual(['vco-1', 'vco-2'])
  })

  test.concurrent('that was begun at another endpoint is refused, and nothing is deleted there', async ({ at }) => {
    await at.interruptedAfter('accepted; runs', ['vco-1', 'vco-2', '--journal', 'mine'])
    const other = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }] })
    const elsewhere = await serve(other)
    const refused = await at.teardown(['--journal', 'mine', '--endpoint', elsewhere.url]).finally(() => elsewhere.close())
    expect(refused).toEqual({
      code: 2,
      stdout: '',
      stderr: `vpngw: --endpoint must be ${at.server.url}, where the deletion was begun\n`,
    })
    expect(other.ledger.requests).toEqual([])
    expect(await at.teardown(['--journal', 'mine'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^2 of 2 gone in /) })
  })

  test.concurrent('that seems to be of another account is refused, until --same-account says that it is the same', async ({ at }) => {
    await at.interruptedAfter('accepted; runs', ['vco-1', '--journal', 'mine'])
    at.emulator.seed({ gateways: [{ id: 'vpn-9', connections: ['vco-9'] }] })
    const refused = await at.teardown(['--journal', 'mine'])
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toMatch(
      /^(?:Reading…\n)?vpngw: --journal seems to be of another account.* \(vpn-1\); --same-account goes on all the same\n$/,
    )
    expect(await at.teardown(['--journal', 'mine', '--same-account'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^1 of 1 gone in /),
    })
    expect(at.emulator.has('vco-9')).toBe(true)
  })

  test.concurrent('that nobody asked for is taken away when everything is gone', async ({ at }) => {
    expect(await at.teardown(['vco-1'])).toMatchObject({ code: 0 })
    expect(at.journals()).toEqual([])
  })

  test.concurrent('that was asked for goes too when everything is gone, and none is kept where none is wanted', async ({ at }) => {
    expect(await at.teardown(['vco-1', '--journal', 'mine'])).toMatchObject({ code: 0 })
    expect(at.journals()).toEqual([])
    at.emulator.failNext('DeleteIpsecServer', 'Forbidden')
    expect(await at.teardown(['iss-1', '--no-journal'])).toMatchObject({ code: 1, stderr: expect.not.stringContaining('To go on') })
    expect(at.journals()).toEqual([])
  })

  test.concurrent('of somebody else is refused in one line', async ({ at }) => {
    expect(await at.teardown(['--journal', bin])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^vpngw: --journal must be a file that a teardown has written, or a new one\n$/),
    })
  })
})

test.concurrent.for([
  ['SIGTERM', 143, 'asked to end'],
  ['SIGHUP', 129, 'the terminal was closed'],
] as const)('%s ends it in order: the journal is free, and the way on is said', async ([signal, code, word], { at }) => {
  const ended = await at.interruptedAfter('accepted; runs', ['vco-1', 'vco-2'], signal)
  expect(ended).toMatchObject({ code, stderr: expect.stringContaining(`vpngw: ${word}; what the service has accepted goes on`) })
  expect(ended.stderr).toMatch(/^To go on: vpngw teardown --journal /m)
  expect(at.journals()).toEqual([expect.stringMatching(/\.journal$/)])
  expect(await at.teardown(['--journal', String(at.journals()[0])])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^2 of 2 gone in /),
  })
})

test.concurrent('the same id three times counts as one', async ({ at }) => {
  expect(await at.teardown(['iss-1', 'iss-1', 'iss-1'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
})

test.concurrent('a gateway stands for everything on it', async ({ at }) => {
  const ended = await at.teardown(['vpn-1', 'vpn-2', '--output', 'json'])
  expect(ended.code).toBe(0)
  const results = eventsOf(ended).filter(({ event }) => event === 'result')
  const ends = results.map(({ id, outcome }) => [id, outcome])
  // What was found on gateways is reported after the targets, in the order in which it went.
  expect([...ends.slice(0, 2), ...ends.slice(2).sort()]).toEqual([
    ['vpn-1', 'emptied'],
    ['vpn-2', 'emptied'],
    ...['iss-1', 'vco-1', 'vco-2'].map((id) => [id, 'gone']),
  ])
})

test.concurrent('what is no id is named by its place, for it may be anything', async ({ at }) => {
  const { code, stderr } = await at.teardown(['-'], 'vco-1\nSECRET=planted\n')
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^vpngw: id number 2 must start with /) })
})

test.concurrent('Ctrl-C while ids are awaited is a clean end', async ({ at }) => {
  const child = at.start(['-'])
  // More than a pipe holds: it drains once the ids are being read.
  child.stdin.write(' '.repeat(2 ** 20))
  await once(child.stdin, 'drain')
  child.kill('SIGINT')
  expect((await once(child, 'exit'))[0]).toBe(130)
})

test.concurrent('ids come from stdin in place of a dash', async ({ at }) => {
  expect(await at.teardown(['-', 'iss-1'], 'vco-1\nvco-2\n')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^3 of 3 gone in /) })
})

test.concurrent('what is absent already is gone where only that counts', async ({ at }) => {
  expect(await at.teardown(['vco-none', '--ensure-gone', '--no-journal'])).toMatchObject({ code: 0 })
  expect(await at.teardown(['vco-none', '--no-journal'])).toMatchObject({ code: 4 })
})

describe('what is not known yet', () => {
  const given = ['vco-1', 'vco-2', '--timeout', '0.5']
  const manual = { gateways: [{ id: 'vpn-1', progression: 'manual', connections: ['vco-1', 'vco-2'] }] } as const

  test.concurrent('is told apart from what failed, with whether it was sent, and can be gone on with', async ({ at }) => {
    at.emulator.seed(manual)
    const { code, stdout, stderr } = await at.teardown(given)
    expect({ code, stdout: stdout.split('\n') }).toEqual({
      code: 5,
      stdout: [
        expect.stringMatching(/^0 of 2 gone, 2 not known yet, in \d\.\d s$/),
        'not known yet: vco-1: not gone after 500 ms; its gateway read updating then; the deletion may go on, and can be waited for again (sent)',
        'not known yet: vco-2: not accepted after 500 ms; its gateway read updating then (not sent)',
        '',
      ],
    })
    expect(stderr).toContain('vco-1  not known yet: not gone after 500 ms; the deletion may go on, and can be waited for again\n')
    expect(stderr).toMatch(/^To go on: vpngw teardown --journal \S+ .*--timeout 0\.5 --yes$/m)
    at.emulator.settle('vco-1')
    at.emulator.subscribe((event) => {
      if (event.type === 'task' && event.id === 'vco-2' && event.endedAtMs === undefined) setImmediate(() => at.emulator.settle('vco-2'))
    })
    expect(await at.teardown(['--journal', String(at.journals()[0])])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^2 of 2 gone in /),
    })
    expect(at.emulator.ledger.tasks.map(({ id }) => id)).toEqual(['vco-1', 'vco-2'])
  })

  test.concurrent('is a result of its own for programs, and its events keep their phase', async ({ at }) => {
    at.emulator.seed(manual)
    const lines = eventsOf(await at.teardown([...given, '--output', 'json', '--no-journal']))
    expect(lines.filter(({ event }) => event === 'result')).toEqual([
      { event: 'result', id: 'vco-1', outcome: 'unknown', isSent: true, error: expect.objectContaining({ code: 'NotGoneInTime' }) },
      { event: 'result', id: 'vco-2', outcome: 'unknown', isSent: false, error: expect.objectContaining({ code: 'GatewayOccupied' }) },
    ])
    const stopped = lines.filter(({ event, error }) => event !== 'result' && error !== undefined)
    expect(stopped.map(({ id, event }) => [id, event])).toEqual([
      ['vco-1', 'accepted'],
      ['vco-2', 'waiting'],
      ['vco-1', 'updating'],
    ])
  })

  test.concurrent('says nothing of sending where it is a gateway, on which only others are deleted', async ({ at }) => {
    at.emulator.seed(manual)
    const { stdout } = await at.teardown(['vpn-1', '--timeout', '0.5', '--no-journal'])
    expect(stdout).toMatch(/^not known yet: vpn-1: the VPN gateway was not seen idle: it reads updating$/m)
    // What is on it counts, and not it as well.
    expect(stdout).toMatch(/^0 of 2 gone, 2 not known yet, 1 gateway not known to be empty, in /)
  })
})

test.concurrent('a refusal is a failure that can be gone on with', async ({ at }) => {
  at.emulator.failNext('DeleteIpsecServer', 'Forbidden')
  const { code, stdout, stderr } = await at.teardown(['iss-1'])
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: expect.stringMatching(/^0 of 1 gone, 1 failed, in \d\.\d s\nfailed: iss-1: .*Forbidden/),
  })
  const [, command = ''] = /^To go on: vpngw teardown --journal (\S+)/m.exec(stderr) ?? []
  expect(at.journals()).toEqual([command])
  expect(await at.teardown(['--journal', command])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 of 1 gone in /) })
})

test.concurrent('the end can be confirmed by two polls, also when it is gone on', async ({ at }) => {
  const { code, stdout, stderr } = await at.teardown(['iss-1', '--confirmations', '2', '--timeout', '0.5'])
  expect({ code, stdout }).toEqual({ code: 5, stdout: expect.stringContaining('1 not known yet') })
  expect(stderr).toMatch(/^To go on: .* --confirmations 2 /m)
})
