import { createVpnGatewayClient } from '@vpn-gateway/client'
import { expect, test } from 'vitest'
import { type Journal, memoryJournal, prepareDelete, resumeDelete, stepDelete, teardown } from '../src/index.ts'
import { ends, seeded, setup, target } from './setup.ts'
import { type Any, caught, change, refuse, type Scenario, unexpected } from './unexpected.ts'

// Everything on a gateway: what was sent is followed to its end, once each, and what a listing alone has shown was not sent.

const kept = async (journal: Journal) => (await journal.read()).flatMap((entry) => (entry as Any).state?.phase ?? [])

/** A client of which the first deletion is carried out, and its answer lost. */
function losing(world: Scenario, answer: Response | 'reset') {
  let sent = 0
  const lose = async (request: Request) => {
    const response = await world.emulator.fetch(request)
    if (!/Action=Delete/.test(request.url) || sent++ > 0) return response
    if (answer === 'reset') throw new TypeError('fetch failed')
    return answer
  }
  return createVpnGatewayClient({ regionId: 'cn-hangzhou', clock: world.clock, fetch: lose })
}

const lost: [string, () => Response | 'reset'][] = [
  ['a 502', () => new Response('<html>Bad Gateway</html>', { status: 502 })],
  ['a 504', () => new Response('', { status: 504 })],
  ['a reset connection', () => 'reset'],
]

test.each(lost)('a deletion whose answer is lost to %s, and whose work is over by the next request, is gone', async (_, answer) => {
  for (const gateway of [{ connections: ['vco-1', 'vco-2'] }, { servers: ['iss-1'] }])
    for (const timeMs of [0, 1_500, 60_000]) {
      const world = setup({ gateways: [{ id: 'vpn-1', ...gateway }], progression: { timeMs } })
      const ids = [...(gateway.connections ?? []), ...(gateway.servers ?? [])]
      const report = await teardown(losing(world, answer()), ['vpn-1'], world.inTime()).report()
      expect(ends(report), `${timeMs}`).toEqual({ 'vpn-1': 'emptied', ...Object.fromEntries(ids.map((id) => [id, 'gone'])) })
    }
})

const refusals: [string, (n: number) => Response][] = [
  ['a page with 403', () => new Response('<html>Forbidden</html>', { status: 403 })],
  ['a page with 404', () => new Response('<html>Not Found</html>', { status: 404 })],
  ['a page with 200', () => new Response('<html>Log in</html>')],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://login.test/' } })],
]

test.each(refusals)('one that is carried out and answered by %s is gone after the next teardown', async (_, answer) => {
  const world = setup({ children: { 'vpn-1': ['vco-1'] }, progression: { timeMs: 1_500 } })
  const client = losing(world, answer(0))
  await teardown(client, ['vpn-1'], world.onRecord()).report()
  expect(ends(await teardown(client, [], world.onRecord(2)).report())).toMatchObject({ 'vco-1': 'gone' })
})

test.each([1_000, 120_000, 3_600_000])('one that was sent before its process ended is gone on with after %d ms', async (restMs) => {
  for (const gateway of [{ connections: ['vco-1', 'vco-2'] }, { servers: ['iss-1'] }])
    for (const confirmations of [1, 2] as const) {
      const world = setup({ gateways: [{ id: 'vpn-1', ...gateway }], progression: { timeMs: 20_000 } })
      const stop = new AbortController()
      // The process ends when the request has been carried out: the answer is seen by nothing.
      const end = (ask: () => Promise<unknown>) => ask().then(() => new Promise<never>(() => stop.abort(new Error('killed'))))
      const dying = unexpected(world, { deleteVpnConnection: end, deleteIpsecServer: end })
      await teardown(dying, ['vpn-1'], { ...world.onRecord(), signal: stop.signal }).report()
      await world.clock.advance(restMs)
      const report = await world.reportOf([], { ...world.onRecord(2), confirmations })
      expect(report.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'gone')).toEqual(['emptied'])
      expect(world.emulator.ledger.tasks.length).toBe(report.length - 1)
    }
})

