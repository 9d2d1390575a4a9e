import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { beginDelete, retry, teardown } from '@vpn-gateway/poller'
import { expect, test } from 'vitest'
import { credentials, regionId } from './setup.ts'

function setup(keys: readonly (typeof credentials)[] = []) {
  const clock = createVirtualClock()
  const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2', 'vco-3'] }]
  const emulator = createEmulator({ gateways, progression: { timeMs: 20_000 }, credentials: keys, clock })
  const signed = keys[0] && { credentials: keys[0] }
  return { clock, emulator, client: createVpnGatewayClient({ regionId, fetch: emulator.fetch, clock, retry: retry(), ...signed }) }
}

test.each([[[]], [[credentials]]])('a deletion takes the time that it would take (keys: %j)', async (keys) => {
  const { clock, emulator, client } = setup(keys)
  const from = clock.now()
  emulator.inject('DescribeVpnGateway', { kind: 'html' })
  await (await beginDelete(client, { VpnConnectionId: 'vco-1' }, { clock })).result()
  expect(clock.now() - from).toBeGreaterThanOrEqual(20_000)
  expect(clock.now() - from).toBeLessThan(60_000)
})

test('a teardown takes the time that it would take', async () => {
  const { clock, client } = setup()
  const from = clock.now()
  const outcomes = await teardown(client, ['vpn-1'], { clock }).report()
  expect(outcomes.map(({ outcome }) => outcome)).not.toContain('failed')
  expect(clock.now() - from).toBeGreaterThanOrEqual(60_000)
  expect(clock.now() - from).toBeLessThan(120_000)
})

test('an answer that never comes is given up', async () => {
  const { emulator, client } = setup()
  emulator.inject('DescribeRegions', { kind: 'timeout' }, { times: 10 })
  await expect(client.describeRegions()).rejects.toMatchObject({ name: 'TimeoutError' })
})
