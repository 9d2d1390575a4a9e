import { createVpnGatewayClient, type VpnGatewayClient, type VpnGatewayClientOptions } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock, type EmulatorOptions } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import {
  beginDelete,
  type DeletionClient,
  type DeletionState,
  type Journal,
  type JournalEntry,
  memoryJournal,
  prepareDelete,
  resumeDelete,
  stepDelete,
  type TeardownOptions,
  teardown,
} from '../src/index.ts'
import { publicOf } from '../src/scope.ts'
import { linesOf, optionError, outcomesOf, sampleState, seeded } from './setup.ts'
import { caught } from './unexpected.ts'

const publicHost = 'https://vpc.cn-hangzhou.aliyuncs.com'

type Place = Partial<VpnGatewayClientOptions>
type Account = ReturnType<typeof account>

const key = (accessKeyId: string) => ({ credentials: { accessKeyId, accessKeySecret: 'planted-secret' } })
const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2', 'vco-3'] }]
const ids = ['vco-1', 'vco-2', 'vco-3']

/** An account of its own on a clock that others share. */
function account(clock = createVirtualClock(), options: EmulatorOptions = { gateways }) {
  const emulator = createEmulator({ progression: { timeMs: 20_000 }, updatingAfterMs: 3_000, ...options, clock })
  const journal = memoryJournal()
  return {
    ...{ clock, emulator, journal },
    clientAt: (place?: Place) =>
      createVpnGatewayClient({ regionId: 'cn-hangzhou', clock, fetch: emulator.fetch, ...key('LTAI-one'), ...place }),
    deletes: () => emulator.ledger.requests.filter(({ operation }) => operation?.startsWith('Delete')).length,
    goOn: (client: DeletionClient, more: TeardownOptions = {}, targets: string[] = [], seed = 2) =>
      teardown(client, targets, { clock, journal, random: seeded(seed), ...more }).report(),
  }
}

/** An account whose journal tells of one that was accepted and two that were not sent, and an account where nothing of it is. */
async function interrupted(options: TeardownOptions = {}, place: Place = {}) {
  const own = account()
  const other = account(own.clock, { gateways: [{ id: 'vpn-9', connections: ['vco-9'] }] })
  const { clock, journal, goOn } = own
  const stop = new AbortController()
  const run = teardown(own.clientAt(place), ids, { clock, journal, random: seeded(1), signal: stop.signal, ...options })
  for await (const { phase } of run) if (phase === 'accepted') stop.abort()
  await run.report()
  return { clock, own, other, journal, kept: await journal.read(), goOn }
}

const gone = ids.map((id) => ({ id, outcome: 'gone' }))
/** The client of an account as a plain object, which says nothing of its place. */
const silent = (client: VpnGatewayClient): VpnGatewayClient => Object.fromEntries(Object.entries(client)) as VpnGatewayClient
const lastTargets = async (journal: Journal) => (await journal.read()).findLast((entry) => 'targets' in Object(entry))

