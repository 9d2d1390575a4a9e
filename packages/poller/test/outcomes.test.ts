import { createVpnGatewayClient } from '@vpn-gateway/client'
import { describe, expect, test } from 'vitest'
import { resumeDelete, teardown } from '../src/index.ts'
import { all, ends, optionError, outcomesOf, sampleState, seeded, setup, target } from './setup.ts'
import { begunThen, change, entries, raise, unexpected } from './unexpected.ts'

const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2', 'vco-3'] }]
const codesOf = (report: readonly { outcome: string; error?: unknown }[]) =>
  report.map(({ outcome, error }) => (error === undefined ? outcome : (error as { code?: string }).code))

describe('lack of rights', () => {
  test('to read a gateway once does not stop the rest of it', async () => {
    const { emulator, client, inTime } = setup({ gateways })
    const run = teardown(client, ['vco-1', 'vco-2', 'vco-3'], inTime())
    for await (const { id, phase } of run) if (id === 'vco-2' && phase === 'accepted') emulator.failNext('DescribeVpnGateway', 'Forbidden')
    expect(codesOf(await run.report())).toEqual(['gone', 'gone', 'gone'])
  })

  test('to read gateways at all leaves everything unsent, since a gateway may be protected', async () => {
    const { emulator, reportOf } = setup({ gateways })
    emulator.failNext('DescribeVpnGateway', 'Forbidden', { times: 100_000 })
    const report = await reportOf(['vco-1', 'vco-2', 'vco-3'])
    expect(report).toMatchObject(Array(3).fill({ outcome: 'unknown', isSent: false, error: { code: 'CannotObserve' } }))
    expect(emulator.ledger.tasks).toEqual([])
  })

  test('to list leaves what can be read one by one', async () => {
    const { emulator, reportOf } = setup({ gateways })
    emulator.failNext('DescribeVpnConnections', 'Forbidden', { times: 100_000 })
    expect(codesOf(await reportOf(['vco-1', 'vco-2']))).toEqual(['gone', 'gone'])
  })
})

test('what failed to go is not called gone because another one’s work hides it', async () => {
  const world = setup({ gateways, progression: { timeMs: 20_000 }, updatingAfterMs: 0 })
  const { clock, emulator } = world
  // The task of vco-1 fails: the gateway has worked and is free, and it is still there. Then somebody else uses the gateway.
  let busyUntil = 0
  let isForeign = false
  const client = unexpected(world, {
    deleteVpnConnection: (ask, { VpnConnectionId }) => {
      if (VpnConnectionId === 'vco-1') {
        busyUntil = clock.now() + 20_000
        return { RequestId: 'r' }
      }
      isForeign = true
      emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
      return ask()
    },
    describeVpnGateway: change((answer) => ({ ...answer, Status: isForeign || clock.now() < busyUntil ? 'updating' : 'active' })),
    describeVpnConnections: entries((all) => (isForeign ? [] : all)),
  })
  const report = await world.reportOf(['vco-1', 'vco-2'], { busyTimeoutMs: 60_000, timeoutMs: 60_000 }, client)
  expect(emulator.has('vco-1')).toBe(true)
  expect(outcomesOf(report)).toEqual(['unknown', 'unknown'])
})

describe('a deletion of which no request leaves', () => {
  const failure = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('f'), { code }) })
  /** A teardown whose deletions fail by these codes, one after the other and then by the last, or are never answered. */
  async function reportOf(...codes: readonly (string | undefined)[]) {
    const { clock, emulator, reportOf } = setup({ gateways })
    let sent = 0
    const fetch = (request: Request): Promise<Response> => {
      if (!request.url.includes('Action=DeleteVpnConnection')) return emulator.fetch(request)
      const code = codes[Math.min(sent++, codes.length - 1)]
      return code === undefined ? new Promise(() => {}) : Promise.reject(failure(code))
    }
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', clock, fetch, attemptTimeoutMs: 600_000 })
    const report = await reportOf(['vco-1'], { timeoutMs: 60_000 }, client)
    expect(sent).toBeGreaterThanOrEqual(codes.length)
    return report
  }

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])('by %s is not known, and was not sent', async (code) => {
    expect(await reportOf(code)).toMatchObject([{ outcome: 'unknown', isSent: false, error: { name: 'NetworkError' } }])
  })

  test.each([
    ['its request was not answered', 'ECONNRESET'],
    ['one before had none', 'ECONNRESET', 'ECONNREFUSED'],
    ['another one is under way at the end', 'ECONNREFUSED', undefined],
  ])('but may have been sent where %s', async (_, ...codes) => {
    expect(await reportOf(...codes)).toMatchObject([{ outcome: 'unknown', isSent: true }])
  })
})

