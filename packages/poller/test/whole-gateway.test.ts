import { createVpnGatewayClient } from '@vpn-gateway/client'
import { expect, test } from 'vitest'
import { type Journal, prepareDelete, resumeDelete, stepDelete, teardown } from '../src/index.ts'
import { all, ends, linesOf, seeded, setup, target } from './setup.ts'
import { type Answer, type Any, caught, change, each, entries, notFound, nth, refuse, type Scenario, unexpected } from './unexpected.ts'

// Everything on a gateway: what was sent is followed to its end, once each, and what a listing alone has shown was not sent.

const phasesIn = async (journal: Journal) => (await journal.read()).flatMap((entry) => (entry as Any).state?.phase ?? [])

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
  for (const ids of [['vco-1', 'vco-2'], ['iss-1']])
    for (const timeMs of [0, 1_500, 60_000]) {
      const world = setup({ children: { 'vpn-1': ids }, progression: { timeMs } })
      const report = await world.reportOf(['vpn-1'], {}, losing(world, answer()))
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
  for (const ids of [['vco-1', 'vco-2'], ['iss-1']])
    for (const confirmations of [1, 2] as const) {
      const world = setup({ children: { 'vpn-1': ids } })
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

const places = ['first', 'last']

test.each(places)('what one listing alone has shown on the gateway, as its %s, is neither sent nor recorded as sent', async (place) => {
  const world = setup({ children: { 'vpn-1': ['vco-1'], 'vpn-2': ['vco-20'] } })
  const foreign = { VpnConnectionId: 'vco-20', VpnGatewayId: 'vpn-1', AttachType: 'VPNGW' }
  const shown = entries((all) => (place === 'first' ? [foreign, ...all] : [...all, foreign]), { TotalCount: 2 })
  const client = unexpected(world, { describeVpnConnections: nth(0, shown) })
  const report = await world.reportOf(['vpn-1'], world.onRecord(), client)
  expect(ends(report)).toEqual({ 'vpn-1': 'emptied', 'vco-1': 'gone' })
  expect((await phasesIn(world.journal)).filter((phase) => phase === 'sent')).toHaveLength(1)
  expect(ends(await world.reportOf([], world.onRecord(2), client))).not.toHaveProperty('vco-20')
  expect(world.emulator.has('vco-20')).toBe(true)
})

const ids = Array.from({ length: 60 }, (_, n) => `vco-${n + 1}`)
type Doubling = (page: Any[], before: Any[] | undefined) => Any[]

const doubles: [string, Doubling][] = [
  ['its first entry again at its end', (page) => [...page, ...page.slice(0, 1)]],
  ['every entry twice', (page) => [...page, ...page]],
  ['the page before again', (page, before) => before ?? page],
  ['the last entry of the page before', (page, before = []) => [...before.slice(-1), ...page]],
]

test.each(doubles)('a listing that shows %s makes one deletion of each', async (_, double) => {
  for (const confirmations of [1, 2] as const)
    for (const fails of [false, true]) {
      const world = setup({ children: { 'vpn-1': ids }, progression: { timeMs: 5_000 } })
      if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id: 'vco-1' })
      let before: Any[] | undefined
      const client = unexpected(world, {
        describeVpnConnections: (ask, parameters, n) => {
          if (n > 1) return ask()
          const pageBefore = parameters.PageNumber > 1 ? before : undefined
          const doubled = (page: Any[]) => {
            before = page
            return double(page, pageBefore)
          }
          return entries(doubled)(ask, parameters, n)
        },
      })
      const run = teardown(client, ['vpn-1'], { ...world.inTime(), confirmations })
      const sent = (await all(run)).flatMap(({ id, phase }) => (phase === 'sent' ? id : []))
      expect(sent.toSorted()).toEqual(ids.toSorted())
      const report = await run.report()
      expect(report.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual(fails ? ['vpn-1', 'vco-1'] : [])
      expect(world.emulator.ledger.tasks.length).toBe(60)
    }
})

test('a listing that shows something else each time, which reads elsewhere, is left after some rounds', async () => {
  const world = setup({ children: { 'vpn-1': ['vco-1'] } })
  let shown = 0
  const entry = () => ({ VpnConnectionId: `vco-x${++shown}`, VpnGatewayId: 'vpn-1', AttachType: 'VPNGW' })
  const client = unexpected(world, { describeVpnConnections: entries(() => [entry()], { TotalCount: 1 }) })
  expect(linesOf(await world.reportOf(['vpn-1'], {}, client))).toEqual(['vpn-1 unknown CannotObserve'])
  expect(shown).toBeLessThan(20)
})

const waysToEnd: [string, (stop: AbortController) => Answer][] = [
  ['the gateway is refused', () => refuse('Forbidden')],
  ['it is aborted', (stop) => (ask) => Promise.resolve(stop.abort()).then(ask)],
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
  const report = await world.reportOf(['vpn-1'], { signal: stop.signal, timeoutMs: 400_000 }, client)
  const seen = { outcome: 'unknown', isSent: true }
  expect(report).toMatchObject(['vpn-1', 'vco-1'].map((id) => ({ id, ...seen })))
})

const waysOn = each([['resumeDelete'], ['teardown']], [0, 130_000])

