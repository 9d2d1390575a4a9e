import type { CallOptions } from '@vpn-gateway/core'
import { describe, expect, test } from 'vitest'
import { beginDelete, type DeletionProgress, type DeletionState, teardownTargetOf } from '../src/index.ts'
import { begun, setup, target } from './setup.ts'

const gateway = { id: 'vpn-1', connections: ['vco-1', 'vco-2'] }

async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const event of events) list.push(event)
  return list
}

describe('a deletion', () => {
  test('goes through its phases, and ends when the resource is gone and the gateway free', async () => {
    const { clock, emulator, deletion } = await begun({ gateways: [gateway] })
    expect(deletion.phase).toBe('accepted')
    const progress = await all(deletion)
    expect(progress.map(({ phase }) => phase)).toEqual(['found', 'sent', 'accepted', 'updating', 'gone'])
    expect(progress.find(({ phase }) => phase === 'updating')).toMatchObject({ id: 'vco-1', gatewayId: 'vpn-1', gatewayStatus: 'updating' })
    expect(await deletion.result()).toMatchObject({ phase: 'gone', gatewayStatus: 'active' })
    expect(emulator.has('vco-1')).toBe(false)
    expect(clock.sleepers).toBe(0)
  })

  test('of an IPsec server goes the same way', async () => {
    const { emulator, client, inTime } = setup({ gateways: [{ servers: ['iss-1'] }] })
    await (await beginDelete(client, { IpsecServerId: 'iss-1' }, inTime())).result()
    expect(emulator.has('iss-1')).toBe(false)
  })

  test('is not called gone by the "active" that still stands right after the answer', async () => {
    const { emulator, deletion } = await begun({ gateways: [gateway], updatingAfterMs: 15_000 })
    const { atMs } = await deletion.result()
    expect(emulator.has('vco-1')).toBe(false)
    expect(atMs - Date.UTC(2026, 0, 1)).toBeGreaterThanOrEqual(20_000)
  })

  test('that is over before it is polled shows no work, and is confirmed by a second poll', async () => {
    const { of, deletion } = await begun({ gateways: [gateway], progression: 'immediate' })
    expect((await all(deletion)).map(({ phase }) => phase)).toEqual(['found', 'sent', 'accepted', 'idle', 'gone'])
    // The status, the absence, and the status again, twice.
    expect(of('DescribeVpnGateway')).toHaveLength(4)
  })

  test.each([{}, { AttachType: 'CEN', VpnGatewayId: 'vpn-odd' }])('without a gateway ends when it is absent (%j)', async (fields) => {
    const { emulator, of, deletion } = await begun({ connections: [{ id: 'vco-1', fields }] })
    expect((await all(deletion)).map(({ phase }) => phase)).toEqual(['found', 'sent', 'accepted', 'gone'])
    expect(emulator.has('vco-1')).toBe(false)
    expect(of('DescribeVpnGateway')).toEqual([])
  })

  test('waits for a gateway that works on something else, with one token', async () => {
    const { emulator, client, of, begin } = setup({ gateways: [gateway] })
    await client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
    await (await begin()).result()
    expect(emulator.has('vco-1')).toBe(false)
    const attempts = of('DeleteVpnConnection').slice(1)
    expect(attempts.length).toBeGreaterThan(1)
    expect(new Set(attempts.map(({ token }) => token)).size).toBe(1)
  })

  test('survives faults of the reads that watch it', async () => {
    const { emulator, deletion } = await begun({ gateways: [gateway] })
    emulator.failNext('DescribeVpnGateway', 'ServiceUnavailable', { times: 12 })
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })
})

