import { describe, expect, test } from 'vitest'
import { type TeardownEvent, teardown } from '../src/index.ts'
import { seeded, setup } from './setup.ts'

async function collect(run: AsyncIterable<TeardownEvent>): Promise<TeardownEvent[]> {
  const events: TeardownEvent[] = []
  for await (const event of run) events.push(event)
  return events
}

describe('on one gateway', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'three connections go one after another, refused by nobody and gone when said so (seed %i)',
    async (seed) => {
      const { client, clock, emulator, of } = setup({
        gateways: [{ connections: ['vco-1', 'vco-2', 'vco-3'] }],
        updatingAfterMs: (seed % 4) * 1_500,
      })
      const run = teardown(client, ['vco-1', 'vco-2', 'vco-3'], { clock, random: seeded(seed) })
      for await (const { phase, id } of run) if (phase === 'gone') expect(emulator.has(id)).toBe(false)
      expect(of('DeleteVpnConnection').filter(({ refused }) => refused)).toEqual([])
      expect(await run.report()).toEqual(['vco-1', 'vco-2', 'vco-3'].map((id) => ({ id, outcome: 'gone' })))
      expect(clock.sleepers).toBe(0)
    },
  )
})

describe('on several gateways', () => {
  test('deletions run side by side', async () => {
    const { client, clock } = setup({ gateways: Array.from({ length: 5 }, () => ({ connections: 1 })) })
    const ids = Array.from({ length: 5 }, (_, index) => `vco-emulated000${index + 1}`)
    const startedAt = clock.now()
    const report = await teardown(client, ids, { clock, random: seeded(1) }).report()
    expect(report.every(({ outcome }) => outcome === 'gone')).toBe(true)
    // Each takes 20 s of its own; in a row they would take 100 s.
    expect(clock.now() - startedAt).toBeLessThan(40_000)
  })
})

test('one failure stops no other deletion, not even on the same gateway', async () => {
  const { client, clock, emulator } = setup({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }] })
  emulator.failNext('DeleteVpnConnection', 'Forbidden')
  const run = teardown(client, ['vco-none', 'vco-1', 'vco-2'], { clock, random: seeded(1) })
  const events = await collect(run)
  expect(await run.report()).toMatchObject([
    { id: 'vco-none', outcome: 'failed', error: { code: 'ResourceAbsent' } },
    { id: 'vco-1', outcome: 'failed', error: { code: 'Forbidden' } },
    { id: 'vco-2', outcome: 'gone' },
  ])
  expect(events.filter(({ phase }) => phase === 'failed').map(({ id }) => id)).toEqual(['vco-none', 'vco-1'])
})

test('after a deletion that was not waited for to its end, the next one waits for its gateway instead of being refused', async () => {
  const { client, clock, of, emulator } = setup({ gateways: [{ connections: ['vco-1', 'vco-2', 'vco-3'] }] })
  const report = await teardown(client, ['vco-1', 'vco-2', 'vco-3'], { clock, timeoutMs: 12_000, random: seeded(1) }).report()
  expect(report.map((outcome) => (outcome.outcome === 'failed' ? (outcome.error as { code: string }).code : outcome.outcome))).toEqual([
    'NotGoneInTime',
    'NotGoneInTime',
    'GatewayOccupied',
  ])
  expect(of('DeleteVpnConnection').filter(({ refused }) => refused)).toEqual([])
  expect(emulator.has('vco-1')).toBe(false)
})

test('the same target twice counts once', async () => {
  const { client, clock, of } = setup({ gateways: [{ connections: ['vco-1'] }] })
  expect(await teardown(client, ['vco-1', { VpnConnectionId: 'vco-1' }], { clock, random: seeded(1) }).report()).toHaveLength(1)
  expect(of('DeleteVpnConnection')).toHaveLength(1)
})

test('a target that names nothing is refused before anything is sent', () => {
  const { client, calls } = setup({})
  expect(() => teardown(client, ['vco-1', 'nonsense'])).toThrow(expect.objectContaining({ name: 'ParameterError' }))
  expect(calls).toEqual([])
})

test('nothing to do is done', async () => {
  expect(await teardown(setup({}).client, []).report()).toEqual([])
})

test('an abort sends nothing more and ends each target', async () => {
  const { client, clock, of } = setup({ gateways: [{ connections: ['vco-1', 'vco-2'] }] })
  const aborted = new AbortController()
  const run = teardown(client, ['vco-1', 'vco-2'], { clock, random: seeded(1), signal: aborted.signal })
  for await (const { phase } of run) if (phase === 'updating') aborted.abort(new Error('enough'))
  expect((await run.report()).map(({ outcome }) => outcome)).toEqual(['failed', 'failed'])
  expect(of('DeleteVpnConnection')).toHaveLength(1)
  expect(clock.sleepers).toBe(0)
})

test('many readers see the same events', async () => {
  const { client, clock } = setup({ gateways: [{ connections: ['vco-1'] }] })
  const run = teardown(client, ['vco-1'], { clock, random: seeded(1) })
  const [one, other] = await Promise.all([collect(run), collect(run)])
  expect(one).toEqual(other)
  expect(await collect(run)).toEqual(one)
})
