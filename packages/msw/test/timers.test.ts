import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { handlers } from '../src/index.ts'

const server = setupServer()
beforeAll(() => server.listen())
afterAll(() => server.close())
afterEach(() => server.resetHandlers())

test('with the fake timers of vitest calls are answered, and a deletion takes the time that a test lets pass', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: { timeMs: 20_000 } })
  server.use(...handlers(emulator))
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou' })
  await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
  const status = async () => (await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).Status
  expect(await status()).toBe('updating')
  await vi.advanceTimersByTimeAsync(19_000)
  expect(await status()).toBe('updating')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await status()).toBe('active')
  expect(emulator.has('vco-1')).toBe(false)
})

describe.concurrent('tests that run at once, each with an emulator of its own', () => {
  test.each([1, 2, 3, 4])('share nothing (%i)', async (number) => {
    const baseUrl = `https://proxy-${number}.example`
    const emulator = createEmulator({ gateways: [{ id: `vpn-${number}`, connections: ['vco-1'] }], progression: 'immediate' })
    await server.boundary(async () => {
      server.use(...handlers(emulator, { baseUrl }))
      const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', endpoint: baseUrl })
      expect((await client.describeVpnConnection({ VpnConnectionId: 'vco-1' })).VpnGatewayId).toBe(`vpn-${number}`)
      await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
      expect(emulator.has('vco-1')).toBe(false)
    })()
  })
})
