import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock, type EmulatorOptions } from '@vpn-gateway/emulator'
import { retry } from '@vpn-gateway/poller'
import { describe, expect, test } from 'vitest'
import type { TeardownRun } from '../src/page/gateways/teardown-run.ts'
import { TeardownRuns, type TeardownRunsState } from '../src/page/gateways/teardown-runs.ts'

/** The runs of vpn-1, on an emulator and a virtual clock. */
function setup(options: EmulatorOptions = {}) {
  const clock = createVirtualClock()
  const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }]
  const emulator = createEmulator({ gateways, progression: { timeMs: 20_000 }, updatingAfterMs: 500, ...options, clock })
  const announced: string[] = []
  const createClient = () => createVpnGatewayClient({ regionId: 'cn-hangzhou', clock, fetch: emulator.fetch, retry: retry() })
  const runs = new TeardownRuns({
    gatewayId: 'vpn-1',
    connect: () => ({ createClient, mask: (text) => text.replaceAll('Forbidden', '••••') }),
    announce: (words) => announced.push(words),
    clock,
  })
  /** Resolves with the first state that is as wanted. */
  const until = (isWanted: (state: TeardownRunsState) => boolean) =>
    new Promise<TeardownRunsState>((resolve) => {
      const check = () => {
        if (!isWanted(runs.state())) return
        unsubscribe()
        resolve(runs.state())
      }
      const unsubscribe = runs.subscribe(check)
      check()
    })
  const phase = (wanted: TeardownRun['phase'], key = 0) => until(({ list }) => list.find((each) => each.key === key)?.phase === wanted)
  const says = (words: RegExp) => until(({ list }) => list.some((each) => words.test(each.words)))
  const deleted = () => emulator.ledger.of('DeleteVpnConnection').map(({ parameters }) => parameters.VpnConnectionId)
  return { clock, emulator, runs, announced, phase, says, deleted }
}

test('everything on a gateway is deleted, one after another', async () => {
  const { emulator, runs, announced, phase, deleted } = setup()
  runs.start(['vpn-1'])
  expect(runs.state().list).toEqual([{ key: 0, ids: ['vpn-1'], isAll: true, phase: 'running', words: 'starting' }])
  await phase('done')
  const words = 'vpn-1 emptied, vco-1 gone, vco-2 gone'
  expect(runs.state().list).toEqual([{ key: 0, ids: ['vpn-1'], isAll: true, phase: 'done', words }])
  expect(announced).toEqual([`Done: ${words}`])
  expect(emulator.resources().map(({ id }) => id)).toEqual(['vpn-1'])
  expect(deleted().toSorted()).toEqual(['vco-1', 'vco-2'])
})

