import type { CallOptions } from '@vpn-gateway/core'
import { describe, expect, test } from 'vitest'
import { beginDelete, type DeletionState, teardownTargetOf } from '../src/index.ts'
import { all, begun, optionError, sampleState, setup } from './setup.ts'
import { caught, change, nth, unexpected } from './unexpected.ts'

const two = { children: { 'vpn-1': ['vco-1', 'vco-2'] } }
const phasesOf = async (deletion: AsyncIterable<{ phase: string }>) => (await all(deletion)).map(({ phase }) => phase)

describe('a deletion', () => {
  test('goes through its phases, and ends when the resource is gone and the gateway free', async () => {
    const { clock, emulator, deletion } = await begun(two)
    expect(deletion.phase).toBe('accepted')
    const progress = await all(deletion)
    expect(progress.map(({ phase }) => phase)).toEqual(['found', 'sent', 'accepted', 'updating', 'gone'])
    expect(progress.find(({ phase }) => phase === 'updating')).toMatchObject({ id: 'vco-1', gatewayId: 'vpn-1', gatewayStatus: 'updating' })
    expect(await deletion.result()).toMatchObject({ phase: 'gone', gatewayStatus: 'active' })
    expect(emulator.has('vco-1')).toBe(false)
    expect(clock.sleepers).toBe(0)
  })

  test('of an IPsec server goes the same way', async () => {
    const { emulator, client, inTime } = setup({ children: { 'vpn-1': ['iss-1'] } })
    await (await beginDelete(client, { IpsecServerId: 'iss-1' }, inTime())).result()
    expect(emulator.has('iss-1')).toBe(false)
  })

  test('is not called gone by the "active" that still stands right after the answer', async () => {
    const { emulator, deletion } = await begun({ ...two, updatingAfterMs: 15_000 })
    const { atMs } = await deletion.result()
    expect(emulator.has('vco-1')).toBe(false)
    expect(atMs - Date.UTC(2026, 0, 1)).toBeGreaterThanOrEqual(20_000)
  })

  test('that is over before it is polled shows no work, and is confirmed by a second poll', async () => {
    const { of, deletion } = await begun({ ...two, progression: 'immediate' })
    expect(await phasesOf(deletion)).toEqual(['found', 'sent', 'accepted', 'idle', 'gone'])
    // The status, the absence, and the status again, twice.
    expect(of('DescribeVpnGateway')).toHaveLength(4)
  })

  test.each([{}, { AttachType: 'CEN', VpnGatewayId: 'vpn-odd' }])('without a gateway ends when it is absent (%j)', async (fields) => {
    const { emulator, of, deletion } = await begun({ connections: [{ id: 'vco-1', fields }] })
    expect(await phasesOf(deletion)).toEqual(['found', 'sent', 'accepted', 'gone'])
    expect(emulator.has('vco-1')).toBe(false)
    expect(of('DescribeVpnGateway')).toEqual([])
  })

  test('waits for a gateway that works on something else, with one token', async () => {
    const { emulator, client, of, begin } = setup(two)
    await client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
    await (await begin()).result()
    expect(emulator.has('vco-1')).toBe(false)
    const attempts = of('DeleteVpnConnection').slice(1)
    expect(attempts.length).toBeGreaterThan(1)
    expect(new Set(attempts.map(({ token }) => token)).size).toBe(1)
  })

  test('survives faults of the reads that watch it', async () => {
    const { emulator, deletion } = await begun(two)
    emulator.failNext('DescribeVpnGateway', 'ServiceUnavailable', { times: 12 })
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })
})