test.each(['first', 'last'])(
  'what one listing alone has shown on the gateway, as its %s, is neither sent nor recorded as sent',
  async (place) => {
    const world = setup({ children: { 'vpn-1': ['vco-1'], 'vpn-2': ['vco-20'] } })
    const foreign = { VpnConnectionId: 'vco-20', VpnGatewayId: 'vpn-1', AttachType: 'VPNGW' }
    const client = unexpected(world, {
      describeVpnConnections: async (ask, _, n) => {
        const answer = (await ask()) as Any
        const { VpnConnection: entries } = answer.VpnConnections
        const shown = place === 'first' ? [foreign, ...entries] : [...entries, foreign]
        return n === 0 ? { ...answer, TotalCount: 2, VpnConnections: { VpnConnection: shown } } : answer
      },
    })
    const journal = memoryJournal()
    const report = await teardown(client, ['vpn-1'], { ...world.inTime(), journal }).report()
    expect(ends(report)).toEqual({ 'vpn-1': 'emptied', 'vco-1': 'gone' })
    expect((await kept(journal)).filter((phase) => phase === 'sent')).toHaveLength(1)
    expect(ends(await teardown(client, [], { ...world.inTime(2), journal }).report())).not.toHaveProperty('vco-20')
    expect(world.emulator.has('vco-20')).toBe(true)
  },
)

const ids = Array.from({ length: 60 }, (_, n) => `vco-${n + 1}`)
type Page = { VpnConnections: { VpnConnection: object[] }; TotalCount: number }
const entriesOf = ({ VpnConnections }: Page) => VpnConnections.VpnConnection
const withEntries = (page: Page, entries: object[]) => ({ ...page, VpnConnections: { VpnConnection: entries } })

const doubles: [string, (page: Page, before: Page | undefined) => Page][] = [
  ['its first entry again at its end', (page) => withEntries(page, [...entriesOf(page), ...entriesOf(page).slice(0, 1)])],
  ['every entry twice', (page) => withEntries(page, [...entriesOf(page), ...entriesOf(page)])],
  ['the page before again', (page, before) => before ?? page],
  [
    'the last entry of the page before',
    (page, before) => withEntries(page, [...(before ? entriesOf(before).slice(-1) : []), ...entriesOf(page)]),
  ],
]

test.each(doubles)('a listing that shows %s makes one deletion of each', async (_, double) => {
  for (const confirmations of [1, 2] as const)
    for (const fails of [false, true]) {
      const world = setup({ children: { 'vpn-1': ids }, progression: { timeMs: 5_000 } })
      if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id: 'vco-1' })
      let before: Page | undefined
      const client = unexpected(world, {
        describeVpnConnections: async (ask, parameters, n) => {
          const page = (await ask()) as unknown as Page
          if (n > 1) return page
          const doubled = double(page, (parameters as Any).PageNumber > 1 ? before : undefined)
          before = page
          return doubled as Any
        },
      })
      const run = teardown(client, ['vpn-1'], { ...world.inTime(), confirmations })
      const sent: string[] = []
      for await (const { id, phase } of run) if (phase === 'sent') sent.push(id)
      expect(sent.toSorted()).toEqual(ids.toSorted())
      const report = await run.report()
      expect(report.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual(fails ? ['vpn-1', 'vco-1'] : [])
      expect(world.emulator.ledger.tasks.length).toBe(60)
    }
})

test('a listing that shows something else each time, which reads elsewhere, is left after some rounds', async () => {
  const world = setup({ children: { 'vpn-1': ['vco-1'] } })
  let shown = 0
  const client = unexpected(world, {
    describeVpnConnections: async (ask) => {
      shown += 1
      const entry = { VpnConnectionId: `vco-x${shown}`, VpnGatewayId: 'vpn-1', AttachType: 'VPNGW' }
      return { ...(await ask()), TotalCount: 1, VpnConnections: { VpnConnection: [entry] } } as Any
    },
  })
  const report = await teardown(client, ['vpn-1'], world.inTime()).report()
  expect(report).toMatchObject([{ id: 'vpn-1', outcome: 'unknown', error: { code: 'CannotObserve' } }])
  expect(shown).toBeLessThan(20)
})

