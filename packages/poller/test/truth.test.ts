import { createVpnGatewayClient } from '@vpn-gateway/client'
import { OptionError, ServiceError } from '@vpn-gateway/core'
import { describe, expect, test } from 'vitest'
import { beginDelete, type Journal, resumeDelete, stepDelete, teardown } from '../src/index.ts'
import { gatewaysOf, outcomesOf, setup, target, until } from './setup.ts'
import { type Any, begunThen, caught, each, endOf, entries, gateways, ids, nth, refuse, say, unexpected, untrue } from './unexpected.ts'

// What once was said, and was not so.

describe('nothing untrue is said', () => {
  test.each(['DeletionFailed', 'ResourceAbsent'])('a read refused with the code %s is no word of this package', async (code) => {
    const world = setup({ gateways, progression: { timeMs: 600_000 } })
    const deletion = await world.begin()
    world.emulator.inject('DescribeVpnGateway', { kind: 'refusal', code }, { rate: 1 })
    expect(await caught(deletion.result())).toMatchObject({ code: 'CannotObserve', isFinal: false })
  })

  test.each([
    ['an age', (answer: Response) => new Response(answer.body, { status: answer.status, headers: { ...answer.headers, age: '3' } })],
    ['the status 304', () => new Response(null, { status: 304 })],
  ])('over a proxy, an absence with %s comes of a cache, and is none', async (_, kept) => {
    const { emulator, clock } = setup({ gateways, progression: 'manual' })
    let isCached = false
    const fetch = async (request: Request) => {
      const answer = await emulator.fetch(request)
      return isCached && request.url.includes('/DescribeVpnConnection?') ? kept(answer) : answer
    }
    const client = createVpnGatewayClient({ proxy: 'https://console.example/api', fetch, clock })
    const deletion = await beginDelete(client, target, { clock })
    emulator.settle('vpn-1')
    isCached = true
    expect(await caught(deletion.result({ timeoutMs: 60_000 }))).toMatchObject({ name: 'DeletionError', isFinal: false })
    isCached = false
    await deletion.result()
    expect(emulator.has(target.VpnConnectionId)).toBe(false)
  })

  test('a teardown that is aborted with the error of another deletion knows nothing more of its own', async () => {
    const world = setup({ gateways })
    const stop = new AbortController()
    const reason = await caught(beginDelete(world.client, { VpnConnectionId: 'vco-none' }, { clock: world.clock }))
    const run = teardown(world.client, ids, { ...world.onRecord(), signal: stop.signal })
    for await (const { phase } of run) if (phase === 'accepted') stop.abort(reason)
    expect(outcomesOf(await run.report())).toEqual(['unknown', 'unknown', 'unknown'])
    expect(outcomesOf(await world.reportOf([], world.onRecord()))).toEqual(['gone', 'gone', 'gone'])
  })

  test('nor does one whose request is on its way: an abort with a ServiceError is no refusal of it', async () => {
    const world = setup({ gateways })
    const stop = new AbortController()
    world.emulator.failNext('DescribeVpnConnection', 'Forbidden')
    const reason = await caught(world.client.describeVpnConnection(target))
    const client = unexpected(world, {
      deleteVpnConnection: async (ask) => {
        await ask()
        stop.abort(reason)
        throw reason
      },
    })
    const report = await world.reportOf(['vco-1'], { signal: stop.signal }, client)
    expect(world.emulator.ledger.tasks).toHaveLength(1)
    expect(report).toMatchObject([{ outcome: 'unknown', isSent: true }])
  })

  test('nor one whose journal fails (the file journal throws OptionError): no event says "failed" of what may be done', async () => {
    const world = setup({ children: { 'vpn-1': ['vco-1'], 'vpn-2': ['vco-2'] } })
    let isFull = false
    const append: Journal['append'] = async (entry) => {
      if (isFull) throw new OptionError('journal', 'cannot be written (ENOSPC)')
      await world.journal.append(entry)
    }
    const client = unexpected(world, {
      deleteVpnConnection: async (ask, p) => {
        const answer = await ask()
        if (p.VpnConnectionId !== 'vco-1') return answer
        isFull = true
        await world.clock.sleep(60_000)
        return answer
      },
    })
    const run = teardown(client, ['vco-1', 'vco-2'], { ...world.inTime(), journal: { ...world.journal, append } })
    const failed: string[] = []
    for await (const { id, phase } of run) if (phase === 'failed') failed.push(id)
    await caught(run.report() as Any)
    expect(world.emulator.ledger.tasks.map(({ id }) => id)).toContain('vco-1')
    expect(failed).toEqual([])
  })

  test('one listing that leaves out an entry that was shown before is no absence', async () => {
    const world = setup({ children: { 'vpn-1': ids } })
    for (const id of ids) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id })
    const run = teardown(world.client, ids, world.inTime())
    let n = 0
    for await (const { phase } of run)
      if (phase === 'accepted' && n++ === 0) world.emulator.inject('DescribeVpnConnections', { kind: 'omitted', entry: 'vco-2' })
    expect(untrue(world, await run.report())).toEqual([])
  })

  test('what moves from page 2 to page 1 between two pages is not absent', async () => {
    const many = Array.from({ length: 60 }, (_, at) => `vco-${at + 1}`)
    const world = setup({ children: { 'vpn-1': many } })
    const named = many.slice(40)
    for (const id of named) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id })
    let isArmed = false
    const client = unexpected(world, {
      describeVpnConnections: async (ask, p) => {
        if (isArmed && p.VpnGatewayId && p.PageNumber === 2) {
          isArmed = false
          // Another caller's deletion ends between the two pages.
          await world.client.deleteVpnConnection(target)
          world.emulator.settle('vpn-1')
        }
        return ask()
      },
    })
    const run = teardown(client, named, world.inTime())
    let n = 0
    for await (const { phase } of run) if (phase === 'accepted' && ++n === 15) isArmed = true
    expect(untrue(world, await run.report())).toEqual([])
    expect(isArmed).toBe(false)
    expect(world.emulator.has('vco-1')).toBe(false)
  })

  test('an absence counts only where the gateway is still idle after it: another deletion may have begun between', async () => {
    const world = setup({ gateways, flappingReads: 1, updatingAfterMs: 0 })
    world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id: 'vco-1' })
    const begins = () => caught(world.client.deleteVpnConnection({ VpnConnectionId: 'vco-2' }))
    const { deletion, on } = await begunThen(world, { describeVpnConnection: (ask) => begins().then(ask) })
    on.is = false
    await until(deletion, 'updating')
    on.is = true
    expect(untrue(world, await caught(deletion.result()))).toEqual([])
  })

  test('nor does a listing of nothing, where other callers begin to delete between the gateway and the listing', async () => {
    const world = setup({ children: { 'vpn-1': ['vco-5', 'vco-6', 'vco-7', 'vco-8'] }, flappingReads: 1, updatingAfterMs: 0 })
    const others = ['vco-5', 'vco-6', 'vco-7']
    const begins = async (id = others.shift()) => id && world.client.deleteVpnConnection({ VpnConnectionId: id })
    const client = unexpected(world, { describeVpnConnections: (ask) => begins().then(ask) })
    expect(untrue(world, await world.reportOf(['vpn-1'], {}, client))).toEqual([])
  })

  const waysToLookUp = each([[true], [false]], ['single', 'teardown'])

  test.each(waysToLookUp)(
    'a look-up while the gateway works on something else proves no absence (ensureGone %j, %s)',
    async (ensureGone, how) => {
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
        const world = setup({ gateways, flappingReads: 0.7, updatingAfterMs: 0, seed })
        await world.client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
        const options = { ...world.inTime(seed), ensureGone }
        const said = how === 'single' ? await caught(world.begin(options)) : await world.reportOf(['vco-1'], options)
        expect(untrue(world, said)).toEqual([])
      }
    },
  )

  test.each(['null', 'left out'])('one look-up whose VpnGatewayId is %s does not make a resource without a gateway', async (how) => {
    const world = setup({ gateways, flappingReads: 1, updatingAfterMs: 0 })
    world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
    const bare = { RequestId: 'r', VpnConnectionId: 'vco-1', ...(how === 'null' && { VpnGatewayId: null }) }
    const client = unexpected(world, { describeVpnConnection: (ask, _, n) => (n === 0 ? bare : ask()) })
    expect(untrue(world, await endOf(world, client))).toEqual([])
  })
  test('nor does a listing whose entries lack it', async () => {
    const world = setup({ gateways, updatingAfterMs: 0, flappingReads: 1 })
    for (const id of ids) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id })
    const bare = entries((all) => all.map(({ VpnConnectionId }) => ({ VpnConnectionId })))
    const client = unexpected(world, { describeVpnConnections: nth(0, bare) })
    expect(untrue(world, await teardown(client, ids, world.inTime()).report())).toEqual([])
  })

  test('nor does one whose entries name another gateway', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const world = setup({ gateways, updatingAfterMs: 0, flappingReads: 0.5, seed })
      for (const id of ids) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id })
      const other = entries((all) => all.map((each) => ({ ...each, VpnGatewayId: 'vpn-9' })))
      const client = unexpected(world, { describeVpnConnections: nth(0, other) })
      expect(untrue(world, await teardown(client, ids, { ...world.inTime(seed), timeoutMs: 300_000 }).report())).toEqual([])
    }
  })

  test('a connection that has moved to another gateway is not gone by the old one being idle', async () => {
    const slow = { updatingAfterMs: 0, flappingReads: 1, progression: { timeMs: 90_000 } }
    const world = setup({ children: { 'vpn-1': ['vco-1'], 'vpn-2': [] }, ...slow })
    const found = await world.prepare()
    world.reseed({ 'vpn-1': [], 'vpn-2': ['vco-1'] })
    expect(untrue(world, await caught((await resumeDelete(world.client, JSON.stringify(found), world.inTime())).result()))).toEqual([])
  })
  test.each([1, 2] as const)(
    'nor has it failed by the old one having worked on something else (%i confirmations)',
    async (confirmations) => {
      const world = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'], 'vpn-2': [] }, updatingAfterMs: 0 })
      const found = await world.prepare()
      const moved = gatewaysOf({ 'vpn-1': ['vco-2'], 'vpn-2': ['vco-1'] })
      const timesMs = [10_000, 120_000]
      world.emulator.seed({ gateways: moved.map((gateway, at) => ({ ...gateway, progression: { timeMs: timesMs[at] ?? 0 } })) })
      const deletion = await resumeDelete(world.client, JSON.stringify(found), { ...world.inTime(), confirmations })
      await world.client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
      expect(untrue(world, await caught(deletion.result()))).toEqual([])
    },
  )
  test('nor is one that had no gateway, and was attached to one since', async () => {
    const world = setup({ connections: [{ id: 'vco-1', fields: { AttachType: 'CEN' } }], updatingAfterMs: 0, flappingReads: 1 })
    const found = await world.prepare()
    world.reseed({ 'vpn-2': ['vco-1'] })
    expect(untrue(world, await caught((await resumeDelete(world.client, JSON.stringify(found), world.inTime())).result()))).toEqual([])
  })

  test.each(['InvalidIpsecServerId.NotFound'])('a deletion of a connection that is refused with %s is no absence of it', async (code) => {
    const world = setup({ gateways })
    world.emulator.inject('DeleteVpnConnection', { kind: 'refusal', code })
    expect(untrue(world, await world.reportOf(['vco-1'], world.onRecord()))).toEqual([])
    expect(await world.reportOf([], world.onRecord())).toMatchObject([{ outcome: 'gone' }])
  })

  const listings: object[] = [
    { IpsecServers: [] },
    { IpsecServers: [], TotalCount: '1' },
    { IpsecServers: [], NextToken: 7 },
    { TotalCount: 0 },
  ]

  test.each(listings)('a listing of servers %j is not shown to be complete', async (answer) => {
    const world = setup({ children: { 'vpn-1': ['iss-1'] } })
    world.emulator.inject('DeleteIpsecServer', { kind: 'task' })
    const on = { is: false }
    const client = unexpected(world, { listIpsecServers: say(answer) }, on)
    const deletion = await beginDelete(client, { IpsecServerId: 'iss-1' }, world.inTime())
    await until(deletion, 'updating')
    on.is = true
    const said = await caught(deletion.result({ timeoutMs: 300_000 }))
    expect(untrue(world, { ...said, id: 'iss-1' }, await world.reportOf(['vpn-1'], { timeoutMs: 300_000 }, client))).toEqual([])
  })

  const oddIds = ['vco_1', 'VCO-1', 'vco-1.a', ' vco-1']

  test.each(oddIds)('a gateway whose listing shows an entry of the id %j is not emptied', async (VpnConnectionId) => {
    const world = setup({ children: { 'vpn-1': ['vco-1'] } })
    const client = unexpected(world, { describeVpnConnections: entries((all) => all.map((each) => ({ ...each, VpnConnectionId }))) })
    expect(untrue(world, await teardown(client, ['vpn-1'], { ...world.inTime(), timeoutMs: 60_000 }).report())).toEqual([])
  })
})

