import { describe, expect, test } from 'vitest'
import {
  createDeletionReader,
  type DeletionReader,
  type DeletionState,
  type GatewayReading,
  prepareDelete,
  type ResourceReading,
  resumeDelete,
  stepDelete,
} from '../src/index.ts'
import { type Setup, seeded, setup, target } from './setup.ts'
import { unexpected } from './unexpected.ts'

const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }]

/** Steps a deletion to its end; each state goes through text, as a store would keep it, where that is asked for. */
async function stepToEnd(world: ReturnType<typeof setup>, from: DeletionState, asText: boolean, options: object = {}) {
  const steps: { before: DeletionState; after: DeletionState; requests: string[] }[] = []
  for (let state = from; state.phase !== 'gone' && state.phase !== 'failed'; ) {
    const [before, calls, atMs] = [state, world.calls.length, world.clock.now()]
    const step = await stepDelete(world.client, asText ? JSON.stringify(state) : state, { ...world.inTime(steps.length), ...options })
    expect(world.clock.now()).toBe(atMs)
    expect(world.clock.sleepers).toBe(0)
    expect(step.afterMs).toBe(step.state.afterMs)
    steps.push({ before, after: step.state, requests: world.calls.slice(calls).map(({ action }) => action) })
    expect(steps.length).toBeLessThan(60)
    await world.clock.sleep(step.afterMs)
    state = step.state
  }
  return steps
}