describe('a journal', () => {
  test('belongs to one teardown at a time', async () => {
    const { client, onRecord, reportOf } = setup({ gateways })
    const first = teardown(client, ['vco-1'], onRecord())
    await expect(reportOf(['vco-1'], onRecord())).rejects.toMatchObject(optionError('journal'))
    expect(codesOf(await first.report())).toEqual(['gone'])
    expect(codesOf(await reportOf([], onRecord()))).toEqual(['gone'])
  })

  test('belongs to a region: elsewhere everything would seem to be gone', async () => {
    const { clock, client, journal, calls } = setup({ gateways })
    const state = sampleState({ id: 'vco-9', regionId: 'cn-beijing', phase: 'accepted' })
    await journal.append({ state })
    await expect(teardown(client, [], { clock, journal }).report()).rejects.toMatchObject(optionError('regionId'))
    await expect(resumeDelete(client, state, { clock })).rejects.toMatchObject(optionError('regionId'))
    expect(calls).toEqual([])
  })

  test('does not let a gateway touch again what has ended', async () => {
    const { journal, of, reportOf } = setup({ children: { 'vpn-1': ['vco-1'] } })
    await journal.append({ targets: ['vpn-1'] })
    await journal.append({ state: sampleState({ phase: 'failed', failure: 'DeletionFailed' }) })
    expect(codesOf(await reportOf([], { journal }))).toEqual(['NotEmptied', 'DeletionFailed'])
    expect(of('DeleteVpnConnection')).toEqual([])
  })

  test('that throws at once is a journal that fails', async () => {
    const { journal, of, reportOf } = setup({ gateways })
    const append = (): Promise<void> => {
      throw new Error('no disk')
    }
    await expect(reportOf(['vco-1'], { journal: { ...journal, append } })).rejects.toMatchObject({ cause: { message: 'no disk' } })
    expect(of('DeleteVpnConnection')).toEqual([])
  })

  test('sends again, once, what was accepted and shows no work', async () => {
    const { clock, emulator, journal, of, reportOf, endedAt } = setup({ gateways, progression: 'manual', updatingAfterMs: 10 ** 9 })
    await endedAt(['vco-1'], ({ phase }) => phase === 'accepted')
    await clock.sleep(600_000)
    // No work shows: it is sent once more, with a token of its own, and refused, since it is at work all the same.
    expect(await reportOf([], { journal })).toMatchObject([{ outcome: 'unknown', isSent: true }])
    expect(emulator.ledger.tasks).toHaveLength(1)
    expect(new Set(of('DeleteVpnConnection').map(({ token }) => token)).size).toBe(2)
    emulator.settle('vpn-1')
    expect(codesOf(await reportOf([], { journal }))).toEqual(['gone'])
  })
})

describe('a queue of jobs that each take one look', () => {
  test.each([
    ['confirmed twice', { gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] }, 2],
    ['without a gateway', { connections: ['vco-1'] }, 1],
  ] as const)('comes to an end, %s', async (_, world, confirmations) => {
    const { clock, client, begin } = setup(world)
    let kept = JSON.stringify(await begin({ confirmations }))
    for (let jobs = 0; JSON.parse(kept).phase !== 'gone'; jobs += 1) {
      const deletion = await resumeDelete(client, kept, { clock, confirmations, random: seeded(jobs * 1_000_003) })
      await clock.sleep(await deletion.poll())
      kept = JSON.stringify(deletion)
      expect(jobs).toBeLessThan(30)
    }
  })
})

describe('ensuring that something is gone', () => {
  test('somebody else may have deleted it in the meantime', async () => {
    const begun = async (ensureGone: boolean) => {
      const { client, begin } = setup({ children: { 'vpn-1': ['vco-1'] } })
      await client.deleteVpnConnection(target)
      return begin({ ensureGone })
    }
    expect(await (await begun(true)).result()).toMatchObject({ phase: 'gone', alreadyGone: true })
    await expect(begun(false)).rejects.toMatchObject({ name: 'DeletionError', code: 'ResourceAbsent' })
  })

  test('on a gateway that is not there, nothing is left to do', async () => {
    const { clock, client } = setup({})
    expect(codesOf(await teardown(client, ['vpn-none'], { clock, ensureGone: true }).report())).toEqual(['emptied'])
  })

  test('a thousand that are absent delay what is there by one read of each', async () => {
    const { clock, client, calls, inTime } = setup({ gateways })
    const startedAt = clock.now()
    const ids = ['vco-1', ...Array.from({ length: 1_000 }, (_, at) => `vco-none${at}`)]
    const run = teardown(client, ids, { ...inTime(), ensureGone: true })
    let sentAt = Number.POSITIVE_INFINITY
    for await (const { phase, atMs } of run) if (phase === 'sent') sentAt = Math.min(sentAt, atMs)
    // Each is read by its id once before, at a hundred a second; the other reads go on beside the deletion.
    expect(sentAt - startedAt).toBeLessThan(12_000)
    expect(calls.length).toBeLessThan(3_020)
    expect(codesOf(await run.report()).every((code) => code === 'gone')).toBe(true)
  })
})