const waysToEnd: [string, (stop: AbortController) => Any][] = [
  ['the gateway is refused', () => refuse('Forbidden')],
  [
    'it is aborted',
    (stop) => (ask: Any) => {
      stop.abort()
      return ask()
    },
  ],
]

test.each(waysToEnd)('a gateway of which something was sent says so where %s', async (_, end) => {
  const world = setup({ children: { 'vpn-1': ['vco-1'] }, progression: { timeMs: 3_000_000 } })
  const stop = new AbortController()
  let isSent = false
  const client = unexpected(world, {
    deleteVpnConnection: async (ask) => {
      isSent = true
      return ask()
    },
    describeVpnGateway: (ask, parameters, n) => (isSent ? end(stop)(ask, parameters, n) : ask()),
  })
  expect(await teardown(client, ['vpn-1'], { ...world.inTime(), signal: stop.signal, timeoutMs: 400_000 }).report()).toMatchObject([
    { id: 'vpn-1', outcome: 'unknown', isSent: true },
    { id: 'vco-1', outcome: 'unknown', isSent: true },
  ])
})

const waysOn = ['resumeDelete', 'teardown'].flatMap((how) => [0, 130_000].map((restMs) => [how, restMs] as const))

test.each(waysOn)('work that shows on a resource without a gateway holds a second request back (%s after %d ms)', async (how, restMs) => {
  const world = setup({
    connections: [{ id: 'vco-1', fields: { AttachType: 'CEN' } }],
    progression: { timeMs: 200_000 },
    updatingAfterMs: 0,
  })
  let acceptedAt = Number.POSITIVE_INFINITY
  const sentAfterMs: number[] = []
  const client = unexpected(world, {
    deleteVpnConnection: async (ask) => {
      acceptedAt = Math.min(acceptedAt, world.clock.now())
      sentAfterMs.push(world.clock.now() - acceptedAt)
      return ask()
    },
    describeVpnConnection: change((answer) => ({ ...answer, State: world.clock.now() - acceptedAt < 100_000 ? 'detaching' : 'detached' })),
  })
  const journal = memoryJournal()
  const stop = new AbortController()
  const run = teardown(client, ['vco-1'], { ...world.inTime(), journal, signal: stop.signal })
  for await (const { phase } of run) if (phase === 'updating') stop.abort()
  await run.report()
  await world.clock.advance(restMs)
  if (how === 'teardown') await teardown(client, [], { ...world.inTime(2), journal }).report()
  else {
    const state = (await journal.read()).flatMap((entry) => (entry as Any).state ?? []).at(-1)
    await (await resumeDelete(client, state, { ...world.inTime(2), resend: true })).result()
  }
  expect(world.emulator.has('vco-1')).toBe(false)
  expect(sentAfterMs).toEqual([0])
})

const notFound = refuse('InvalidVpnConnectionInstanceId.NotFound', 'gone')
const elsewhere = change((answer) => ({ ...answer, VpnGatewayId: 'vpn-2' }))
const unattached = change((answer) => ({ ...answer, AttachType: 'CEN', VpnGatewayId: '' }))
const onlyOnce = (odd: Any): Any => ({
  describeVpnConnection: (ask: Any, parameters: Any, n: number) => (n === 0 ? odd(ask, parameters, n) : ask()),
})
const tokensOf = (world: Scenario) => new Set(world.of('DeleteVpnConnection').map(({ token }) => token)).size

const firstReads: [string, Any][] = [
  ['names another gateway', elsewhere],
  ['names none', unattached],
  ['finds nothing', notFound],
  ['is refused', refuse('Forbidden')],
]
const namedTogether = firstReads.flatMap(([what, odd]) => [1, 12, 25].map((count) => [what, count, odd] as const))

