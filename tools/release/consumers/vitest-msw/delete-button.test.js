// @vitest-environment happy-dom
import { createEmulator, createVirtualClock } from '@vpn-gateway/emulator'
import { handlers, mock } from '@vpn-gateway/msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteButton } from './delete-button.js'

const clock = createVirtualClock()
const emulator = createEmulator({ gateways: [{ connections: ['vco-1', 'vco-2'] }], clock })
const server = setupServer(...handlers(emulator))
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())

test('says that it is gone', async () => {
  const button = deleteButton('vco-1', clock)
  button.click()
  await button.ended
  expect(button.textContent).toBe('gone')
  expect(emulator.has('vco-1')).toBe(false)
})

test('says why it was not deleted', async () => {
  server.use(mock('DeleteVpnConnection', ({ fail }) => fail('Forbidden')))
  const button = deleteButton('vco-2', clock)
  button.click()
  await button.ended
  expect(button.textContent).toBe('not deleted: Forbidden')
  expect(emulator.has('vco-2')).toBe(true)
})