describe('a deletion', () => {
  test('belongs to the endpoint and the region where it was begun, as every way to go on with it says', async () => {
    const { clock, clientAt, deletes } = account()
    const state = await prepareDelete(clientAt(), { VpnConnectionId: 'vco-1' }, { clock })
    expect(state).toMatchObject({ regionId: 'cn-hangzhou', endpoint: publicHost })
    expect(JSON.stringify(state)).not.toContain('LTAI')
    const elsewhere = clientAt({ endpoint: 'http://127.0.0.1:4010' })
    const refusal = optionError('endpoint', { rule: `must be ${publicHost}, where the deletion was begun` })
    await expect(resumeDelete(elsewhere, state, { clock })).rejects.toMatchObject(refusal)
    await expect(stepDelete(elsewhere, state, { clock })).rejects.toMatchObject(refusal)
    const inBeijing = clientAt({ regionId: 'cn-beijing', endpoint: 'vpc.cn-hangzhou.aliyuncs.com' })
    await expect(stepDelete(inBeijing, state, { clock })).rejects.toMatchObject(optionError('regionId'))
    expect(deletes()).toBe(0)
  })

  test('goes on by the VPC endpoint of its region, and by a client that says nothing', async () => {
    for (const there of [(own: Account) => own.clientAt({ network: 'vpc' }), (own: Account) => silent(own.clientAt())]) {
      const own = account()
      const { clock } = own
      const state = (await beginDelete(own.clientAt(), { VpnConnectionId: 'vco-1' }, { clock })).toJSON()
      await (await resumeDelete(there(own), JSON.stringify(state), { clock })).result()
      expect(own.emulator.has('vco-1')).toBe(false)
    }
  })

  test.each(['127.0.0.1', 'https://a.b/', 'https://me@a.b/c', 'ftp://a.b', 'https://a.b/c?planted', 7])(
    'with the endpoint %j is damaged',
    async (endpoint) => {
      const { clock, clientAt } = account()
      const state = { ...sampleState({}), endpoint } as unknown as DeletionState
      const error = await caught(stepDelete(clientAt(), state, { clock }))
      expect(error).toMatchObject(optionError('state.endpoint'))
      expect(error.message).not.toContain('planted')
    },
  )
})

describe('a journal', () => {
  test('tells where and for whom its targets were given, and never a secret', async () => {
    const { journal } = await interrupted({ account: 'production' })
    const place = { regionId: 'cn-hangzhou', endpoint: publicHost, accessKeyId: 'LTAI-one', account: 'production' }
    expect(await lastTargets(journal)).toEqual({ targets: ids, ...place })
    expect(JSON.stringify(await journal.read())).not.toContain('planted-secret')
  })

  test.each<[string, Place, TeardownOptions]>([
    ['endpoint', { endpoint: 'http://127.0.0.1:4010' }, {}],
    ['regionId', { regionId: 'cn-beijing', endpoint: 'vpc.cn-hangzhou.aliyuncs.com' }, {}],
    ['account', {}, { account: 'staging' }],
  ])('of another %s is refused before anything is sent or written', async (option, place, options) => {
    const { own, journal, kept, goOn } = await interrupted({ account: 'production' })
    const requests = own.emulator.ledger.requests.length
    const error = await caught(goOn(own.clientAt(place), { sameAccount: true, ...options }, ['vco-9']))
    expect(error).toMatchObject(optionError(option, { rule: expect.stringMatching(/^must be \S+, where the deletion was begun$/) }))
    expect(own.emulator.ledger.requests).toHaveLength(requests)
    expect(await journal.read()).toEqual(kept)
  })

  test('that tells of targets alone belongs to its endpoint too', async () => {
    const { emulator, journal, goOn, clientAt } = account()
    await journal.append({ targets: ['vpn-1'], endpoint: 'http://127.0.0.1:4010' })
    await expect(goOn(clientAt())).rejects.toMatchObject({ option: 'endpoint' })
    expect(emulator.ledger.requests).toEqual([])
  })

  test.each([
    { regionId: '7' },
    { endpoint: 'https://a.b/planted/' },
    { accessKeyId: 'a planted\ttab' },
    { account: 'planted\nline' },
    { account: '' },
  ])('with the place %j is damaged', async (place) => {
    const { journal, goOn, clientAt } = account()
    await journal.append({ targets: ['vco-1'], ...place })
    const error = await caught(goOn(clientAt()))
    expect(error).toMatchObject(optionError('journal', { rule: expect.stringMatching(/^has a damaged entry, number 1: /) }))
    expect(error.message).not.toContain('planted')
  })

  test.each(['', 'a\nb', 'a'.repeat(129), 7])('has no account %j', async (name) => {
    const { clock, clientAt } = account()
    const run = () => teardown(clientAt(), ids, { clock, account: name as string })
    expect(run).toThrow(optionError('account'))
  })

  test.each<[string, Place]>([
    ['the same key', {}],
    ['a rotated key', key('LTAI-two')],
    ['a temporary key', { credentials: { accessKeyId: 'STS.two', accessKeySecret: 'secret', securityToken: 'token' } }],
    ['keys that are asked for', { credentials: () => ({ accessKeyId: 'LTAI-two', accessKeySecret: 'secret' }) }],
    ['no key', { credentials: undefined }],
    ['the VPC endpoint', { network: 'vpc' }],
  ])('goes on with %s', async (_, place) => {
    const { own, goOn } = await interrupted()
    expect(await goOn(own.clientAt(place))).toEqual(gone)
    expect(own.emulator.ledger.tasks.map(({ id }) => id)).toEqual(ids)
  })

  test('goes on with a client that says nothing of its place', async () => {
    const { own, goOn } = await interrupted({}, { endpoint: 'http://127.0.0.1:4010' })
    expect(await goOn(silent(own.clientAt()))).toEqual(gone)
  })

  test('of a process that wrote no place goes on', async () => {
    const { own, kept, goOn } = await interrupted()
    const journal = memoryJournal()
    for (const entry of kept) {
      const { targets, state } = entry as { targets?: string[]; state?: DeletionState }
      const { endpoint: _, ...old } = { ...state }
      await journal.append(targets ? { targets } : { state: old as DeletionState })
    }
    expect(await goOn(own.clientAt({ endpoint: 'http://127.0.0.1:4010' }), { journal })).toEqual(gone)
  })
})