describe('nothing is lost', () => {
  test('a 200 without the id of a request may have done it all the same: the absence after it is not another caller’s', async () => {
    const world = setup({ gateways, tokens: { rememberMs: 0 } })
    const client = unexpected(world, { deleteVpnConnection: (ask, _, n) => (n === 0 ? ask().then(() => ({})) : ask()) })
    expect(await teardown(client, ['vco-1'], world.inTime()).report()).toMatchObject([{ id: 'vco-1', outcome: 'gone' }])
  })

  test('nor after an InternalError (500) that comes with a hint, which makes it a throttle', async () => {
    const world = setup({ gateways, tokens: { rememberMs: 0 } })
    const broken = async (ask: () => Promise<Any>) => {
      await ask()
      throw new ServiceError({ code: 'InternalError', kind: 'throttled', message: 'm', status: 500, attempts: 1, retryAfterMs: 1_000 })
    }
    const client = unexpected(world, { deleteVpnConnection: (ask, _, n) => (n === 0 ? broken(ask) : ask()) })
    expect(await teardown(client, ['vco-1'], world.inTime()).report()).toMatchObject([{ id: 'vco-1', outcome: 'gone' }])
  })

  test('a gateway whose child another caller deleted is emptied', async () => {
    const world = setup({ children: { 'vpn-1': ['vco-1'] } })
    const run = teardown(world.client, ['vpn-1'], world.inTime())
    for await (const { phase } of run) if (phase === 'found') world.reseed({ 'vpn-1': [] })
    expect((await run.report())[0]).toEqual({ id: 'vpn-1', outcome: 'emptied' })
  })

  test('nor is one not emptied whose child failed first, and was deleted by another caller later', async () => {
    const world = setup({ children: { 'vpn-1': ['vco-1'] } })
    world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
    await world.reportOf(['vpn-1'], world.onRecord())
    world.reseed({ 'vpn-1': [] })
    expect((await world.reportOf([], world.onRecord()))[0]).toEqual({ id: 'vpn-1', outcome: 'emptied' })
  })

  test.each([true, false])(
    'a journal of another region says nothing of this one, also where it tells ends (ensureGone %j)',
    async (ensureGone) => {
      const world = setup({ gateways: [{ id: 'vpn-1', regionId: 'cn-beijing', connections: ['vco-1'] }] })
      const options = { ...world.onRecord(), ensureGone }
      await world.reportOf(['vco-1'], options)
      const right = createVpnGatewayClient({ regionId: 'cn-beijing', clock: world.clock, fetch: world.emulator.fetch })
      const said = await caught(world.reportOf(['vco-1'], options, right))
      expect(said instanceof OptionError ? [] : untrue(world, said)).toEqual([])
    },
  )

  const idle = async () => ({ gateway: 'idle' })
  test.each<[string, Any]>([
    ['a gateway that is undefined', { gateway: async () => undefined, resource: async () => ({ resource: 'absent' }) }],
    ['a gateway that is {}', { gateway: async () => ({}), resource: async () => ({ resource: 'absent' }) }],
    ['a resource that is {}', { gateway: idle, resource: async () => ({}) }],
  ])('a reader that answers %s shows nothing, and is not asked again at once', async (_, reader) => {
    const world = setup({ gateways, progression: { timeMs: 600_000 } })
    let state = await world.prepare()
    let before = 0
    const optionsOf = (steps: number) => {
      before = world.clock.elapsed()
      return { ...world.inTime(steps), ...(steps > 1 && { reader }) }
    }
    for await (const taken of world.stepOn(state, optionsOf)) {
      state = taken.state
      if (taken.at > 1) expect(world.clock.elapsed()).toBeGreaterThan(before)
      if (taken.at === 11) break
    }
    expect(state.phase).toBe('accepted')
  })
  test('of one without a gateway that has worked, a resource that reads "weird" has not failed', async () => {
    const world = setup({ connections: [{ id: 'vco-1', fields: { AttachType: 'CEN' } }], progression: { timeMs: 600_000 } })
    let state = await world.prepare()
    const reader: Any = { gateway: idle, resource: async () => ({ resource: 'weird' }) }
    for (let steps = 0; steps < 12 && state.phase !== 'failed'; steps += 1) {
      const given = { ...state, ...(steps === 2 && { worked: true as const }) }
      const taken = await stepDelete(world.client, JSON.stringify(given), { ...world.inTime(steps), ...(steps > 1 && { reader }) })
      state = taken.state
      await world.clock.sleep(taken.afterMs)
    }
    expect(state.phase).not.toBe('failed')
  })

  test('a deletion that is to be sent anew while it is verified is not lost from the report', async () => {
    const world = setup({ gateways })
    const found = await world.prepare()
    await world.journal.append({ targets: ['vco-1'] })
    await world.journal.append({ state: { ...found, phase: 'idle', ageMs: 400_000, afterMs: 1_000 } })
    expect(await world.reportOf([], world.onRecord())).toMatchObject([{ outcome: 'gone' }])
  })

  const pages: Record<string, (n: number) => object> = {
    describeVpnConnections: (n) => ({ VpnConnections: { VpnConnection: [{ VpnConnectionId: `vco-x${n}`, VpnGatewayId: 'vpn-1' }] } }),
    listIpsecServers: (n) => ({ IpsecServers: [{ IpsecServerId: `iss-${n}`, VpnGatewayId: 'vpn-1' }], NextToken: `t${n}` }),
  }

  test.each(Object.entries(pages))(
    '%s with something new on each page, for ever, ends with the time or the abort',
    async (method, pageOf) => {
      const world = setup({ children: { 'vpn-1': ['vco-1'] } })
      const stop = new AbortController()
      let n = 0
      const page = async () => {
        n += 1
        if (n > 5_000) throw new Error('endless')
        if (n === 2_000) stop.abort(new Error('enough'))
        await world.clock.sleep(1_000)
        return { RequestId: 'r', TotalCount: 1e9, ...pageOf(n) }
      }
      await world.reportOf(['vpn-1'], { signal: stop.signal, timeoutMs: 60_000 }, unexpected(world, { [method]: page }))
      expect(n).toBeLessThan(2_100)
    },
  )
})