test('a listener that throws decides nothing', async () => {
  const { emulator, begin } = setup({ gateways })
  const thrown: unknown[] = []
  const onUncaught = (error: unknown) => thrown.push(error)
  process.prependListener('uncaughtException', onUncaught)
  const others = process.listeners('uncaughtException').filter((listener) => listener !== onUncaught)
  for (const listener of others) process.off('uncaughtException', listener)
  try {
    const onRetry = () => {
      throw new TypeError('a bug of the listener')
    }
    emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
    expect(await (await begin({ onRetry })).result()).toMatchObject({ phase: 'gone' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(thrown).toEqual([expect.objectContaining({ message: 'a bug of the listener' })])
  } finally {
    process.off('uncaughtException', onUncaught)
    for (const listener of others) process.on('uncaughtException', listener)
  }
})

test('a client that breaks says nothing of the deletion', async () => {
  const bug = raise(new TypeError('a bug of the client'))
  const { deletion, on } = await begunThen(setup({ gateways }), { describeVpnGateway: bug })
  await expect(deletion.result()).rejects.toThrow('a bug of the client')
  expect(deletion.phase).toBe('accepted')
  on.is = false
  expect(await deletion.result()).toMatchObject({ phase: 'gone' })
})

test('a look by hand can be given up', async () => {
  const { clock, client, begin } = setup({ gateways })
  const deletion = await begin({}, { ...client, describeVpnGateway: () => new Promise<never>(() => {}) })
  await clock.sleep(await deletion.poll())
  const aborted = new AbortController()
  const look = deletion.poll({ signal: aborted.signal })
  aborted.abort(new Error('enough'))
  await expect(look).rejects.toThrow('enough')
})

test('a busy connection without a gateway is not hammered', async () => {
  const { emulator, of, begin } = setup({ connections: ['vco-1'] })
  emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring', { times: 100_000 })
  await expect(begin()).rejects.toMatchObject({ kind: 'busy' })
  expect(of('DeleteVpnConnection').length).toBeLessThan(100)
})

test('every repeat of a deletion is told', async () => {
  const { emulator, begin } = setup({ gateways })
  emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring', { times: 2 })
  const reasons: string[] = []
  await begin({ onRetry: ({ reason }) => reasons.push(reason) })
  expect(reasons).toEqual(['busy', 'busy'])
})

test('events of one run tell of every target, whatever becomes of it', async () => {
  const { emulator, client, inTime } = setup({ gateways })
  emulator.failNext('DeleteVpnConnection', 'Forbidden')
  const events = await all(teardown(client, ['vco-1', 'vco-2', 'vco-none'], inTime()))
  const last = new Map(events.map(({ id, phase }) => [id, phase]))
  expect(Object.fromEntries(last)).toEqual({ 'vco-1': 'failed', 'vco-2': 'gone', 'vco-none': 'failed' })
})

describe('answers that say nothing', () => {
  test('prove nothing: a listing without its list, and no answer at all', async () => {
    for (const nothing of [{ RequestId: 'r' }, undefined]) {
      const { emulator, client, inTime } = setup({ gateways, progression: 'manual', updatingAfterMs: 0 })
      const mute = { ...client, describeVpnConnections: async () => nothing as object }
      const run = teardown(mute, ['vpn-1', 'vco-1'], { ...inTime(), timeoutMs: 30_000 })
      for await (const { phase } of run) if (phase === 'updating') emulator.settle('vpn-1')
      // What is read by its id is gone; what only listings could show is not known.
      expect(ends(await run.report())).toEqual({ 'vpn-1': 'unknown', 'vco-1': 'gone' })
    }
  })

  test('do not go on for ever: pages that are promised and empty', async () => {
    const { client, reportOf } = setup({ gateways })
    let pages = 0
    const describeVpnConnections = async () => {
      pages += 1
      return { RequestId: 'r', TotalCount: 10 ** 9, VpnConnections: { VpnConnection: [] } }
    }
    await reportOf(['vco-none1', 'vco-none2'], {}, { ...client, describeVpnConnections })
    expect(pages).toBeLessThan(10)
  })

  test('are not sent after: a gateway whose id is none', async () => {
    const world = setup({ gateways })
    const client = unexpected(world, { describeVpnConnection: change((answer) => ({ ...answer, VpnGatewayId: '../etc vpn' })) })
    await expect(world.begin({}, client)).rejects.toMatchObject({ code: 'CannotObserve' })
    expect(codesOf(await world.reportOf(['vco-1'], {}, client))).toEqual(['CannotObserve'])
    expect(world.of('DeleteVpnConnection')).toEqual([])
  })
})

test.each<[unknown, string]>([
  [{ ensureGone: 'no' }, 'ensureGone'],
  [{ random: 5 }, 'random'],
  [{ journal: {} }, 'journal'],
  [{ signal: {} }, 'signal'],
  [{ requestsPerSecond: Number.POSITIVE_INFINITY }, 'requestsPerSecond'],
])('options that cannot be used are refused: %j', (options, option) => {
  const { client, calls } = setup({ gateways })
  expect(() => teardown(client, ['vco-1'], options as never)).toThrow(optionError(option))
  expect(() => teardown(client, [null as never])).toThrow(expect.objectContaining({ name: 'ParameterError' }))
  expect(calls).toEqual([])
})

test('what an earlier teardown reported absent is gone to one that only wants it gone', async () => {
  const { onRecord, reportOf } = setup({ gateways })
  expect(await reportOf(['vco-none'], onRecord())).toMatchObject([{ outcome: 'failed', isFinal: false }])
  const gone = [{ id: 'vco-none', outcome: 'gone', alreadyGone: true }]
  for (let times = 0; times < 2; times += 1) expect(await reportOf([], { ...onRecord(), ensureGone: true })).toEqual(gone)
})

test('a clock that was set back since does not stop a deletion', async () => {
  const { emulator, client, inTime } = setup({ children: { 'vpn-1': ['vco-1'] } })
  await client.deleteVpnConnection(target)
  const state = sampleState({ phase: 'accepted', atMs: 8e15, ageMs: 5_000 })
  expect(await (await resumeDelete(client, state, inTime())).result()).toMatchObject({ phase: 'gone' })
  expect(emulator.has('vco-1')).toBe(false)
})

test('a teardown waits once for work that does not show', async () => {
  const { clock, reportOf } = setup({ children: { 'vpn-1': ['vco-1'] }, progression: 'manual', updatingAfterMs: 10 ** 9 })
  const startedAtMs = clock.elapsed()
  expect(codesOf(await reportOf(['vco-1']))).toEqual(['NotBegunInTime'])
  expect(clock.elapsed() - startedAtMs).toBeLessThan(180_000)
})

describe('a deletion that finds nothing', () => {
  const notFound = 'InvalidVpnConnectionInstanceId.NotFound'
  const begunWith = async (isThere: boolean, read?: 'Forbidden') => {
    const scenario = setup({ gateways })
    const { begin, emulator } = scenario
    const run = begin({
      save: async ({ phase }) => {
        if (phase !== 'sent') return
        if (isThere) emulator.failNext('DeleteVpnConnection', notFound)
        else emulator.restore({ ...emulator.snapshot(), items: emulator.snapshot().items.filter(({ id }) => id !== 'vco-1') })
        if (read) emulator.failNext('DescribeVpnConnection', read)
      },
    })
    return { ...scenario, error: await run.catch((error) => error) }
  }

  test('is not known yet where one read by its id shows the resource', async () => {
    const { error, calls } = await begunWith(true)
    expect(error).toMatchObject({ code: 'CannotObserve', isFinal: false, cause: { code: notFound } })
    expect(calls.slice(-2).map(({ action }) => action)).toEqual(['DeleteVpnConnection', 'DescribeVpnConnection'])
  })

  test.each([undefined, 'Forbidden'] as const)('is final where that read does not show it (%s)', async (read) => {
    expect((await begunWith(false, read)).error).toMatchObject({ code: 'ResourceAbsent', isFinal: true })
  })

  test('is not known yet of a teardown either, and its journal goes on with it', async () => {
    const { emulator, journal, reportOf } = setup({ gateways })
    emulator.failNext('DeleteVpnConnection', notFound)
    const run = () => reportOf(['vco-1'], { journal })
    expect(await run()).toMatchObject([{ outcome: 'unknown', isSent: true, error: { code: 'CannotObserve' } }])
    expect(emulator.has('vco-1')).toBe(true)
    expect(await run()).toEqual([{ id: 'vco-1', outcome: 'gone' }])
    expect(emulator.has('vco-1')).toBe(false)
  })
})
