import { beginDelete } from '@vpn-gateway/poller'
import { describe, expect, test } from 'vitest'
import { createEmulator, createVirtualClock, type EmulatorEvent, type EmulatorOptions } from '../src/index.ts'
import { createScenario, optionError } from './scenario.ts'

const setup = (options: EmulatorOptions = {}) => createScenario(options, createVirtualClock({ auto: false, startMs: 0 }))

/** Options under which the course below is that of a deletion that begins at 0. */
const slow: EmulatorOptions = { progression: { timeMs: 10_000 }, updatingAfterMs: 2_000 }

const course = [
  { atMs: 2_000, id: 'vpn-1', state: 'updating' },
  { atMs: 10_000, id: 'vco-1', state: 'absent' },
  { atMs: 10_000, id: 'vpn-1', state: 'active' },
]

describe('the ledger of states', () => {
  test('has the moments at which a gateway begins to work and ends, also where nothing was read then', async () => {
    const { clock, emulator, remove } = setup(slow)
    await remove('vco-1')
    await clock.advance(60_000)
    expect(emulator.ledger.states).toEqual(course)
    expect(emulator.ledger.tasks).toEqual([{ id: 'vco-1', parentId: 'vpn-1', startedAtMs: 0, endedAtMs: 10_000 }])
  })

  test('has no state that never showed, and no absence where the work failed', async () => {
    const { clock, emulator, remove } = setup({ progression: { timeMs: 1_000 }, updatingAfterMs: 1_000 })
    emulator.inject('DeleteVpnConnection', { kind: 'task' })
    await remove('vco-1')
    await clock.advance(60_000)
    expect(emulator.ledger.states).toEqual([])
    await remove('vco-1')
    await clock.advance(60_000)
    expect(emulator.ledger.states).toEqual([{ atMs: 61_000, id: 'vco-1', state: 'absent' }])
  })
})

describe.each([3_600_000, -3_600_000])('a wall clock that steps by %i ms', (ms) => {
  test('neither ends nor delays work, and the ledger has the wall time', async () => {
    const { clock, emulator, remove, status } = setup(slow)
    await remove('vco-1')
    await clock.advance(1_000)
    clock.step(ms)
    expect([emulator.has('vco-1'), await status()]).toEqual([true, 'active'])
    expect(emulator.snapshot().tasks).toEqual([{ id: 'vco-1', showsAfterMs: 1_000, workMs: 9_000, fails: false }])
    await clock.advance(1_000)
    expect(await status()).toBe('updating')
    await clock.advance(7_999)
    expect(emulator.has('vco-1')).toBe(true)
    await clock.advance(1)
    expect(emulator.has('vco-1')).toBe(false)
    expect(emulator.ledger.states).toEqual(course.map(({ atMs, ...state }) => ({ ...state, atMs: atMs + ms })))
    expect(emulator.ledger.tasks).toEqual([{ id: 'vco-1', parentId: 'vpn-1', startedAtMs: 0, endedAtMs: 10_000 + ms }])
    expect(emulator.ledger.requests.map(({ atMs }) => atMs)).toEqual([0, 1_000 + ms, 2_000 + ms])
  })

  test('neither ends nor delays work that a snapshot holds, or that is ended by hand', async () => {
    const { clock, emulator, remove } = setup({ progression: { timeMs: 10_000 } })
    await remove('vco-1')
    await clock.advance(4_000)
    const kept = emulator.snapshot()
    clock.step(ms)
    emulator.restore(kept)
    await clock.advance(5_999)
    expect(emulator.has('vco-1')).toBe(true)
    await clock.advance(1)
    expect(emulator.ledger.tasks).toMatchObject([{ id: 'vco-1', startedAtMs: 4_000 + ms, endedAtMs: 10_000 + ms }])
    await remove('vco-2')
    clock.step(-ms)
    emulator.settle('vco-2')
    expect(emulator.ledger.tasks[1]).toMatchObject({ startedAtMs: 10_000 + ms, endedAtMs: 10_000 })
  })

  test('changes nothing about when a subscriber is called', async () => {
    const { clock, emulator, remove } = setup(slow)
    const events: EmulatorEvent[] = []
    const states = () => events.flatMap((event) => (event.type === 'state' ? [event.state] : []))
    const unsubscribe = emulator.subscribe((event) => events.push(event))
    await remove('vco-1')
    clock.step(ms)
    await clock.advance(1_999)
    expect(states()).toEqual([])
    await clock.advance(1)
    expect(states()).toEqual(['updating'])
    clock.step(-ms)
    await clock.advance(8_000)
    expect(states()).toEqual(['updating', 'absent', 'active'])
    expect(events.at(-1)).toMatchObject({ atMs: 10_000 })
    unsubscribe()
    expect(clock.sleepers).toBe(0)
  })

  test('changes nothing about how long what is gone shows', async () => {
    const { clock, remove, shows } = setup({ progression: 'immediate', beyondAssumptions: { absentAfterMs: 3_000 } })
    await remove('vco-1')
    clock.step(ms)
    await clock.advance(2_999)
    expect(await shows('vco-1')).toBe(true)
    await clock.advance(1)
    expect(await shows('vco-1')).toBe(false)
  })

  test('changes nothing about how long tokens are remembered', async () => {
    const { clock, remove } = setup({ progression: 'immediate', tokens: { rememberMs: 60_000 } })
    const { RequestId } = await remove('vco-1', 'token-1')
    clock.step(ms)
    await clock.advance(60_000)
    expect(await remove('vco-1', 'token-1')).toEqual({ RequestId })
    await clock.advance(1)
    await expect(remove('vco-1', 'token-1')).rejects.toMatchObject({ kind: 'gone' })
  })
})