test.each(namedTogether)(
  'an id that is named together with its gateway is deleted once where its first read %s (%d on it)',
  async (_, count, odd) => {
    for (const confirmations of [1, 2] as const)
      for (const ensureGone of [true, false])
        for (const fails of [true, false]) {
          const on = Array.from({ length: count }, (_, n) => `vco-${n + 1}`)
          const world = setup({ gateways: [{ id: 'vpn-1', connections: on }, { id: 'vpn-2' }], progression: { timeMs: 5_000 } })
          if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id: 'vco-1' })
          const options = { ...world.inTime(), confirmations, ensureGone }
          const report = await teardown(unexpected(world, onlyOnce(odd)), ['vpn-1', 'vco-1'], options).report()
          const said = JSON.stringify(report)
          expect(tokensOf(world), said).toBeLessThanOrEqual(count)
          expect(world.emulator.ledger.tasks.filter(({ id }) => id === 'vco-1').length, said).toBeLessThanOrEqual(1)
          const own = report.find(({ id }) => id === 'vco-1')
          expect(own, said).not.toHaveProperty('alreadyGone')
          if (own?.outcome === 'gone') expect(world.emulator.has('vco-1')).toBe(false)
          if (own?.outcome === 'failed') expect(fails || world.emulator.has('vco-1'), said).toBe(true)
          for (const { id, outcome } of report.filter(({ id }) => id !== 'vco-1' && id !== 'vpn-1'))
            expect([id, outcome]).toEqual([id, 'gone'])
        }
  },
)

test.each([2_000, 3_500, 5_000, 20_000])(
  'what was sent stays on record where its first read had found nothing (ended after %d ms)',
  async (atMs) => {
    const world = setup({ children: { 'vpn-1': ['vco-1'] }, progression: { timeMs: 60_000 } })
    const stop = new AbortController()
    void world.clock.sleep(atMs).then(() => stop.abort(new Error('killed')))
    await teardown(unexpected(world, onlyOnce(notFound)), ['vpn-1', 'vco-1'], { ...world.onRecord(), signal: stop.signal }).report()
    expect(ends(await world.reportOf([], world.onRecord(2)))).toEqual({ 'vpn-1': 'emptied', 'vco-1': 'gone' })
    expect(tokensOf(world)).toBe(1)
  },
)

const secondReads: [string, Any][] = [
  ['names another gateway', elsewhere],
  ['names none', unattached],
  ['finds nothing', notFound],
  ['is refused', refuse('Forbidden')],
]

test.each(secondReads)('one whose answer was lost, and whose next read %s, keeps its token', async (_, odd) => {
  for (const confirmations of [1, 2] as const)
    for (const timeMs of [1_500, 20_000, 90_000])
      for (const updatingAfterMs of [0, 3_000, 60_000]) {
        const world = setup({ children: { 'vpn-1': ['vco-1'], 'vpn-2': [] }, progression: { timeMs }, updatingAfterMs })
        let lost = 0
        const client = unexpected(world, {
          deleteVpnConnection: async (ask, parameters, n) => {
            const answer = await ask()
            if (n > 0) return answer
            lost = 1
            return refuse('ServiceUnavailable', 'transient', { status: 503 })(ask, parameters, n)
          },
          describeVpnConnection: (ask, parameters, n) => (lost++ === 1 ? odd(ask, parameters, n) : ask()),
        })
        const journal = memoryJournal()
        const options = { ...world.inTime(), confirmations, journal }
        const [first] = (await teardown(client, ['vpn-1'], options).report()).filter(({ id }) => id === 'vco-1')
        expect(first?.outcome === 'gone' || (first?.outcome === 'unknown' && first.isSent), JSON.stringify(first)).toBe(true)
        const last = await teardown(world.client, [], { ...options, random: seeded(2) }).report()
        expect([ends(last), tokensOf(world)]).toEqual([{ 'vpn-1': 'emptied', 'vco-1': 'gone' }, 1])
      }
})