describe('saving', () => {
  test('comes before sending, and after each phase', async () => {
    const { clock, of, begin } = setup(two)
    const saved: { state: DeletionState; sent: number }[] = []
    const startedAt = clock.now()
    const save = (state: DeletionState) => void saved.push({ state, sent: of('DeleteVpnConnection').length })
    await (await begin({ save })).result()
    expect(saved.map(({ state, sent }) => `${state.phase} ${sent}`)).toEqual(['sent 0', 'accepted 1', 'updating 1', 'gone 1'])
    expect(saved[0]!.state).toEqual({
      ...sampleState({ phase: 'sent', atMs: startedAt, ageMs: 0, clientToken: of('DeleteVpnConnection')[0]!.token! }),
      regionId: 'cn-hangzhou',
      endpoint: 'https://vpc.cn-hangzhou.aliyuncs.com',
    })
  })

  test('that fails sends nothing', async () => {
    const { of, begin } = setup(two)
    await expect(begin({ save: async () => Promise.reject(new Error('disk full')) })).rejects.toThrow('disk full')
    expect(of('DeleteVpnConnection')).toEqual([])
  })

  test('that fails later is told to who waits; the deletion goes on and can be waited for again', async () => {
    let diskIsFull = true
    const saved: string[] = []
    const save = async ({ phase }: DeletionState) => {
      if (diskIsFull && phase === 'updating') throw new Error('disk full')
      saved.push(phase)
    }
    const { clock, deletion } = await begun({ ...two, progression: { timeMs: 120_000 } }, { save })
    const waits = [deletion.result(), deletion.result(), all(deletion)]
    for (const wait of waits) await expect(wait).rejects.toThrow('disk full')
    expect(deletion.phase).toBe('accepted')
    diskIsFull = false
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
    expect(saved.slice(-2)).toEqual(['updating', 'gone'])
    expect(clock.sleepers).toBe(0)
  })

  test('the deletion is the same data', async () => {
    const states: DeletionState[] = []
    const { deletion } = await begun(two, { save: (state) => void states.push(state) })
    expect(JSON.parse(JSON.stringify(deletion))).toEqual(states.at(-1))
  })
})

