import type { BeyondAssumptions } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { beginDelete, memoryJournal, resumeDelete, teardown } from '../src/index.ts'
import { seeded, setup } from './setup.ts'

// What `confirmations: 2` promises where the service breaks the assumptions that the README names, and what it does not.

const seeds = Array.from({ length: 20 }, (_, at) => at + 1)
const ids = ['vco-1', 'vco-2', 'vco-3']
const slow = { progression: { timeMs: 60_000 }, updatingAfterMs: 0 } as const

/** Counts the ends of single deletions of each seed, and of a teardown of three. */
async function endsIn(beyondAssumptions: BeyondAssumptions, confirmations: 1 | 2): Promise<Record<string, number>> {
  const ends: Record<string, number> = {}
  const count = (end: string) => {
    ends[end] = (ends[end] ?? 0) + 1
  }
  for (const seed of seeds) {
    const world = { gateways: [{ id: 'vpn-1', connections: ids }], ...slow, seed, beyondAssumptions }
    const one = setup(world)
    const options = { clock: one.clock, confirmations, random: seeded(seed) }
    const deletion = await beginDelete(one.client, { VpnConnectionId: 'vco-1' }, { ...options, ensureGone: true })
    await deletion.result().then(
      () => count(one.emulator.has('vco-1') ? 'falsely gone' : 'gone'),
      ({ code }) => count(code === 'DeletionFailed' ? 'falsely failed' : code),
    )
    const many = setup(world)
    const run = teardown(many.client, ids, { clock: many.clock, confirmations, random: seeded(seed), ensureGone: true })
    for await (const { id, phase } of run) if (phase === 'gone' && many.emulator.has(id)) count('falsely gone')
    for (const { outcome } of await run.report()) count(outcome === 'failed' ? 'falsely failed' : outcome)
  }
  return ends
}

describe('two confirmations', () => {
  test.each<BeyondAssumptions>([
    { absentAfterMs: 500 },
    { absentAfterMs: 5_000 },
    { absentAfterMs: 50_000 },
    { flappingStatus: 0.7 },
    { flappingReads: 0.8 },
    { flappingStatus: 0.1, flappingReads: 0.1 },
  ])('survive %j', async (beyond) => {
    expect(await endsIn(beyond, 2)).toEqual({ gone: 4 * seeds.length })
  })

  test('say nothing untrue of a resource that reads present for longer than a failure must hold, until that time', async () => {
    const { clock, emulator, client } = setup({ children: { 'vpn-1': ids }, beyondAssumptions: { absentAfterMs: 200_000 } })
    const begun = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { clock, confirmations: 2, random: seeded(1) })
    await expect(begun.result()).rejects.toMatchObject({ code: 'DeletionFailed' })
    emulator.seed({ gateways: [{ id: 'vpn-1', connections: ids }] })
    const options = { clock, confirmations: 2, random: seeded(1), confirmFailureMs: 240_000 } as const
    const patient = await beginDelete(client, { VpnConnectionId: 'vco-1' }, options)
    expect(await patient.result()).toMatchObject({ phase: 'gone' })
    expect(emulator.has('vco-1')).toBe(false)
  })
})

test('one confirmation relies on the assumptions: against a status and reads that lie at once it fails where two do not', async () => {
  const world = { flappingStatus: 0.3, flappingReads: 0.3 }
  const [once, twice] = [await endsIn(world, 1), await endsIn(world, 2)]
  expect(once['falsely gone']).toBeGreaterThan(0)
  expect(twice['falsely gone'] ?? 0).toBeLessThan(once['falsely gone'] ?? 0)
})

const broken: BeyondAssumptions[] = [{ flappingStatus: 0.3 }, { absentAfterMs: 20_000 }, { flappingReads: 0.2 }]

test.each(broken)('a record outlives %j: what is not known is gone on with', async (beyondAssumptions) => {
  for (const seed of seeds) {
    const world = setup({ children: { 'vpn-1': ids }, seed, ...slow, beyondAssumptions })
    const options = { clock: world.clock, journal: memoryJournal(), random: seeded(seed), timeoutMs: 20_000, confirmations: 2 } as const
    for (let runs = 0; ; runs += 1) {
      const report = await teardown(world.client, ids, options).report()
      expect(report.filter(({ id, outcome }) => outcome === 'failed' || (outcome === 'gone' && world.emulator.has(id)))).toEqual([])
      if (report.every(({ outcome }) => outcome === 'gone')) break
      expect(runs).toBeLessThan(40)
    }
  }
})

test('a single deletion in the same worlds, resumed from its data each time', async () => {
  for (const seed of seeds) {
    const world = setup({
      gateways: [{ connections: ids }],
      seed,
      ...slow,
      beyondAssumptions: { flappingStatus: 0.2, absentAfterMs: 10_000 },
    })
    const options = { clock: world.clock, confirmations: 2, random: seeded(seed) } as const
    let deletion = await beginDelete(world.client, { VpnConnectionId: 'vco-1' }, options)
    for (let waits = 0; deletion.phase !== 'gone'; waits += 1) {
      await deletion.result({ timeoutMs: 15_000 }).catch(({ code }) => expect(code).toBe('NotGoneInTime'))
      deletion = await resumeDelete(world.client, JSON.stringify(deletion), options)
      expect(waits).toBeLessThan(30)
    }
    expect(world.emulator.has('vco-1')).toBe(false)
  }
})