test('a clock that has one reading alone will do', async () => {
  const clock = createVirtualClock({ auto: false, startMs: 0 })
  const { now, sleep } = clock
  const { emulator, remove } = createScenario({ progression: { timeMs: 10_000 }, clock: { now, sleep } }, clock)
  await remove('vco-1')
  await clock.advance(10_000)
  expect(emulator.ledger.tasks).toMatchObject([{ startedAtMs: 0, endedAtMs: 10_000 }])
})

describe('a subscriber', () => {
  test('is called with everything as it happens, until it unsubscribes', async () => {
    const { clock, emulator, remove } = setup(slow)
    const events: EmulatorEvent[] = []
    const unsubscribe = emulator.subscribe((event) => events.push(event))
    await remove('vco-1')
    await clock.advance(1_999)
    expect(events.map(({ type }) => type)).toEqual(['task', 'request'])
    await clock.advance(8_001)
    expect(events.flatMap(({ type, ...event }) => (type === 'state' ? [event] : []))).toEqual(course)
    emulator.reset()
    expect(events.at(-1)).toEqual({ type: 'reset', atMs: 10_000 })
    unsubscribe()
    await remove('vco-1')
    expect(events.at(-1)).toMatchObject({ type: 'reset' })
    expect(clock.sleepers).toBe(0)
  })

  test('that throws changes nothing', async () => {
    const { clock, emulator, remove } = setup({ progression: { timeMs: 1_000 } })
    emulator.subscribe(() => {
      throw new Error('a fault of the listener')
    })
    await remove('vco-1')
    await clock.advance(1_000)
    expect(emulator.has('vco-1')).toBe(false)
    expect(emulator.ledger.requests).toHaveLength(1)
    expect(() => emulator.subscribe(undefined as never)).toThrow(optionError('listener'))
  })

  test('can end the work that it is called with', async () => {
    const { emulator, remove } = setup({ progression: 'manual' })
    emulator.subscribe((event) => event.type === 'task' && event.endedAtMs === undefined && emulator.settle('vpn-1'))
    await remove('vco-1')
    expect(emulator.has('vco-1')).toBe(false)
  })

  test('is called with a restore before the work that goes on again', async () => {
    const { emulator, remove } = setup({ progression: { timeMs: 1_000 } })
    await remove('vco-1')
    const snapshot = emulator.snapshot()
    const events: string[] = []
    emulator.subscribe(({ type }) => events.push(type))
    emulator.restore(snapshot)
    expect(events).toEqual(['reset', 'task', 'state'])
    expect(emulator.ledger.tasks).toHaveLength(1)
    expect(emulator.ledger.requests).toEqual([])
  })

  test('is called with work that ends sooner than earlier work', async () => {
    const gatewayOf = (id: string, timeMs: number) => ({ connections: [id], progression: { timeMs } })
    const { clock, emulator, remove } = setup({ gateways: [gatewayOf('vco-1', 10_000), gatewayOf('vco-2', 1_000)] })
    const absent: string[] = []
    emulator.subscribe((event) => event.type === 'state' && event.state === 'absent' && absent.push(event.id))
    await remove('vco-1')
    await remove('vco-2')
    await clock.advance(1_000)
    expect(absent).toEqual(['vco-2'])
    await clock.advance(9_000)
    expect(absent).toEqual(['vco-2', 'vco-1'])
  })
})

