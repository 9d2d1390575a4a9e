// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react'
import { createEmulator } from '@vpn-gateway/emulator'
import { handlers } from '@vpn-gateway/msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { GatewayPanel } from './gateway-panel.tsx'

const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'manual' })
const server = setupServer(...handlers(emulator, { baseUrl: '/api/vpn-gateway' }))
// A machine that is busy with other consumers takes longer than a second.
configure({ asyncUtilTimeout: 4_000 })
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(cleanup)
afterAll(() => server.close())

function show(VpnConnectionId: string) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <GatewayPanel VpnGatewayId="vpn-1" VpnConnectionId={VpnConnectionId} />
    </QueryClientProvider>,
  )
}

test('shows the status of a gateway, and deletes by a mutation', async () => {
  show('vco-1')
  await screen.findByText('active')
  fireEvent.click(screen.getByRole('button'))
  await screen.findByText('updating')
  expect(emulator.ledger.tasks.map(({ id }) => id)).toEqual(['vco-1'])
  emulator.settle('vpn-1')
  expect(emulator.has('vco-1')).toBe(false)
})

test('shows the code of a refusal', async () => {
  show('vco-9')
  fireEvent.click(screen.getByRole('button'))
  expect((await screen.findByRole('alert')).textContent).toBe('InvalidVpnConnectionInstanceId.NotFound')
})