describe('saving', () => {
  test('comes before sending, and after each phase', async () => {
    const { clock, client, of } = setup({ gateways: [gateway] })
    const saved: { state: DeletionState; sent: number }[] = []
    const startedAt = clock.now()
    const deletion = await beginDelete(client, target, {
      clock,
      save: (state) => void saved.push({ state, sent: of('DeleteVpnConnection').length }),
    })
    await deletion.result()
    expect(saved.map(({ state, sent }) => [state.phase, sent])).toEqual([
      ['sent', 0],
      ['accepted', 1],
      ['updating', 1],
      ['gone', 1],
    ])
    expect(saved[0]!.state).toEqual({
      version: 2,
      resource: 'VpnConnection',
      id: 'vco-1',
      parentId: 'vpn-1',
      regionId: 'cn-hangzhou',
      endpoint: 'https://vpc.cn-hangzhou.aliyuncs.com',
      clientToken: of('DeleteVpnConnection')[0]!.token,
      phase: 'sent',
      atMs: startedAt,
      afterMs: 0,
      ageMs: 0,
    })
  })

  test('that fails sends nothing', async () => {
    const { of, begin } = setup({ gateways: [gateway] })
    const save = async () => Promise.reject(new Error('disk full'))
    await expect(begin({ save })).rejects.toThrow('disk full')
    expect(of('DeleteVpnConnection')).toEqual([])
  })

  test('that fails later is told to who waits; the deletion goes on and can be waited for again', async () => {
    const { clock, begin } = setup({ gateways: [gateway], progression: { timeMs: 120_000 } })
    let diskIsFull = true
    const saved: string[] = []
    const save = async ({ phase }: DeletionState) => {
      if (diskIsFull && phase === 'updating') throw new Error('disk full')
      saved.push(phase)
    }
    const deletion = await begin({ save })
    const waits = [deletion.result(), deletion.result(), all(deletion)]
    for (const wait of waits) await expect(wait).rejects.toThrow('disk full')
    expect(deletion.phase).toBe('accepted')
    diskIsFull = false
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
    expect(saved.slice(-2)).toEqual(['updating', 'gone'])
    expect(clock.sleepers).toBe(0)
  })

  test('the deletion is the same data', async () => {
    const { begin } = setup({ gateways: [gateway] })
    const states: DeletionState[] = []
    expect(JSON.parse(JSON.stringify(await begin({ save: (state) => void states.push(state) })))).toEqual(states.at(-1))
  })
})