test('each gateway can have a progression of its own, and keeps it in a snapshot', async () => {
  const { clock, emulator, remove } = setup({
    gateways: [
      { id: 'vpn-1', connections: ['vco-1'], progression: 'manual' },
      { id: 'vpn-2', connections: ['vco-2', 'vco-3'], progression: 'immediate' },
      { id: 'vpn-3', connections: ['vco-4'] },
    ],
    progression: { timeMs: 5_000 },
  })
  emulator.restore(JSON.parse(JSON.stringify(emulator.snapshot())))
  for (const id of ['vco-1', 'vco-2', 'vco-3', 'vco-4']) await remove(id)
  const left = () => ['vco-1', 'vco-2', 'vco-3', 'vco-4'].filter((id) => emulator.has(id))
  expect(left()).toEqual(['vco-1', 'vco-4'])
  await clock.advance(10 ** 9)
  expect(left()).toEqual(['vco-1'])
  emulator.settle('vpn-1')
  expect(left()).toEqual([])
})

describe('beyond the assumptions', () => {
  test('reads flap whatever the gateway reads', async () => {
    const { shows, status } = setup({ beyondAssumptions: { flappingReads: 1 } })
    expect([await status(), await shows('vco-1')]).toEqual(['active', false])
  })

  test('a gateway at work reads free again and again', async () => {
    const { remove, status } = setup({ progression: 'manual', beyondAssumptions: { flappingStatus: 0.5 } })
    expect(await status()).toBe('active')
    await remove('vco-1')
    const seen: unknown[] = []
    for (let look = 0; look < 40; look += 1) seen.push(await status())
    expect(new Set(seen)).toEqual(new Set(['active', 'updating']))
    expect(seen.slice(seen.indexOf('updating'))).toContain('active')
  })

  test('what was deleted shows for a while after its gateway is free, but cannot be deleted again', async () => {
    const options = { progression: { timeMs: 5_000 }, beyondAssumptions: { absentAfterMs: 3_000 } }
    const { clock, emulator, client, remove, status, shows } = setup(options)
    const listed = async () => (await client.describeVpnConnections({ VpnGatewayId: 'vpn-1' })).TotalCount
    await remove('vco-1')
    await clock.advance(5_000)
    expect([await status(), await shows('vco-1'), await listed(), emulator.has('vco-1')]).toEqual(['active', true, 2, false])
    await expect(remove('vco-1')).rejects.toMatchObject({ kind: 'gone' })
    await clock.advance(3_000)
    expect([await shows('vco-1'), await listed()]).toEqual([false, 1])
  })

  test('a poller that counts on the assumptions is misled: it reports a failure that is none', async () => {
    // For longer than a poller makes sure of a failure.
    const beyondAssumptions = { absentAfterMs: 120_000 }
    const { clock, client, emulator } = createScenario({ progression: { timeMs: 20_000 }, beyondAssumptions })
    const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { clock })
    await expect(deletion.result()).rejects.toMatchObject({ name: 'DeletionError', code: 'DeletionFailed' })
    expect(emulator.has('vco-1')).toBe(false)
  })

  test.each([
    [{ flappingReads: 1.1 }, 'beyondAssumptions.flappingReads'],
    [{ flappingStatus: 'often' }, 'beyondAssumptions.flappingStatus'],
    [{ absentAfterMs: -1 }, 'beyondAssumptions.absentAfterMs'],
    [{ late: 1 }, 'beyondAssumptions'],
  ])('%j is refused', (beyondAssumptions, option) => {
    expect(() => createEmulator({ beyondAssumptions: beyondAssumptions as never })).toThrow(optionError(option))
  })
})

