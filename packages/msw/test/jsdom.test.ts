// @vitest-environment jsdom
import { teardown } from '@vpn-gateway/poller'
import { expect, test } from 'vitest'
import { behavesAsTheService, createSignalScenario, isTakenEverywhere } from './shared.ts'

behavesAsTheService()

// A page that is tested in jsdom has that window's AbortController, and the runtime's Request beside it.
test('signals of its window end what they are given to', async () => {
  expect(navigator.userAgent).toContain('jsdom')
  await isTakenEverywhere(new AbortController().signal)
  const { client, emulator, pace } = createSignalScenario()
  const enough = new AbortController()
  const run = teardown(client, ['vco-3'], { ...pace, signal: enough.signal })
  enough.abort(new Error('enough'))
  await expect(client.describeVpnGateway({ VpnGatewayId: 'vpn-1' }, { signal: enough.signal })).rejects.toThrow('enough')
  expect(await run.report()).toMatchObject([{ outcome: 'unknown', error: { message: 'enough' } }])
  expect(emulator.has('vco-3')).toBe(true)
})
