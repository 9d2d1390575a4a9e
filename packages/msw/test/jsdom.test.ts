// @vitest-environment jsdom
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'
import { beginDelete, teardown } from '@vpn-gateway/poller'
import { expect, test } from 'vitest'
import { behavesAsTheService } from './shared.ts'

behavesAsTheService()

// A page that is tested in jsdom has that window's AbortController, and the runtime's Request beside it.
test('signals of its window end what they are given to', async () => {
  expect(navigator.userAgent).toContain('jsdom')
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2', 'vco-3'] }], progression: 'immediate' })
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch })
  const { signal } = new AbortController()
  const pace = { backoff: { minMs: 1, maxMs: 5 } }
  expect(await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' }, { signal })).toMatchObject({ Status: 'active' })
  const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { ...pace, signal })
  await deletion.poll({ signal })
  expect(await deletion.result({ signal })).toMatchObject({ phase: 'gone' })
  expect(await teardown(client, ['vco-2'], { ...pace, signal }).report()).toEqual([{ id: 'vco-2', outcome: 'gone' }])
  const enough = new AbortController()
  const run = teardown(client, ['vco-3'], { ...pace, signal: enough.signal })
  enough.abort(new Error('enough'))
  await expect(client.describeVpnGateway({ VpnGatewayId: 'vpn-1' }, { signal: enough.signal })).rejects.toThrow('enough')
  expect(await run.report()).toMatchObject([{ outcome: 'unknown', error: { message: 'enough' } }])
  expect(emulator.has('vco-3')).toBe(true)
})