describe('a step', () => {
  test('is prepared by reads alone', async () => {
    const world = setup({ gateways })
    const state = await world.prepare()
    expect(state).toMatchObject({ version: 2, phase: 'found', id: 'vco-1', parentId: 'vpn-1', regionId: 'cn-hangzhou' })
    expect(world.calls.map(({ action }) => action)).toEqual(['DescribeVpnConnection'])
  })

  test.each([false, true])(
    'deletes nothing before what it sends is on record, then one request or three reads at most (as text: %j)',
    async (asText) => {
      const world = setup({ gateways })
      const steps = await stepToEnd(world, await world.prepare(), asText)
      // Whether it has the gateway that was found is read again.
      expect(steps[0]).toMatchObject({ before: { phase: 'found' }, after: { phase: 'sent' }, requests: ['DescribeVpnConnection'] })
      expect(steps[1]).toMatchObject({ before: { phase: 'sent' }, after: { phase: 'accepted' }, requests: ['DeleteVpnConnection'] })
      for (const { requests } of steps.slice(2)) {
        expect(requests).not.toContain('DeleteVpnConnection')
        expect(requests.length).toBeLessThanOrEqual(3)
      }
      expect(steps.at(-1)?.after.phase).toBe('gone')
      expect(world.emulator.has('vco-1')).toBe(false)
    },
  )

  test('never repeats a request: what fails in passing is for the next step', async () => {
    const world = setup({ gateways })
    world.emulator.failNext('DeleteVpnConnection', 'InternalError', { times: 2 })
    world.emulator.failNext('DescribeVpnGateway', 'ServiceUnavailable', { times: 3 })
    const steps = await stepToEnd(world, await world.prepare(), true)
    const sent = steps.filter(({ requests }) => requests.includes('DeleteVpnConnection'))
    expect(sent.map(({ requests, after }) => [requests.length, after.phase])).toEqual([
      [1, 'sent'],
      [1, 'sent'],
      [1, 'accepted'],
    ])
    expect(new Set(steps.map(({ after }) => after.clientToken)).size).toBe(1)
    expect(steps.filter(({ after }) => after.unknown?.code === 'ServiceUnavailable').map(({ requests }) => requests)).toEqual(
      Array(3).fill(['DescribeVpnGateway']),
    )
  })

  test('keeps a hint of the service', async () => {
    const world = setup({ gateways })
    const steps = world.stepOn(await world.prepare())
    const next = async () => (await steps.next()).value
    await next()
    world.emulator.inject('DeleteVpnConnection', { kind: 'throttle', retryAfterMs: 40_000 })
    expect((await next()).afterMs).toBeGreaterThanOrEqual(40_000)
    await next()
    world.emulator.inject('DescribeVpnGateway', { kind: 'throttle', retryAfterMs: 50_000 })
    expect((await next()).afterMs).toBeGreaterThanOrEqual(50_000)
  })

  test('that is aborted leaves the state good; what may have left counts as sent', async () => {
    const world = setup({ gateways })
    const found = await world.prepare()
    const { state: sent } = await stepDelete(world.client, found, world.inTime())
    const aborted = new AbortController()
    const client = unexpected(world, {
      deleteVpnConnection: async (ask) => {
        await ask()
        aborted.abort(new Error('enough'))
        throw new Error('enough')
      },
    })
    await expect(stepDelete(client, sent, { ...world.inTime(), signal: aborted.signal })).rejects.toThrow('enough')
    world.emulator.failNext('DeleteVpnConnection', 'InvalidVpnConnectionInstanceId.NotFound')
    const { state } = await stepDelete(world.client, sent, { clock: world.clock })
    expect(state).toMatchObject({ phase: 'accepted', alreadyGone: true, clientToken: sent.clientToken })
  })

  test('rejects a refusal of the deletion itself, and nothing else that is read', async () => {
    const world = setup({ gateways })
    const { state: sent } = await stepDelete(world.client, await world.prepare(), world.inTime())
    world.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    await expect(stepDelete(world.client, sent, { clock: world.clock })).rejects.toMatchObject({ name: 'ServiceError', code: 'Forbidden' })
    const { state: accepted } = await stepDelete(world.client, sent, { clock: world.clock })
    world.emulator.failNext('DescribeVpnGateway', 'Forbidden')
    const step = await stepDelete(world.client, accepted, { clock: world.clock })
    const state = { phase: 'accepted', unknown: { code: 'Forbidden', isPassing: false } }
    expect(step).toMatchObject({ error: { code: 'Forbidden' }, state })
    expect(JSON.stringify(step.state)).toContain('"operation":"DescribeVpnGateway"')
  })

  test('keeps a state readable whatever code the service makes up', async () => {
    const world = setup({ gateways })
    const client = unexpected(world, {
      describeVpnGateway: (ask) => {
        world.emulator.inject('DescribeVpnGateway', { kind: 'html', status: 418 })
        return ask().catch((error) => Promise.reject(Object.assign(error, { code: 'Odd code: with "blanks" & a secret' })))
      },
    })
    let state = await world.prepare()
    for (let steps = 0; steps < 3; steps += 1) state = (await stepDelete(client, JSON.stringify(state), { clock: world.clock })).state
    expect(state.unknown).toMatchObject({ code: 'Unknown' })
    await stepDelete(client, JSON.stringify(state), { clock: world.clock })
  })

  test('takes its observations from the reader that it is given', async () => {
    const world = setup({ gateways, progression: 'immediate' })
    let reading: GatewayReading = { gateway: 'busy', status: 'updating' }
    let resource: ResourceReading = { resource: 'present' }
    const reader = { gateway: async () => reading, resource: async () => resource }
    const options = { clock: world.clock, reader }
    let { state } = await stepDelete(world.client, await world.prepare(), options)
    resource = { resource: 'absent' }
    state = (await stepDelete(world.client, state, options)).state
    const calls = world.calls.length
    state = (await stepDelete(world.client, state, options)).state
    expect(state).toMatchObject({ phase: 'updating', worked: true })
    reading = { gateway: 'idle', status: 'active' }
    expect((await stepDelete(world.client, state, options)).state.phase).toBe('gone')
    expect(world.calls).toHaveLength(calls)
  })
})

