import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createEmulator, type FaultKind } from '@vpn-gateway/emulator'
import { handlers } from '@vpn-gateway/msw'
import { setupWorker } from 'msw/browser'
import { StrictMode } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Locator } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { client } from '../src/react/clients.ts'
import { Connections } from '../src/react/connections.tsx'
import { DeleteConnection } from '../src/react/delete-connection.tsx'

const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], progression: 'manual' })
const worker = setupWorker(...handlers(emulator, { baseUrl: '/api/vpn-gateway' }))
beforeAll(() => worker.start({ quiet: true }))
afterAll(() => worker.stop())
beforeEach(() => sessionStorage.clear())
afterEach(() => {
  emulator.reset()
  vi.useRealTimers()
})

/** Puts time into the hands of the test; it goes on by itself too. */
const ownTime = () => vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })

/** Lets time go by until an element is shown, a second in each moment, as requests take their real time. */
const laterShown = (element: Locator) =>
  expect.poll(() => vi.advanceTimersByTimeAsync(1_000).then(() => element.elements().length)).toBeGreaterThan(0)

async function open() {
  const queryClient = new QueryClient()
  const page = await render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Connections gatewayId="vpn-1" />
        <DeleteConnection id="vco-1" />
      </QueryClientProvider>
    </StrictMode>,
  )
  return { ...page, queryClient, button: page.getByRole('button'), status: page.getByRole('status'), alert: page.getByRole('alert') }
}

/** A visit of the page, from when the list is there. */
async function visit() {
  const page = await open()
  await expect.element(page.getByRole('listitem').last()).toHaveTextContent('vco-2')
  const list = () =>
    page
      .getByRole('listitem')
      .elements()
      .map(({ textContent }) => textContent)
  return { ...page, list }
}

test.each<[FaultKind<'DescribeVpnConnections'>, string]>([
  [{ kind: 'error', code: 'Forbidden' }, 'User not authorized to operate on the specified resource.'],
  [{ kind: 'reset', work: 'not-done' }, 'The connections cannot be read.'],
  [{ kind: 'empty' }, 'The connections cannot be read.'],
])('a list that cannot be read says so, and is not shown as empty: %o', async (fault, words) => {
  ownTime()
  emulator.inject('DescribeVpnConnections', fault, { times: 1_000 })
  const { alert, getByRole } = await open()
  await laterShown(alert)
  await expect.element(alert).toHaveTextContent(words)
  expect(getByRole('list').elements()).toEqual([])
})

test('a deletion shows how it goes, and takes the connection off the list', async () => {
  const { button, status, list } = await visit()
  expect(list()).toEqual(['vco-1', 'vco-2'])
  await button.click()
  await expect.element(status).toHaveTextContent('Being deleted, gateway updating …')
  await expect.element(button).toBeDisabled()
  emulator.settle('vpn-1')
  await expect.element(status).toHaveTextContent('Deleted.')
  expect(list()).toEqual(['vco-2'])
  expect(sessionStorage).toHaveLength(0)
})

test('a refusal is explained, and can be tried again', async () => {
  emulator.failNext('DeleteVpnConnection', 'Forbidden')
  const { button, status, alert, list } = await visit()
  await button.click()
  await expect.element(alert).toHaveTextContent('You may not delete this connection.')
  expect(list()).toEqual(['vco-1', 'vco-2'])
  expect(sessionStorage).toHaveLength(0)
  await button.click()
  await expect.element(status).toHaveTextContent('Being deleted, gateway updating …')
  expect(emulator.ledger.tasks).toHaveLength(1)
})

test('a deletion that the gateway gives up is explained', async () => {
  ownTime()
  emulator.inject('DeleteVpnConnection', { kind: 'task' })
  const { button, status, alert } = await visit()
  await button.click()
  await expect.element(status).toHaveTextContent('Being deleted, gateway updating …')
  emulator.settle('vpn-1')
  await laterShown(alert)
  await expect.element(alert).toHaveTextContent('The gateway gave up, and the connection is still there.')
  expect(sessionStorage).toHaveLength(0)
})

test('a deletion that cannot be seen for now is kept, and gone on with', async () => {
  ownTime()
  const { button, status, alert } = await visit()
  await button.click()
  await expect.element(status).toHaveTextContent('Being deleted, gateway updating …')
  emulator.inject('DescribeVpnGateway', { kind: 'error', code: 'Forbidden' }, { times: 1_000 })
  await laterShown(alert)
  await expect.element(alert).toHaveTextContent('Whether it is gone is not known yet. Press again to go on waiting.')
  expect(sessionStorage).toHaveLength(1)
  emulator.clearFaults()
  emulator.settle('vpn-1')
  await button.click()
  await expect.element(status).toHaveTextContent('Deleted.')
  expect(sessionStorage).toHaveLength(0)
  expect(emulator.ledger.of('DeleteVpnConnection')).toHaveLength(1)
})

test('what somebody else has deleted is gone already', async () => {
  const { button, status } = await visit()
  await client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
  emulator.settle('vpn-1')
  await button.click()
  await expect.element(status).toHaveTextContent('It was already gone.')
})

test('who leaves stops watching, and who comes back sees the same deletion go on', async () => {
  const first = await visit()
  await first.button.click()
  await expect.element(first.status).toHaveTextContent('Being deleted, gateway updating …')
  await first.unmount()
  const [mutation] = first.queryClient.getMutationCache().getAll()
  await expect.poll(() => mutation?.state.error?.name).toBe('AbortError')
  const second = await visit()
  await expect.element(second.status).toHaveTextContent('Being deleted …')
  emulator.settle('vpn-1')
  await expect.element(second.status).toHaveTextContent('Deleted.')
  expect(emulator.ledger.of('DeleteVpnConnection')).toHaveLength(1)
})
