import { createVpnGatewayClient } from '@vpn-gateway/client'
import { OptionError } from '@vpn-gateway/core'
import { beginDelete, teardown } from '@vpn-gateway/poller'
import { createScenario, expectGone, expectOneAtATime, expectRequest } from '@vpn-gateway/testing'
import { setupServer } from 'msw/node'
import { expect, test, vi } from 'vitest'

const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }]

test('a deletion takes the time of the service, and hardly any of the test', async () => {
  const { client, clock, emulator } = createScenario({ gateways, progression: { timeMs: 600_000 } })
  const begunAt = clock.now()
  await (await beginDelete(client, { VpnConnectionId: 'vco-1' })).result()
  expectGone(emulator, 'vco-1')
  expect(clock.now() - begunAt).toBeGreaterThan(600_000)
})

test('a teardown deletes one after another', async () => {
  const { client, emulator } = createScenario({ gateways })
  expect(await teardown(client, ['vpn-1']).report()).toContainEqual({ id: 'vpn-1', outcome: 'emptied' })
  for (const id of ['vco-1', 'vco-2']) expectGone(emulator, id)
  expectOneAtATime(emulator)
})

test('scenarios share nothing', async () => {
  const [one, other] = [createScenario({ gateways }), createScenario({ gateways })]
  await one.clock.advance(1_000)
  await (await beginDelete(one.client, { VpnConnectionId: 'vco-1' })).result()
  expect([one.emulator.has('vco-1'), other.emulator.has('vco-1')]).toEqual([false, true])
  expect(other.clock.now()).toBeLessThan(one.clock.now())
})

test('code with a client of its own is answered by the handlers, and the time moves on with it', async () => {
  const { emulator, handlers } = createScenario({ gateways, progression: { timeMs: 20 } })
  const server = setupServer(...handlers())
  server.listen()
  try {
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou' })
    await (await beginDelete(client, { VpnConnectionId: 'vco-1' }, { backoff: { minMs: 5, maxMs: 10 } })).result()
    expectGone(emulator, 'vco-1')
    expectRequest(emulator, 'DeleteVpnConnection', { VpnConnectionId: 'vco-1' }, { times: 1 })
  } finally {
    server.close()
  }
})

test('fake timers let code with a client of its own, as it is, end in no time', async () => {
  const { emulator, handlers } = createScenario({ gateways })
  const server = setupServer(...handlers())
  server.listen()
  vi.useFakeTimers()
  try {
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou' })
    const ended = beginDelete(client, { VpnConnectionId: 'vco-1' }).then((deletion) => deletion.result())
    let phase: string | undefined
    ended.then((progress) => (phase = progress.phase))
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(1_000)
      expect(phase).toBe('gone')
    })
    expectGone(emulator, 'vco-1')
  } finally {
    vi.useRealTimers()
    server.close()
  }
})

test('its client can sign, and call another region', async () => {
  const key = { accessKeyId: 'id', accessKeySecret: 'secret' }
  const { client } = createScenario({ gateways, credentials: [key], client: { regionId: 'eu-central-1', credentials: key } })
  await expect(client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).rejects.toMatchObject({ code: 'InvalidVpnGatewayInstanceId.NotFound' })
})

test('what cannot be is refused, by its name', () => {
  expect(() => createScenario({ gateways: [{ id: 'vco-1' }] })).toThrow(OptionError)
  expect(() => createScenario({ client: { regionId: 'nowhere at all' } })).toThrow(/regionId/)
})

test.each<[string, Parameters<typeof vi.useFakeTimers>[0]]>([
  ['all timers', undefined],
  ['setImmediate', { toFake: ['setImmediate'] }],
  ['performance', { toFake: ['performance'] }],
])('a test that has put others in the place of %s meanwhile is answered all the same', async (_, faked) => {
  const { client, emulator, handlers } = createScenario({ gateways })
  const [describeGateway] = handlers({ pick: ['DescribeVpnGateway'] })
  vi.useFakeTimers(faked)
  try {
    await (await beginDelete(client, { VpnConnectionId: 'vco-1' })).result()
    expectGone(emulator, 'vco-1')
    const request = new Request('https://vpc.cn-hangzhou.aliyuncs.com/?Action=DescribeVpnGateway&RegionId=cn-hangzhou&VpnGatewayId=vpn-1')
    const result = await describeGateway?.run({ request, requestId: 'r' })
    expect(result?.response?.status).toBe(200)
  } finally {
    vi.useRealTimers()
  }
})