test('what one listing has shown, and nothing else, is not on record', async () => {
  const world = setup({ children: { 'vpn-1': ['vco-1'] } })
  const renamed = (entry: object) => ({ ...entry, VpnConnectionId: 'vco-9' })
  const client = unexpected(world, {
    describeVpnConnections: async (ask, _, n) => {
      const page = (await ask()) as unknown as Page
      return (n === 0 ? withEntries(page, entriesOf(page).map(renamed)) : page) as Any
    },
  })
  await teardown(client, ['vpn-1'], world.onRecord()).report()
  expect(ends(await world.reportOf([], world.onRecord(2)))).toEqual({
    'vpn-1': 'emptied',
    'vco-1': 'gone',
  })
})

test('a read that is refused before anything was sent shows nothing: neither it nor its gateway has failed', async () => {
  const world = setup({ children: { 'vpn-1': ['vco-1'] } })
  expect(await teardown(unexpected(world, onlyOnce(refuse('Forbidden'))), ['vpn-1'], world.inTime()).report()).toMatchObject([
    { id: 'vpn-1', outcome: 'unknown', isSent: false },
    { id: 'vco-1', outcome: 'unknown', isSent: false, error: { code: 'CannotObserve' } },
  ])
})

test.each([0, 1, 2, 3, 4, 5, 6])('a gateway that one read alone does not find (number %d) is emptied all the same', async (at) => {
  for (const connections of [[], ['vco-1']])
    for (const confirmations of [1, 2] as const) {
      const world = setup({ gateways: [{ id: 'vpn-1', connections }] })
      const absent = refuse('InvalidVpnGatewayInstanceId.NotFound', 'gone')
      const client = unexpected(world, { describeVpnGateway: (ask, parameters, n) => (n === at ? absent(ask, parameters, n) : ask()) })
      const report = await teardown(client, ['vpn-1'], { ...world.inTime(), confirmations }).report()
      expect(report[0]).toEqual({ id: 'vpn-1', outcome: 'emptied' })
    }
})

const rests: [number, boolean][] = [30_000, 61_000, 120_000].flatMap((ms) =>
  [true, false].map((inMemory) => [ms, inMemory] as [number, boolean]),
)

test.each(rests)(
  'a record of a request that was sent %d ms ago says so, whatever has become of its token (in memory: %s)',
  async (restMs, inMemory) => {
    for (const how of ['resume', 'steps'])
      for (const refused of [false, true]) {
        const world = setup({ children: { 'vpn-1': ['vco-1'] }, tokens: { rememberMs: 1 } })
        const found = await prepareDelete(world.client, target, world.inTime())
        const { state: sent } = await stepDelete(world.client, found, world.inTime())
        expect(sent.phase).toBe('sent')
        await world.client.deleteVpnConnection({ VpnConnectionId: 'vco-1', ClientToken: sent.clientToken })
        // The process that sent it is killed, or its own step was aborted.
        const stop = AbortSignal.abort(new Error('killed'))
        if (inMemory) await stepDelete(world.client, sent, { ...world.inTime(), signal: stop }).catch(() => {})
        await world.clock.advance(restMs)
        const client = unexpected(world, refused ? { deleteVpnConnection: refuse('Forbidden.RAM') } : {})
        const kept = inMemory ? sent : JSON.parse(JSON.stringify(sent))
        const run = async () => {
          if (how === 'resume') return (await resumeDelete(client, kept, world.inTime())).result()
          let step = { state: kept, afterMs: 0 }
          while (!['gone', 'failed'].includes(step.state.phase)) {
            await world.clock.sleep(step.afterMs)
            step = await stepDelete(client, step.state, world.inTime())
          }
          return step.state
        }
        expect(await caught(run()), `${how} ${refused}`).toMatchObject(refused ? { code: 'CannotObserve' } : { phase: 'gone' })
      }
  },
)