describe('odd values and clocks', () => {
  const oddFields: object[] = [{ retryAfterMs: Number.NaN }, { retryAfterMs: 'soon' }, { operation: 'a b' }, { operation: 7 }, { code: 5 }]

  test.each(oddFields)('an error with %j keeps the state readable', async (more) => {
    const world = setup({ gateways })
    const { deletion } = await begunThen(world, { describeVpnGateway: refuse('Throttling', 'throttled', more) })
    await world.clock.sleep(5_000)
    expect(await deletion.poll()).toBeGreaterThan(0)
    await resumeDelete(world.client, JSON.stringify(deletion), { clock: world.clock })
  })

  test('an age at the limit stays within it', async () => {
    const world = setup({ gateways })
    const found = await world.prepare()
    await world.client.deleteVpnConnection(target)
    const given = JSON.stringify({ ...found, phase: 'accepted', ageMs: 8.64e15, afterMs: 1_000 })
    await world.clock.sleep(1_000)
    const { state } = await stepDelete(world.client, given, { clock: world.clock })
    await stepDelete(world.client, JSON.stringify(state), { clock: world.clock })
  })

  test('a clock without `elapsed` that is set back a day does not make a wait of a minute a day', async () => {
    const world = setup({ gateways, progression: 'manual' })
    let offsetMs = 0
    const clock = { now: () => world.clock.now() + offsetMs, sleep: (ms: number, signal?: AbortSignal) => world.clock.sleep(ms, signal) }
    const deletion = await world.begin({ clock })
    const wait = caught(deletion.result({ timeoutMs: 60_000 }))
    await world.clock.sleep(5_000)
    offsetMs = -86_400_000
    await wait
    expect(world.clock.elapsed()).toBeLessThan(200_000)
  })

  test('a journal that never answers does not hold an aborted teardown', async () => {
    const world = setup({ gateways })
    const stop = new AbortController()
    const journal = { read: async () => [], append: () => new Promise<void>(() => {}) }
    const run = teardown(world.client, ids, { clock: world.clock, journal, signal: stop.signal, timeoutMs: 60_000 })
    setTimeout(() => stop.abort(new Error('enough')), 50)
    const said = await Promise.race([caught(run.report() as Any), new Promise((resolve) => setTimeout(() => resolve('hangs'), 1_000))])
    expect(said).not.toBe('hangs')
  })

  test('a 200 with the code of a refusal accepts nothing', async () => {
    const world = setup({ gateways, updatingAfterMs: 0 })
    const refusal = { RequestId: 'r', Code: 'OperationFailed', Success: false }
    const client = unexpected(world, { deleteVpnConnection: (ask, _, n) => (n === 0 ? refusal : ask()) })
    await world.client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
    expect(await caught((await beginDelete(client, target, world.inTime())).result())).toMatchObject({ phase: 'gone' })
  })

  test('a child that has left the named gateway before its turn is not deleted', async () => {
    const world = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'], 'vpn-2': [] } })
    const run = teardown(world.client, ['vpn-1'], world.inTime())
    let n = 0
    for await (const { phase } of run) if (phase === 'accepted' && n++ === 0) world.reseed({ 'vpn-1': [], 'vpn-2': ['vco-2'] })
    await run.report()
    expect(world.emulator.has('vco-2')).toBe(true)
  })

  test.each([Number.POSITIVE_INFINITY, 1e300])('a failure that is to hold for %d ms keeps the state readable', async (confirmFailureMs) => {
    const world = setup({ gateways })
    world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
    const deletion = await world.begin({ confirmFailureMs })
    await caught(deletion.result({ timeoutMs: 300_000 }))
    await resumeDelete(world.client, JSON.stringify(deletion), { clock: world.clock })
  })

  test('a page of 200,000 entries is a page', async () => {
    const world = setup({ gateways })
    const client = unexpected(world, { describeVpnConnections: entries((all) => [...all, ...Array(200_000).fill(null)]) })
    expect((await teardown(client, ids, world.inTime()).report()).map(({ outcome }) => outcome)).toEqual(['gone', 'gone', 'gone'])
  })

  test('a clock that stands still, and sleeps no time, hangs no process', async () => {
    const { spawnSync } = process.getBuiltinModule('node:child_process')
    const program = `
      import { createEmulator } from '@vpn-gateway/emulator'
      import { createVpnGatewayClient } from '@vpn-gateway/client'
      import { beginDelete } from '@vpn-gateway/poller'
      const { fetch } = createEmulator({ gateways: [{ connections: ['vco-1'] }], progression: 'immediate' })
      const clock = { now: () => 0, sleep: async () => {} }
      const deletion = await beginDelete(createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch }), target, { clock })
      setTimeout(() => process.exit(0), 500)
      await deletion.result({ timeoutMs: 1_000 })`
    const ran = spawnSync(process.execPath, ['--conditions=@vpn-gateway/source', '--input-type=module', '-e', program], {
      cwd: new URL('../packages/poller', import.meta.url).pathname,
      timeout: 5_000,
      killSignal: 'SIGKILL',
    })
    expect(ran.signal).toBe(null)
  })
})