describe('what is there', () => {
  test('is the emulator’s own: values that were given or shown can be changed without harm', async () => {
    const fields = { Tags: { Tag: [{ Key: 'a', Value: 'b' }] } }
    const { emulator, client } = setup({ gateways: [{ id: 'vpn-1', fields }] })
    const other = setup()
    fields.Tags.Tag.pop()
    const shown = [...emulator.resources(), ...other.emulator.resources()]
    for (const each of shown) (each.fields.Tags as typeof fields.Tags).Tag.push({ Key: 'planted', Value: '' })
    for (const kept of emulator.snapshot().items) (kept.fields as Record<string, unknown>).Name = 'planted'
    const asked = [client, other.client].map((each) => each.describeVpnGateway({ VpnGatewayId: 'vpn-1' }))
    const answers = await Promise.all(asked)
    expect(JSON.stringify(answers)).not.toContain('planted')
    expect(answers[0]).toMatchObject({ Tags: { Tag: [{ Key: 'a' }] } })
  })

  test('can be settled by the id of what is worked on, too', async () => {
    const { emulator, remove } = setup({ progression: 'manual' })
    await remove('vco-1')
    emulator.settle('vco-1')
    expect(emulator.has('vco-1')).toBe(false)
  })

  test('is bounded', () => {
    expect(() => createEmulator({ gateways: [{ connections: 60_000 }, { connections: 60_000 }] })).toThrow('100000 resources in all')
  })

  test('can be seeded anew, and a reset leads back there', async () => {
    const { emulator, remove, shows } = setup({ progression: 'immediate' })
    emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
    emulator.seed({ gateways: [{ connections: ['vco-9'] }] })
    expect(emulator.faults).toEqual([])
    expect(await shows('vco-1')).toBe(false)
    await remove('vco-9')
    emulator.reset()
    expect(await shows('vco-9')).toBe(true)
  })

  const item = { resource: 'VpnGateway', id: 'vpn-9', regionId: 'cn-hangzhou', fields: {} }
  const child = (id: string) => ({ ...item, resource: 'VpnConnection', id, parentId: 'vpn-9' })
  const task = (id: string) => ({ id, showsAfterMs: 0, fails: false })
  test.each<[string, object]>([
    ['another version', { version: 2 }],
    ['no lists', { items: undefined, tasks: undefined }],
    ['an unknown resource', { items: [{ ...item, resource: 'Vpn' }] }],
    ['an id of another kind', { items: [{ ...item, id: 'vco-9' }] }],
    ['an item without fields', { items: [{ ...item, fields: null }] }],
    ['an item without its parent', { items: [{ ...child('vco-9'), parentId: 'vpn-8' }] }],
    ['an item twice', { items: [item, item] }],
    ['a task on nothing', { items: [item], tasks: [task('vco-9')] }],
    ['two tasks of one owner', { items: [item, child('vco-1'), child('vco-2')], tasks: [task('vco-1'), task('vco-2')] }],
    ['a task on a resource that no operation deletes', { items: [item], tasks: [task('vpn-9')] }],
    ['a parent of the wrong kind', { items: [item, child('vco-1'), { ...child('vco-2'), parentId: 'vco-1' }] }],
    ['a task without a time', { items: [item], tasks: [{ id: 'vpn-9', fails: false }] }],
  ])('is kept where a snapshot has %s, and that is refused', (_, change) => {
    const { emulator } = setup()
    const before = emulator.snapshot()
    const snapshot = { version: 1, items: [], tasks: [], ...change }
    expect(() => emulator.restore(snapshot as never)).toThrow(optionError())
    expect(() => emulator.seed({ gateways: [{ connections: 1, servers: 1 }] })).toThrow(optionError())
    expect(emulator.snapshot()).toEqual(before)
  })
})