test('the list holds what goes on and what has ended since, and forgets the rest at the next start', async () => {
  const { runs, phase } = setup({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2', 'vco-3'] }] })
  runs.start(['vco-1'])
  await phase('done')
  runs.start(['vco-2'])
  expect(runs.state().list.map(({ ids, phase }) => [ids, phase])).toEqual([[['vco-2'], 'running']])
  runs.start(['vco-3'])
  await phase('done', 1)
  await phase('done', 2)
  expect(runs.state().list.map(({ words }) => words)).toEqual(['vco-2 gone', 'vco-3 gone'])
})

test('the state is the same object between changes, and a listener is called until it unsubscribes', async () => {
  const { runs } = setup()
  expect(runs.state()).toBe(runs.state())
  const seen: TeardownRunsState[] = []
  const unsubscribe = runs.subscribe(() => seen.push(runs.state()))
  runs.start(['vco-1'])
  expect(seen).toEqual([runs.state()])
  unsubscribe()
  runs.pause(0)
  expect(seen).toHaveLength(1)
  expect(runs.state()).not.toBe(seen[0])
})

describe('a paused run', () => {
  test('sends nothing more, and goes on with what it has begun', async () => {
    const { clock, emulator, runs, phase, says, deleted } = setup({ progression: 'manual' })
    runs.start(['vco-1', 'vco-2'])
    await says(/accepted|updating/)
    runs.pause(0)
    expect(runs.state().list[0]).toMatchObject({ phase: 'paused', words: 'what was accepted continues, nothing new is sent' })
    const requests = emulator.ledger.requests.length
    await clock.sleep(600_000)
    expect(emulator.ledger.requests.length - requests).toBeLessThanOrEqual(1)
    runs.resume(0)
    // It knows the first deletion from its journal: that is neither sent again nor taken for another's.
    await says(/updating/)
    expect(deleted()).toHaveLength(1)
    emulator.settle('vpn-1')
    while (deleted().length < 2) await clock.sleep(1000)
    emulator.settle('vpn-1')
    await phase('done')
    expect(deleted().toSorted()).toEqual(['vco-1', 'vco-2'])
  })

  test('that is resumed, paused and resumed at once goes on once', async () => {
    const { emulator, runs, phase } = setup()
    runs.start(['vco-1'])
    for (let times = 0; times < 3; times++) {
      runs.pause(0)
      runs.resume(0)
    }
    await phase('done')
    expect(emulator.ledger.of('DeleteVpnConnection')).toHaveLength(1)
  })

  test('is given up, and what it deleted can be deleted by another', async () => {
    const { runs, phase } = setup()
    runs.start(['vpn-1'])
    runs.pause(0)
    runs.giveUp(0)
    expect(runs.state().list).toEqual([])
    runs.start(['vco-1'])
    await phase('done', 1)
  })
})

describe('what an unfinished run deletes', () => {
  test.each([
    [['vpn-1'], ['vco-2']],
    [['vco-1'], ['vpn-1']],
    [['vco-1'], ['vco-1']],
  ])('%j keeps %j from being started, and says so while it stands', async (first, second) => {
    const { runs, announced, phase } = setup()
    const block = `${second} not started: a teardown of ${first} is already in progress.`
    runs.start(first)
    runs.start(second)
    expect(runs.state()).toMatchObject({ list: [{ ids: first }], block })
    expect(announced).toEqual([block])
    runs.pause(0)
    expect(runs.state().block).toBe(block)
    runs.resume(0)
    expect((await phase('done')).block).toBeUndefined()
  })

  test('keeps nothing else from it', async () => {
    const { runs, phase } = setup()
    runs.start(['vco-1'])
    runs.start(['vco-2'])
    expect(runs.state().block).toBeUndefined()
    await phase('done', 0)
    await phase('done', 1)
  })
})

describe('the end of a run', () => {
  test('is failed where its work came to nothing', async () => {
    const { emulator, runs, phase } = setup()
    emulator.inject('DeleteVpnConnection', { kind: 'task' })
    runs.start(['vco-1'])
    const [run] = (await phase('failed')).list
    expect(run?.words).toBe('its work has ended, and it is still there. The deletion had no effect: delete it again.')
  })

  test('is not known yet where no work shows, and is gone on with', async () => {
    const { emulator, runs, phase } = setup({ updatingAfterMs: 3_600_000, progression: 'manual' })
    runs.start(['vco-1'])
    const [run] = (await phase('unknown')).list
    expect(run?.words).toMatch(
      /^its gateway read active at each poll and it was still there, and it read active; the work may begin yet, and can be waited for again\./,
    )
    emulator.settle('vpn-1')
    runs.resume(0)
    await phase('done')
    expect(emulator.ledger.of('DeleteVpnConnection')).toHaveLength(1)
  })

  test('is shown and announced without keys', async () => {
    const { emulator, runs, announced, phase } = setup()
    emulator.inject('DeleteVpnConnection', { kind: 'error', code: 'Forbidden' })
    runs.start(['vco-1'])
    const [run] = (await phase('failed')).list
    expect(run?.words).toContain('••••')
    expect([run?.words, ...announced].join()).not.toContain('Forbidden')
    expect(announced).toEqual([`Failed: ${run?.words}`])
  })

  test('is failed where there is no client', async () => {
    const runs = new TeardownRuns({
      gatewayId: 'vpn-1',
      connect: () => ({ createClient: () => createVpnGatewayClient({ regionId: '' }), mask: String }),
      announce: () => {},
    })
    runs.start(['vco-1'])
    await expect.poll(() => runs.state().list[0]?.phase).toBe('failed')
  })
})

test('an emulator that does not answer pauses all, and a stop leaves them as they are', async () => {
  const { clock, emulator, runs, announced } = setup()
  runs.start(['vco-1'])
  runs.start(['vco-2'])
  runs.pauseAll('the emulator does not respond')
  expect(runs.state().list.map(({ phase, words }) => `${phase}: ${words}`)).toEqual([
    'paused: the emulator does not respond',
    'paused: the emulator does not respond',
  ])
  runs.resume(0)
  const before = runs.state()
  runs.stop()
  await clock.sleep(600_000)
  expect(runs.state()).toBe(before)
  expect(announced).toEqual([])
  expect(emulator.ledger.of('DeleteVpnConnection')).toEqual([])
})
