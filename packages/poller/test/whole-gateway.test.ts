import { createVpnGatewayClient } from '@vpn-gateway/client'
import { expect, test } from 'vitest'
import { type Journal, memoryJournal, resumeDelete, teardown } from '../src/index.ts'
import { seeded, setup } from './setup.ts'
import { type Any, change, refuse, type Scenario, unexpected } from './unexpected.ts'

// Everything on a gateway: what was sent is followed to its end, once each, and what a listing alone has shown was not sent.

const inTime = ({ clock }: Scenario, seed = 1) => ({ clock, random: seeded(seed) })
const outcomes = (report: readonly { id: string; outcome: string }[]) => Object.fromEntries(report.map(({ id, outcome }) => [id, outcome]))
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
      const report = await teardown(losing(world, answer()), ['vpn-1'], inTime(world)).report()
      expect(outcomes(report), `${timeMs}`).toEqual({ 'vpn-1': 'emptied', ...Object.fromEntries(ids.map((id) => [id, 'gone'])) })
    }
})

const refusals: [string, (n: number) => Response][] = [
  ['a page with 403', () => new Response('<html>Forbidden</html>', { status: 403 })],
  ['a page with 404', () => new Response('<html>Not Found</html>', { status: 404 })],
  ['a page with 200', () => new Response('<html>Log in</html>')],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://login.test/' } })],
]

test.each(refusals)('one that is carried out and answered by %s is gone after the next teardown', async (_, answer) => {
  const world = setup({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: { timeMs: 1_500 } })
  const journal = memoryJournal()
  const client = losing(world, answer(0))
  await teardown(client, ['vpn-1'], { ...inTime(world), journal }).report()
  expect(outcomes(await teardown(client, [], { ...inTime(world, 2), journal }).report())).toMatchObject({ 'vco-1': 'gone' })
})

test.each([1_000, 120_000, 3_600_000])('one that was sent before its process ended is gone on with after %d ms', async (restMs) => {
  for (const gateway of [{ connections: ['vco-1', 'vco-2'] }, { servers: ['iss-1'] }])
    for (const confirmations of [1, 2] as const) {
      const world = setup({ gateways: [{ id: 'vpn-1', ...gateway }], progression: { timeMs: 20_000 } })
      const journal = memoryJournal()
      const stop = new AbortController()
      // The process ends when the request has been carried out: the answer is seen by nothing.
      const end = (ask: () => Promise<unknown>) => ask().then(() => new Promise<never>(() => stop.abort(new Error('killed'))))
      const dying = unexpected(world, { deleteVpnConnection: end, deleteIpsecServer: end })
      await teardown(dying, ['vpn-1'], { ...inTime(world), journal, signal: stop.signal }).report()
      await world.clock.advance(restMs)
      const report = await teardown(world.client, [], { ...inTime(world, 2), journal, confirmations }).report()
      expect(report.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'gone')).toEqual(['emptied'])
      expect(world.emulator.ledger.tasks.length).toBe(report.length - 1)
    }
})

test('what one listing alone has shown on the gateway is neither sent nor recorded as sent', async () => {
  const world = setup({
    gateways: [
      { id: 'vpn-1', connections: ['vco-1'] },
      { id: 'vpn-2', connections: ['vco-20'] },
    ],
  })
  const foreign = { VpnConnectionId: 'vco-20', VpnGatewayId: 'vpn-1', AttachType: 'VPNGW' }
  const client = unexpected(world, {
    describeVpnConnections: async (ask, _, n) => {
      const answer = (await ask()) as Any
      const { VpnConnection: entries } = answer.VpnConnections
      return n === 0 ? { ...answer, TotalCount: 2, VpnConnections: { VpnConnection: [foreign, ...entries] } } : answer
    },
  })
  const journal = memoryJournal()
  const report = await teardown(client, ['vpn-1'], { ...inTime(world), journal }).report()
  expect(outcomes(report)).toEqual({ 'vpn-1': 'emptied', 'vco-1': 'gone' })
  expect((await kept(journal)).filter((phase) => phase === 'sent')).toHaveLength(1)
  expect(outcomes(await teardown(client, [], { ...inTime(world, 2), journal }).report())).not.toHaveProperty('vco-20')
  expect(world.emulator.has('vco-20')).toBe(true)
})

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
      const world = setup({ gateways: [{ id: 'vpn-1', connections: ids }], progression: { timeMs: 5_000 } })
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
      const run = teardown(client, ['vpn-1'], { ...inTime(world), confirmations })
      const sent: string[] = []
      for await (const { id, phase } of run) if (phase === 'sent') sent.push(id)
      expect(sent.toSorted()).toEqual(ids.toSorted())
      const report = await run.report()
      expect(report.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)).toEqual(fails ? ['vpn-1', 'vco-1'] : [])
      expect(world.emulator.ledger.tasks.length).toBe(60)
    }
})

test('a listing that shows something else each time, which reads elsewhere, is left after some rounds', async () => {
  const world = setup({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
  let shown = 0
  const client = unexpected(world, {
    describeVpnConnections: async (ask) => {
      shown += 1
      const entry = { VpnConnectionId: `vco-x${shown}`, VpnGatewayId: 'vpn-1', AttachType: 'VPNGW' }
      return { ...(await ask()), TotalCount: 1, VpnConnections: { VpnConnection: [entry] } } as Any
    },
  })
  const report = await teardown(client, ['vpn-1'], inTime(world)).report()
  expect(report).toMatchObject([{ id: 'vpn-1', outcome: 'unknown', error: { code: 'CannotObserve' } }])
  expect(shown).toBeLessThan(20)
})

const ends: [string, (stop: AbortController) => Any][] = [
  ['the gateway is refused', () => refuse('Forbidden')],
  [
    'it is aborted',
    (stop) => (ask: Any) => {
      stop.abort()
      return ask()
    },
  ],
]

test.each(ends)('a gateway of which something was sent says so where %s', async (_, end) => {
  const world = setup({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: { timeMs: 3_000_000 } })
  const stop = new AbortController()
  let isSent = false
  const client = unexpected(world, {
    deleteVpnConnection: async (ask) => {
      isSent = true
      return ask()
    },
    describeVpnGateway: (ask, parameters, n) => (isSent ? end(stop)(ask, parameters, n) : ask()),
  })
  const report = await teardown(client, ['vpn-1'], { ...inTime(world), signal: stop.signal, timeoutMs: 400_000 }).report()
  expect(report).toMatchObject([
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
  const run = teardown(client, ['vco-1'], { ...inTime(world), journal, signal: stop.signal })
  for await (const { phase } of run) if (phase === 'updating') stop.abort()
  await run.report()
  await world.clock.advance(restMs)
  if (how === 'teardown') await teardown(client, [], { ...inTime(world, 2), journal }).report()
  else {
    const state = (await journal.read()).flatMap((entry) => (entry as Any).state ?? []).at(-1)
    await (await resumeDelete(client, state, { ...inTime(world, 2), resend: true })).result()
  }
  expect(world.emulator.has('vco-1')).toBe(false)
  expect(sentAfterMs).toEqual([0])
})