describe('waiting', () => {
  test('one caller’s abort ends only that caller’s wait', async () => {
    const { clock, deletion } = await begun({ gateways: [gateway] })
    const aborted = new AbortController()
    const one = deletion.result({ signal: aborted.signal })
    const other = deletion.result()
    aborted.abort(new Error('enough'))
    await expect(one).rejects.toThrow('enough')
    expect(await other).toMatchObject({ phase: 'gone' })
    expect(clock.sleepers).toBe(0)
  })

  test('too long is an error that can be waited past', async () => {
    const { clock, deletion } = await begun({ gateways: [gateway] })
    const startedAt = clock.now()
    await expect(deletion.result({ timeoutMs: 5_000 })).rejects.toMatchObject({
      name: 'DeletionError',
      code: 'NotGoneInTime',
      kind: 'transient',
    })
    expect(clock.now() - startedAt).toBeLessThan(6_000)
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('an operation object is no thenable', async () => {
    const { deletion } = await begun({ gateways: [gateway] })
    expect('then' in deletion).toBe(false)
    expect(deletion.phase).toBe('accepted')
  })

  test('polling by hand tells the delay to the next look, and 0 at the end', async () => {
    const { clock, deletion } = await begun({ gateways: [gateway] })
    let looks = 0
    for (let delayMs = await deletion.poll(); delayMs > 0; delayMs = await deletion.poll()) {
      looks += 1
      await clock.sleep(delayMs)
    }
    expect(deletion.phase).toBe('gone')
    expect(looks).toBeGreaterThan(1)
  })

  test('a reader stays however long it takes', async () => {
    const { deletion } = await begun({ gateways: [gateway], progression: { timeMs: 3 * 3_600_000 } })
    expect((await all(deletion)).at(-1)?.phase).toBe('gone')
  })

  test('a look that never ends does not hold who waits past the time, and is given up with the last of them', async () => {
    const { clock, client, inTime } = setup({ gateways: [gateway] })
    const signals: AbortSignal[] = []
    const mute = {
      ...client,
      describeVpnGateway: (_: unknown, options?: CallOptions) => {
        const signal = options?.signal ?? new AbortController().signal
        signals.push(signal)
        return new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      },
    }
    const deletion = await beginDelete(mute, target, inTime())
    const long = deletion.result({ timeoutMs: 9_000 })
    await expect(deletion.result({ timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'NotGoneInTime' })
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    await expect(long).rejects.toMatchObject({ code: 'NotGoneInTime' })
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    expect(deletion.phase).toBe('accepted')
    expect(clock.sleepers).toBe(0)
  })

  test.each([Number.NaN, -1, '5'])('a time of %j is refused', async (timeoutMs) => {
    const { deletion } = await begun({ gateways: [gateway] })
    await expect(deletion.result({ timeoutMs: timeoutMs as number })).rejects.toMatchObject({ name: 'OptionError', option: 'timeoutMs' })
  })

  test.each([{ minMs: 0, maxMs: 0 }, { minMs: Number.NaN, maxMs: 5 }, null])('a backoff of %j is refused', async (backoff) => {
    const { client, of } = setup({ gateways: [gateway] })
    await expect(beginDelete(client, target, { backoff: backoff as never })).rejects.toMatchObject({
      name: 'OptionError',
      option: 'backoff',
    })
    expect(of('DeleteVpnConnection')).toEqual([])
  })

  test('a reader who leaves leaves no timer behind', async () => {
    const { clock, deletion } = await begun({ gateways: [gateway] })
    for await (const { phase } of deletion) if (phase === 'accepted') break
    await clock.advance(0)
    expect(clock.sleepers).toBe(0)
  })
})

describe('ends that are not the good one', () => {
  async function failureOf(promise: Promise<unknown>) {
    return promise.then(
      () => expect.fail('it resolved'),
      (error) => error,
    )
  }

  test('nothing to delete', async () => {
    const { client, of, inTime } = setup({ gateways: [gateway] })
    for (const absent of [{ VpnConnectionId: 'vco-none' }, { IpsecServerId: 'iss-none' }]) {
      const error = await failureOf(beginDelete(client, absent, inTime()))
      expect(error).toMatchObject({ name: 'DeletionError', code: 'ResourceAbsent', kind: 'gone' })
    }
    expect(of('DeleteVpnConnection')).toEqual([])
  })

  test('a connection in the state "deleted" is as good as absent', async () => {
    const { begin } = setup({ gateways: [{ connections: [{ id: 'vco-1', fields: { State: 'deleted' } }] }] })
    expect(await failureOf(begin())).toMatchObject({ code: 'ResourceAbsent' })
  })

  test('a gateway that is locked', async () => {
    const { begin } = setup({ gateways: [{ ...gateway, fields: { BusinessStatus: 'FinancialLocked' } }] })
    expect(await failureOf(begin())).toMatchObject({
      name: 'ServiceError',
      kind: 'stop',
      attempts: 1,
    })
  })

  test('reads that are refused all the time end the wait after two minutes, name the operation, and leave the deletion as it is', async () => {
    const { clock, emulator, deletion } = await begun({ gateways: [gateway] })
    emulator.failNext('DescribeVpnGateway', 'Forbidden', { times: 1_000 })
    const startedAt = clock.now()
    const error = await failureOf(deletion.result())
    expect(error).toMatchObject({ name: 'DeletionError', code: 'CannotObserve', isFinal: false, cause: { code: 'Forbidden' } })
    expect(error.message).toContain('DescribeVpnGateway')
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(120_000)
    expect(clock.now() - startedAt).toBeLessThan(150_000)
    expect(deletion.phase).toBe('accepted')
    emulator.clearFaults()
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('a gateway that is absent while the resource is there proves nothing', async () => {
    const { emulator, deletion } = await begun({ gateways: [gateway], progression: 'manual' })
    emulator.failNext('DescribeVpnGateway', 'InvalidVpnGatewayInstanceId.NotFound', { times: 1_000 })
    expect(await failureOf(deletion.result())).toMatchObject({ code: 'ParentAbsent', isFinal: false })
    emulator.clearFaults()
    emulator.settle('vpn-1')
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('a status that is none of the spec is neither busy nor free', async () => {
    const { emulator, client, inTime } = setup({ gateways: [gateway], updatingAfterMs: 15_000 })
    let unexpected = 1
    const client2 = {
      ...client,
      describeVpnGateway: async (parameters: { VpnGatewayId: string }) => {
        const answer = await client.describeVpnGateway(parameters)
        return unexpected-- > 0 ? { ...answer, Status: undefined } : answer
      },
    }
    await (await beginDelete(client2, target, inTime())).result()
    expect(emulator.has('vco-1')).toBe(false)
  })

  test('work that does not show ends the wait, not the deletion', async () => {
    const { clock, emulator, deletion } = await begun({ gateways: [gateway], progression: 'manual', updatingAfterMs: 10 ** 9 })
    expect(await failureOf(deletion.result())).toMatchObject({ code: 'NotBegunInTime', isFinal: false })
    expect(clock.now() - Date.UTC(2026, 0, 1)).toBeGreaterThan(120_000)
    expect(deletion.phase).toBe('accepted')
    emulator.settle('vpn-1')
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('the phase "failed" is the last that a reader sees', async () => {
    const { emulator, begin } = setup({ gateways: [gateway] })
    emulator.inject('DeleteVpnConnection', { kind: 'task' })
    const deletion = await begin()
    const progress: DeletionProgress[] = await all(deletion)
    expect(progress.map(({ phase }) => phase)).toEqual(['found', 'sent', 'accepted', 'updating', 'idle', 'failed'])
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
    const { client, calls } = setup({})
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