describe('waiting', () => {
  test('one caller’s abort ends only that caller’s wait', async () => {
    const { clock, deletion } = await begun(two)
    const aborted = new AbortController()
    const one = deletion.result({ signal: aborted.signal })
    const other = deletion.result()
    aborted.abort(new Error('enough'))
    await expect(one).rejects.toThrow('enough')
    expect(await other).toMatchObject({ phase: 'gone' })
    expect(clock.sleepers).toBe(0)
  })

  test('too long is an error that can be waited past', async () => {
    const { clock, deletion } = await begun(two)
    const startedAt = clock.now()
    const late = { name: 'DeletionError', code: 'NotGoneInTime', kind: 'transient' }
    await expect(deletion.result({ timeoutMs: 5_000 })).rejects.toMatchObject(late)
    expect(clock.now() - startedAt).toBeLessThan(6_000)
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('an operation object is no thenable', async () => {
    const { deletion } = await begun(two)
    expect('then' in deletion).toBe(false)
    expect(deletion.phase).toBe('accepted')
  })

  test('polling by hand tells the delay to the next look, and 0 at the end', async () => {
    const { clock, deletion } = await begun(two)
    let looks = 0
    for (let delayMs = await deletion.poll(); delayMs > 0; delayMs = await deletion.poll()) {
      looks += 1
      await clock.sleep(delayMs)
    }
    expect(deletion.phase).toBe('gone')
    expect(looks).toBeGreaterThan(1)
  })

  test('a reader stays however long it takes', async () => {
    const { deletion } = await begun({ ...two, progression: { timeMs: 3 * 3_600_000 } })
    expect((await all(deletion)).at(-1)?.phase).toBe('gone')
  })

  test('a look that never ends does not hold who waits past the time, and is given up with the last of them', async () => {
    const { clock, client, begin } = setup(two)
    const signals: AbortSignal[] = []
    const describeVpnGateway = (_: unknown, options?: CallOptions) => {
      const signal = options?.signal ?? new AbortController().signal
      signals.push(signal)
      return new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    const deletion = await begin({}, { ...client, describeVpnGateway })
    const long = deletion.result({ timeoutMs: 9_000 })
    await expect(deletion.result({ timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'NotGoneInTime' })
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    await expect(long).rejects.toMatchObject({ code: 'NotGoneInTime' })
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    expect(deletion.phase).toBe('accepted')
    expect(clock.sleepers).toBe(0)
  })

  test.each([Number.NaN, -1, '5'])('a time of %j is refused', async (timeoutMs) => {
    const { deletion } = await begun(two)
    await expect(deletion.result({ timeoutMs: timeoutMs as number })).rejects.toMatchObject(optionError('timeoutMs'))
  })

  test.each([{ minMs: 0, maxMs: 0 }, { minMs: Number.NaN, maxMs: 5 }, null])('a backoff of %j is refused', async (backoff) => {
    const { of, begin } = setup(two)
    await expect(begin({ backoff: backoff as never })).rejects.toMatchObject(optionError('backoff'))
    expect(of('DeleteVpnConnection')).toEqual([])
  })

  test('a reader who leaves leaves no timer behind', async () => {
    const { clock, deletion } = await begun(two)
    for await (const { phase } of deletion) if (phase === 'accepted') break
    await clock.advance(0)
    expect(clock.sleepers).toBe(0)
  })
})

describe('ends that are not the good one', () => {
  test('nothing to delete', async () => {
    const { client, of, inTime } = setup(two)
    for (const absent of [{ VpnConnectionId: 'vco-none' }, { IpsecServerId: 'iss-none' }]) {
      const absence = { name: 'DeletionError', code: 'ResourceAbsent', kind: 'gone' }
      await expect(beginDelete(client, absent, inTime())).rejects.toMatchObject(absence)
    }
    expect(of('DeleteVpnConnection')).toEqual([])
  })

  test('a connection in the state "deleted" is as good as absent', async () => {
    const { begin } = setup({ gateways: [{ connections: [{ id: 'vco-1', fields: { State: 'deleted' } }] }] })
    await expect(begin()).rejects.toMatchObject({ code: 'ResourceAbsent' })
  })

  test('a gateway that is locked', async () => {
    const { begin } = setup({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'], fields: { BusinessStatus: 'FinancialLocked' } }] })
    await expect(begin()).rejects.toMatchObject({ name: 'ServiceError', kind: 'stop', attempts: 1 })
  })

  test('reads that are refused all the time end the wait after two minutes, name the operation, and leave the deletion as it is', async () => {
    const { clock, emulator, deletion } = await begun(two)
    emulator.failNext('DescribeVpnGateway', 'Forbidden', { times: 1_000 })
    const startedAt = clock.now()
    const error = await caught(deletion.result())
    expect(error).toMatchObject({ name: 'DeletionError', code: 'CannotObserve', isFinal: false, cause: { code: 'Forbidden' } })
    expect(error.message).toContain('DescribeVpnGateway')
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(120_000)
    expect(clock.now() - startedAt).toBeLessThan(150_000)
    expect(deletion.phase).toBe('accepted')
    emulator.clearFaults()
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('a gateway that is absent while the resource is there proves nothing', async () => {
    const { emulator, deletion } = await begun({ ...two, progression: 'manual' })
    emulator.failNext('DescribeVpnGateway', 'InvalidVpnGatewayInstanceId.NotFound', { times: 1_000 })
    await expect(deletion.result()).rejects.toMatchObject({ code: 'ParentAbsent', isFinal: false })
    emulator.clearFaults()
    emulator.settle('vpn-1')
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('a status that is none of the spec is neither busy nor free', async () => {
    const world = setup({ ...two, updatingAfterMs: 15_000 })
    const none = change((answer) => ({ ...answer, Status: undefined }))
    const client = unexpected(world, { describeVpnGateway: nth(0, none) })
    await (await world.begin({}, client)).result()
    expect(world.emulator.has('vco-1')).toBe(false)
  })

  test('work that does not show ends the wait, not the deletion', async () => {
    const { clock, emulator, deletion } = await begun({ ...two, progression: 'manual', updatingAfterMs: 10 ** 9 })
    await expect(deletion.result()).rejects.toMatchObject({ code: 'NotBegunInTime', isFinal: false })
    expect(clock.now() - Date.UTC(2026, 0, 1)).toBeGreaterThan(120_000)
    expect(deletion.phase).toBe('accepted')
    emulator.settle('vpn-1')
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('the phase "failed" is the last that a reader sees', async () => {
    const { emulator, begin } = setup(two)
    emulator.inject('DeleteVpnConnection', { kind: 'task' })
    const deletion = await begin()
    expect(await phasesOf(deletion)).toEqual(['found', 'sent', 'accepted', 'updating', 'idle', 'failed'])
    await expect(deletion.result()).rejects.toMatchObject({ code: 'DeletionFailed', isFinal: true })
  })
})

describe('targets', () => {
  test.each([
    [{}, 'target'],
    [{ VpnConnectionId: 'vco-1', IpsecServerId: 'iss-1' }, 'target'],
    [{ VpnGatewayId: 'vpn-1' }, 'target'],
    [{ VpnConnectionId: 'iss-1' }, 'VpnConnectionId'],
    [{ VpnConnectionId: 7 }, 'VpnConnectionId'],
  ])('%j is refused', async (wrong, parameter) => {
    const { client, calls } = setup()
    await expect(beginDelete(client, wrong as never)).rejects.toMatchObject({ name: 'ParameterError', parameter })
    expect(calls).toEqual([])
  })

  test('are known from the prefix of an id', () => {
    expect(teardownTargetOf('vco-1')).toEqual({ VpnConnectionId: 'vco-1' })
    expect(teardownTargetOf('iss-1')).toEqual({ IpsecServerId: 'iss-1' })
    expect(teardownTargetOf('vpn-1')).toEqual({ VpnGatewayId: 'vpn-1' })
    expect(() => teardownTargetOf('eip-1')).toThrow(expect.objectContaining({ name: 'ParameterError', parameter: 'id' }))
  })
})