describe('a journal of an account that is not proven', () => {
  test('is refused where none of it is there, before anything is sent or written; the right account then goes on', async () => {
    const { own, other, journal, kept, goOn } = await interrupted()
    const error = await caught(goOn(other.clientAt(key('LTAI-two')), {}, ['vco-9']))
    expect(error).toMatchObject(optionError('journal', { rule: expect.stringMatching(/sameAccount: true/) }))
    expect(error.message).toMatch(/^journal seems to be of another account, region or endpoint: .* \(vpn-1 and 2 more\)/)
    expect(other.deletes()).toBe(0)
    expect(await journal.read()).toEqual(kept)
    expect(await goOn(own.clientAt(key('LTAI-three')))).toEqual(gone)
    expect(other.emulator.has('vco-9')).toBe(true)
  })

  test('goes on without a read where the caller vouches for it, or names the same account, or has the same key', async () => {
    for (const [place, options] of [
      [key('LTAI-two'), { sameAccount: true }],
      [key('LTAI-two'), { account: 'production' }],
      [{}, {}],
    ] as const) {
      const { other, goOn } = await interrupted({ account: 'production' })
      // The caller vouches for it: that nothing is there is then taken for the end.
      expect(outcomesOf(await goOn(other.clientAt(place), options))).toEqual(['gone', 'failed', 'failed'])
    }
  })

  test('is compared with every entry: another one of the same key proves nothing for the rest', async () => {
    const { other, journal, goOn } = await interrupted()
    await journal.append({ targets: ['vco-9'], accessKeyId: 'LTAI-two' })
    await expect(goOn(other.clientAt(key('LTAI-two')))).rejects.toMatchObject({ option: 'journal' })
  })

  test('goes on where anything of it is there, whatever is not', async () => {
    const { own, kept, goOn } = await interrupted()
    const journal = memoryJournal()
    await journal.append({ state: sampleState({ id: 'vco-7', parentId: 'vpn-7', phase: 'accepted' }) })
    for (const entry of kept) await journal.append(entry as JournalEntry)
    expect(await goOn(own.clientAt(key('LTAI-two')), { journal })).toEqual([...gone, { id: 'vco-7', outcome: 'gone' }])
  })

  test('takes one read where what it names is there', async () => {
    const readsWith = async (place: Place) => {
      const { own, goOn } = await interrupted()
      const before = own.emulator.ledger.requests.length
      await goOn(own.clientAt(place))
      return own.emulator.ledger.requests.length - before
    }
    expect(await readsWith(key('LTAI-two'))).toBe((await readsWith({})) + 1)
  })

  test('finds a gateway whose deletion has ended meanwhile, and tells that it is gone', async () => {
    const { clock, own, goOn } = await interrupted()
    await clock.sleep(600_000)
    expect(own.emulator.has('vco-1')).toBe(false)
    expect(await goOn(own.clientAt(key('LTAI-two')))).toEqual(gone)
  })

  test('goes on where what was not sent is there, though its gateway cannot be read', async () => {
    const { own, goOn } = await interrupted()
    own.emulator.inject('DescribeVpnGateway', { kind: 'refusal', code: 'Forbidden', status: 403 })
    expect(await goOn(own.clientAt(key('LTAI-two')))).toEqual(gone)
  })

  test('is not refused for one absence', async () => {
    const { own, goOn } = await interrupted()
    own.emulator.failNext('DescribeVpnGateway', 'InvalidVpnGatewayInstanceId.NotFound')
    own.emulator.failNext('DescribeVpnConnection', 'InvalidVpnConnectionInstanceId.NotFound', { times: 2 })
    expect(await goOn(own.clientAt(key('LTAI-two')))).toEqual(gone)
  })

  test('is not vouched for by a teardown that ends while it reads', async () => {
    const { own, journal, goOn } = await interrupted()
    const stop = new AbortController()
    const fetch = async (request: Request) => {
      stop.abort()
      return own.emulator.fetch(request)
    }
    const deletes = own.deletes()
    const report = await goOn(own.clientAt({ ...key('LTAI-two'), fetch }), { signal: stop.signal }, ['vco-1'])
    expect(outcomesOf(report)).toEqual(['unknown', 'unknown', 'unknown'])
    expect(own.deletes()).toBe(deletes)
    const place = { regionId: 'cn-hangzhou', endpoint: publicHost }
    expect(await lastTargets(journal)).toEqual({ targets: ['vco-1'], ...place })
  })

  test('is left as it is by a teardown that ends between the two reads', async () => {
    const { clock, other, goOn } = await interrupted()
    const stop = new AbortController()
    void clock.sleep(100).then(() => stop.abort())
    const report = await goOn(other.clientAt(key('LTAI-two')), { signal: stop.signal })
    expect(outcomesOf(report)).toEqual(['unknown', 'unknown', 'unknown'])
    expect(other.deletes()).toBe(0)
  })

  test('takes no read for a deletion that has ended', async () => {
    const { journal, goOn, clientAt } = account()
    await journal.append({ state: sampleState({ id: 'vco-7', parentId: 'vpn-7', phase: 'gone' }) })
    expect(linesOf(await goOn(clientAt(), {}, ['vco-1'], 1))).toEqual(['vco-1 gone', 'vco-7 gone'])
  })
})

