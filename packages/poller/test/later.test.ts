import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { expect, test } from 'vitest'
import { teardown } from '../src/index.ts'

// The only test of its file: what is loaded later is loaded once.
test('a virtual clock stands still while what a teardown runs on is loaded', async () => {
  const clock = createVirtualClock()
  const { fetch } = createEmulator({ clock })
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch, clock })
  const startedAt = clock.now()
  const somebodyElse = clock.sleep(1_000)
  await teardown(client, [], { clock }).report()
  expect(clock.now()).toBe(startedAt)
  await somebodyElse
})