describe('time', () => {
  /** A machine whose wall clock has another offset in each process; its monotonic reading begins anew in each. */
  function machine(world: Setup) {
    let offsetMs = 0
    const step = (ms: number) => {
      offsetMs += ms
    }
    const process = () => {
      const startedAt = world.clock.now()
      return { ...world.clock, now: () => world.clock.now() + offsetMs, elapsed: () => world.clock.now() - startedAt }
    }
    return { step, process }
  }

  test.each([300_000, -300_000, 86_400_000])('a wall clock that steps by %i ms between any two steps changes no verdict', async (ms) => {
    for (const fails of [false, true]) {
      const world = setup({ gateways })
      const { step, process } = machine(world)
      if (fails) world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
      let state = await prepareDelete(world.client, target, { clock: process() })
      const startedAt = world.clock.now()
      const stepped = (at: number) => {
        step(at % 2 === 0 ? ms : -ms)
        expect(at).toBeLessThan(200)
        return { clock: process(), random: seeded(at) }
      }
      for await (const taken of world.stepOn(state, stepped)) state = taken.state
      expect(state.phase).toBe(fails ? 'failed' : 'gone')
      expect(world.emulator.has('vco-1')).toBe(fails)
      if (fails) expect(world.clock.now() - startedAt).toBeGreaterThanOrEqual(20_000 + 30_000)
    }
  })

  test('processes that come back at once, by a clock that was stepped ahead, do not confirm a failure', async () => {
    const world = setup({ gateways })
    const { step, process } = machine(world)
    world.emulator.inject('DeleteVpnConnection', { kind: 'task' })
    let state = await prepareDelete(world.client, target, { clock: process() })
    for await (const taken of world.stepOn(state, () => ({ clock: process(), random: seeded(1) }))) {
      state = taken.state
      if (state.streak?.verdict === 'failed') break
    }
    step(86_400_000)
    state = (await stepDelete(world.client, JSON.stringify(state), { clock: process() })).state
    expect(state.phase).toBe('idle')
  })

  test('a step of the clock in one process moves no limit', async () => {
    const world = setup({ gateways, progression: { timeMs: 60_000 }, updatingAfterMs: 50_000 })
    const deletion = await resumeDelete(world.client, await world.prepare(), world.inTime())
    world.clock.step(3_600_000)
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
    expect(world.emulator.has('vco-1')).toBe(false)
  })
})

describe('a deletion that was accepted and shows no work', () => {
  test('is sent again only when asked to, once, with a new token, after two polls past the limit', async () => {
    const world = setup({ gateways, progression: 'manual', updatingAfterMs: 10 ** 9 })
    // The service has lost it: nothing is at work.
    const lost = { ...world.client, deleteVpnConnection: async () => ({ RequestId: 'r' }) }
    let state = await world.prepare()
    for await (const taken of world.stepOn(state, world.inTime, lost)) {
      state = taken.state
      if (taken.at === 39) break
    }
    expect(state).toMatchObject({ phase: 'accepted', streak: { verdict: 'notBegun' } })
    expect(state.ageMs).toBeGreaterThan(120_000)
    const before = state.clientToken
    const deletion = await resumeDelete(world.client, JSON.stringify(state), { ...world.inTime(), resend: true })
    const phases: string[] = []
    for await (const { phase } of deletion) {
      phases.push(phase)
      if (phase === 'accepted' && phases.includes('sent')) world.emulator.settle('vpn-1')
    }
    expect(phases).toEqual(['accepted', 'found', 'sent', 'accepted', 'idle', 'gone'])
    expect(world.of('DeleteVpnConnection').map(({ token }) => token === before)).toEqual([false])
    expect(world.emulator.ledger.tasks).toHaveLength(1)
  })
})

test('one reading of the gateway serves many deletions', async () => {
  const world = setup({ gateways, updatingAfterMs: 0 })
  const { clock, client } = world
  const base = createDeletionReader(client)
  let reading: Promise<GatewayReading> | undefined
  const gateway: DeletionReader['gateway'] = (ref) => (reading ??= base.gateway(ref))
  const reader: DeletionReader = { ...base, gateway }
  const state = (await world.begin()).toJSON()
  await clock.sleep(state.afterMs)
  const before = world.of('DescribeVpnGateway').length
  const steps = await Promise.all([1, 2, 3].map(() => stepDelete(client, state, { clock, reader })))
  expect(steps.map((step) => step.state.phase)).toEqual(['updating', 'updating', 'updating'])
  expect(world.of('DescribeVpnGateway').length - before).toBe(1)
  await expect(async () => createDeletionReader(client, { regionID: 'x' } as never)).rejects.toMatchObject({ name: 'OptionError' })
})