test.each(waysOn)('work that shows on a resource without a gateway holds a second request back (%s after %d ms)', async (how, restMs) => {
  const connections = [{ id: 'vco-1', fields: { AttachType: 'CEN' } }]
  const world = setup({ connections, progression: { timeMs: 200_000 }, updatingAfterMs: 0 })
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
  await world.endedAt(['vco-1'], ({ phase }) => phase === 'updating', {}, client)
  await world.clock.advance(restMs)
  if (how === 'teardown') await world.reportOf([], world.onRecord(2), client)
  else {
    const state = (await world.journal.read()).flatMap((entry) => (entry as Any).state ?? []).at(-1)
    await (await resumeDelete(client, state, { ...world.inTime(2), resend: true })).result()
  }
  expect(world.emulator.has('vco-1')).toBe(false)
  expect(sentAfterMs).toEqual([0])
})

const elsewhere = change((answer) => ({ ...answer, VpnGatewayId: 'vpn-2' }))
const unattached = change((answer) => ({ ...answer, AttachType: 'CEN', VpnGatewayId: '' }))
const onlyOnce = (odd: Answer) => ({ describeVpnConnection: nth(0, odd) })
const tokensOf = (world: Scenario) => new Set(world.of('DeleteVpnConnection').map(({ token }) => token)).size

const oddReads: [string, Answer][] = [
  ['names another gateway', elsewhere],
  ['names none', unattached],
  ['finds nothing', notFound],
  ['is refused', refuse('Forbidden')],
]
const namedTogether = oddReads.flatMap(([what, odd]) => [1, 12, 25].map((count) => [what, count, odd] as const))

test.each(namedTogether)(
  'an id that is named together with its gateway is deleted once where its first read %s (%d on it)',
  async (_, count, odd) => {
    for (const confirmations of [1, 2] as const)
      for (const ensureGone of [true, false])
        for (const fails of [true, false]) {
          const on = Array.from({ length: count }, (_, n) => `vco-${n + 1}`)
          const world = setup({ children: { 'vpn-1': on, 'vpn-2': [] }, progression: { timeMs: 5_000 } })
          if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id: 'vco-1' })
          const report = await world.reportOf(['vpn-1', 'vco-1'], { confirmations, ensureGone }, unexpected(world, onlyOnce(odd)))
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

const endedAfterMs = [2_000, 3_500, 5_000, 20_000]

test.each(endedAfterMs)('what was sent stays on record where its first read had found nothing (ended after %d ms)', async (atMs) => {
  const world = setup({ children: { 'vpn-1': ['vco-1'] }, progression: { timeMs: 60_000 } })
  const stop = new AbortController()
  void world.clock.sleep(atMs).then(() => stop.abort(new Error('killed')))
  await teardown(unexpected(world, onlyOnce(notFound)), ['vpn-1', 'vco-1'], { ...world.onRecord(), signal: stop.signal }).report()
  expect(ends(await world.reportOf([], world.onRecord(2)))).toEqual({ 'vpn-1': 'emptied', 'vco-1': 'gone' })
  expect(tokensOf(world)).toBe(1)
})

test.each(oddReads)('one whose answer was lost, and whose next read %s, keeps its token', async (_, odd) => {
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
        const options = { ...world.onRecord(), confirmations }
        const first = (await world.reportOf(['vpn-1'], options, client)).find(({ id }) => id === 'vco-1')
        expect(first?.outcome === 'gone' || (first?.outcome === 'unknown' && first.isSent), JSON.stringify(first)).toBe(true)
        const last = await world.reportOf([], { ...options, random: seeded(2) })
        expect([ends(last), tokensOf(world)]).toEqual([{ 'vpn-1': 'emptied', 'vco-1': 'gone' }, 1])
      }
})

test('what one listing has shown, and nothing else, is not on record', async () => {
  const world = setup({ children: { 'vpn-1': ['vco-1'] } })
  const renamed = entries((all) => all.map((entry) => ({ ...entry, VpnConnectionId: 'vco-9' })))
  await world.reportOf(['vpn-1'], world.onRecord(), unexpected(world, { describeVpnConnections: nth(0, renamed) }))
  expect(ends(await world.reportOf([], world.onRecord(2)))).toEqual({ 'vpn-1': 'emptied', 'vco-1': 'gone' })
})

test('a read that is refused before anything was sent shows nothing: neither it nor its gateway has failed', async () => {
  const world = setup({ children: { 'vpn-1': ['vco-1'] } })
  const report = await world.reportOf(['vpn-1'], {}, unexpected(world, onlyOnce(refuse('Forbidden'))))
  expect(report.map((each) => each.outcome === 'unknown' && each.isSent)).toEqual([false, false])
  expect(linesOf(report)).toEqual(['vpn-1 unknown NotEmptied', 'vco-1 unknown CannotObserve'])
})

test.each([0, 1, 2, 3, 4, 5, 6])('a gateway that one read alone does not find (number %d) is emptied all the same', async (at) => {
  for (const connections of [[], ['vco-1']])
    for (const confirmations of [1, 2] as const) {
      const world = setup({ children: { 'vpn-1': connections } })
      const absent = refuse('InvalidVpnGatewayInstanceId.NotFound', 'gone')
      const client = unexpected(world, { describeVpnGateway: nth(at, absent) })
      const report = await teardown(client, ['vpn-1'], { ...world.inTime(), confirmations }).report()
      expect(report[0]).toEqual({ id: 'vpn-1', outcome: 'emptied' })
    }
})

const rests = each([[30_000], [61_000], [120_000]], [true, false])

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