test.each([
  ['the public endpoint of a region', publicHost, publicHost],
  ['its VPC endpoint', 'https://vpc-vpc.cn-hangzhou.aliyuncs.com', publicHost],
  ['that of no region', 'https://vpc.aliyuncs.com', 'https://vpc.aliyuncs.com'],
  ['one that looks like it', 'https://vpc-vpc.a.b.aliyuncs.com', 'https://vpc-vpc.a.b.aliyuncs.com'],
  ['another one', 'http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
])('%s is one place', (_, origin, place) => {
  expect(publicOf(origin)).toBe(place)
})

describe('what was under way, or named alone, shows another account too', () => {
  const alone = { ageMs: 0, parentId: undefined as never }
  const entries: [string, object[]][] = [
    ['a deletion without a gateway that was accepted', [{ targets: ['vco-1'] }, { state: sampleState({ phase: 'accepted', ...alone }) }]],
    ['one that was sent', [{ targets: ['vco-1'] }, { state: sampleState({ phase: 'sent', ...alone }) }]],
    ['a gateway that was named', [{ targets: ['vpn-1'] }]],
  ]

  test.each(entries)('%s', async (_, kept) => {
    for (const ensureGone of [false, true]) {
      const own = account()
      const other = account(own.clock, { gateways: [{ id: 'vpn-9' }] })
      for (const entry of kept) await own.journal.append(JSON.parse(JSON.stringify(entry)))
      const goOn = (client: DeletionClient) => own.goOn(client, { ensureGone }, [], 1)
      const refusal = optionError('journal', { rule: expect.stringContaining('another account') })
      await expect(goOn(other.clientAt(key('LTAI-two')))).rejects.toMatchObject(refusal)
      expect([other.deletes(), (await own.journal.read()).length]).toEqual([0, kept.length])
      expect((await goOn(own.clientAt())).every(({ outcome }) => outcome === 'gone' || outcome === 'emptied')).toBe(true)
    }
  })
})

describe('what is written can be read', () => {
  test.each(['hangzhou', 'MOON', '', 5 as never])('a region of %j is refused before it is written', async (regionId) => {
    const { emulator, journal, goOn, clientAt } = account()
    const { describeVpnConnection, deleteVpnConnection } = clientAt() as unknown as DeletionClient
    const bare = { describeVpnConnection, deleteVpnConnection } as DeletionClient
    await expect((async () => goOn(bare, { regionId }, ['vco-1']))()).rejects.toMatchObject(optionError('regionId'))
    expect(await journal.read()).toEqual([])
    const elsewhere = { endpoint: 'http://127.0.0.1:4010', fetch: emulator.fetch }
    expect(() => createVpnGatewayClient({ regionId, ...elsewhere })).toThrow(expect.objectContaining({ option: 'regionId' }))
  })

  const longest = `https://${'a'.repeat(60)}.${'b'.repeat(200)}.test`

  test.each(['http://my+env.localhost:4010', 'https://a$b.example.com', 'https://a*b.test', longest])(
    'an endpoint of %s goes on',
    async (endpoint) => {
      const { own, goOn } = await interrupted({}, { endpoint })
      expect(outcomesOf(await goOn(own.clientAt({ endpoint })))).toEqual(['gone', 'gone', 'gone'])
    },
  )

  const proxies = ['https://console.example/api', 'https://console.example/a b/@team/v1', `https://console.example/${'a'.repeat(2_000)}`]

  test.each(proxies)('a deletion and a journal of the proxy at %s go on, and not at another path', async (proxy) => {
    const place = { proxy, credentials: undefined }
    const { clock, clientAt, emulator } = account()
    const state = JSON.stringify(await beginDelete(clientAt(place), { VpnConnectionId: 'vco-1' }, { clock }))
    const elsewhere = clientAt({ ...place, proxy: `${proxy}2` })
    await expect(resumeDelete(elsewhere, state, { clock })).rejects.toMatchObject(optionError('endpoint'))
    await (await resumeDelete(clientAt(place), state, { clock })).result()
    expect(emulator.has('vco-1')).toBe(false)
    const { own, goOn } = await interrupted({}, place)
    expect(outcomesOf(await goOn(own.clientAt(place)))).toEqual(['gone', 'gone', 'gone'])
  })

  test('targets of a teardown that was ended at once have their region', async () => {
    const { journal, goOn, clientAt } = account()
    await goOn(clientAt(), { signal: AbortSignal.abort() }, ['vco-1'])
    expect(await journal.read()).toEqual([{ targets: ['vco-1'], regionId: 'cn-hangzhou', endpoint: publicHost }])
  })

  test('an entry of targets and a state is refused, and neither is lost', async () => {
    const { journal, goOn, clientAt } = account()
    await journal.append({ targets: ['vco-2'], state: sampleState({ phase: 'accepted' }) } as never)
    await expect(goOn(clientAt())).rejects.toMatchObject({ option: 'journal' })
  })
})
