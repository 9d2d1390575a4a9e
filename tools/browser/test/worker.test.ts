import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, type Emulator, type EmulatorOptions } from '@vpn-gateway/emulator'
import { handlers, mock } from '@vpn-gateway/msw'
import { beginDelete, type DeletionState, resumeDelete, teardown } from '@vpn-gateway/poller'
import { HttpHandler, HttpResponse, http } from 'msw'
import { setupWorker } from 'msw/browser'
import * as msw2 from 'msw-2'
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { quickClock as clock, credentials, quickClient, quickEmulator, regionId } from './setup.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mswMajor: 2 | 3
  }
}

const worker = setupWorker()
// Version 2 of msw reads the one name, version 3 the other.
const refuseUnhandled = { onUnhandledFrame: 'error', onUnhandledRequest: 'error' } as const
beforeAll(() => worker.start({ ...refuseUnhandled, quiet: true }))
afterEach(() => worker.resetHandlers())
afterAll(() => worker.stop())

const host = `https://vpc.${regionId}.aliyuncs.com`
const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }]

/** An emulator behind the service worker. */
function behindTheWorker(options: EmulatorOptions = {}): Emulator {
  const emulator = quickEmulator({ gateways, ...options })
  worker.use(...handlers(emulator))
  return emulator
}

test('the handlers are of the major version of msw that is under test', () => {
  const [handler] = handlers(createEmulator())
  expect(handler).toBeInstanceOf(HttpHandler)
  expect(handler instanceof msw2.HttpHandler).toBe(inject('mswMajor') === 2)
})

test.each([
  ['v3', 'query'],
  ['v3', 'form'],
  ['v1', 'query'],
  ['v1', 'form'],
] as const)('signed requests arrive as they were signed (%s, %s)', async (signing, parametersIn) => {
  const emulator = createEmulator({ credentials: [credentials] })
  worker.use(...handlers(emulator))
  const called = (accessKeySecret: string) =>
    createVpnGatewayClient({ regionId, signing, parametersIn, credentials: { ...credentials, accessKeySecret } }).describeRegions()
  expect(await called('secret')).toMatchObject({ RequestId: expect.any(String) })
  await expect(called('another')).rejects.toMatchObject({ name: 'ServiceError', code: 'SignatureDoesNotMatch' })
})

test('a deletion ends when the test says so, and its state outlives the page', async () => {
  const emulator = behindTheWorker({ progression: 'manual' })
  const client = quickClient()
  const states: DeletionState[] = []
  const first = await beginDelete(client, { VpnConnectionId: 'vco-1' }, { clock, save: (state) => void states.push(state) })
  expect(first.phase).toBe('accepted')
  const deletion = await resumeDelete(client, JSON.stringify(states.at(-1)), { clock })
  const seen: unknown[] = []
  for await (const { phase, gatewayStatus } of deletion) {
    seen.push([phase, gatewayStatus])
    if (phase === 'updating') emulator.settle('vpn-1')
  }
  expect(seen).toContainEqual(['updating', 'updating'])
  expect(seen.at(-1)).toEqual(['gone', 'active'])
  expect(emulator.ledger.of('DeleteVpnConnection')).toHaveLength(1)
  expect(emulator.resources().map(({ id }) => id)).toEqual(['vpn-1', 'vco-2'])
})

test('several are torn down', async () => {
  const emulator = behindTheWorker()
  const outcomes = await teardown(quickClient(), ['vco-1', 'vco-2'], { clock }).report()
  expect(outcomes).toMatchObject([{ outcome: 'gone' }, { outcome: 'gone' }])
  expect(emulator.resources().map(({ id }) => id)).toEqual(['vpn-1'])
})

test('planted faults are retried', async () => {
  const emulator = behindTheWorker()
  const parameters = { VpnGatewayId: 'vpn-1' }
  emulator.inject('DescribeVpnGateway', { kind: 'throttle', retryAfterMs: 700 })
  emulator.inject('DescribeVpnGateway', { kind: 'reset' })
  emulator.inject('DescribeVpnGateway', { kind: 'html' })
  expect(await quickClient().describeVpnGateway(parameters)).toMatchObject({ Status: 'active' })
  expect(emulator.ledger.of('DescribeVpnGateway')).toHaveLength(4)
})

test('a connection that breaks is an error of the network, and half an answer an unreadable one', async () => {
  const emulator = behindTheWorker()
  const client = createVpnGatewayClient({ regionId })
  emulator.inject('DescribeRegions', { kind: 'reset' })
  await expect(client.describeRegions()).rejects.toMatchObject({ name: 'NetworkError', kind: 'transient' })
  emulator.inject('DescribeRegions', { kind: 'truncated' })
  await expect(client.describeRegions()).rejects.toMatchObject({ name: 'UnreadableAnswerError', status: 200 })
  expect(await client.describeRegions()).toMatchObject({ RequestId: expect.any(String) })
})

test('a call that waits for its answer ends at an abort', async () => {
  behindTheWorker()
  const controller = new AbortController()
  const left = new Error('the user has left')
  const aborted = Promise.withResolvers<void>()
  // Goes on to the emulator late; while an answer is owed, version 3 of msw does not stop.
  const late = async () => {
    controller.abort(left)
    await aborted.promise
  }
  worker.use(http.all(`${host}/`, late, { once: true }))
  const call = createVpnGatewayClient({ regionId }).describeRegions({}, { signal: controller.signal })
  await expect(call).rejects.toBe(left)
  aborted.resolve()
})

test('a handler or a mock that is put before goes first, once or until it is taken away', async () => {
  behindTheWorker()
  const client = createVpnGatewayClient({ regionId })
  const status = async () => (await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).Status
  worker.use(http.all(`${host}/`, () => HttpResponse.html('<html></html>', { status: 502 }), { once: true }))
  await expect(status()).rejects.toMatchObject({ name: 'UnreadableAnswerError', status: 502 })
  expect(await status()).toBe('active')
  worker.use(mock('DescribeVpnGateway', ({ fail }) => fail('Forbidden'), { once: true }))
  await expect(status()).rejects.toMatchObject({ name: 'ServiceError', code: 'Forbidden' })
  expect(await status()).toBe('active')
  worker.use(mock('DescribeVpnGateway', ({ parameters: { VpnGatewayId } }) => ({ VpnGatewayId, Status: 'deleting' })))
  expect([await status(), await status()]).toEqual(['deleting', 'deleting'])
  worker.resetHandlers(...handlers(quickEmulator({ gateways })))
  expect(await status()).toBe('active')
})

test('where unhandled requests are errors, operations pass, and what is none is one', async () => {
  behindTheWorker()
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  expect((await fetch(`${host}/?Action=DescribeRegions`)).status).toBe(200)
  expect(said).not.toHaveBeenCalled()
  // A service worker cannot throw into the page: msw answers 500.
  expect((await fetch(`${host}/?Action=CreateVpnGateway`)).status).toBe(500)
  expect(said.mock.calls.join()).toContain(`without a matching request handler:\n\n  • GET ${host}/?Action=CreateVpnGateway`)
  for (const spy of [said, warned]) spy.mockRestore()
})
