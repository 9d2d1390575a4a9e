import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import {
  beginDelete,
  createDeletionReader,
  createRetryBudget,
  planTeardown,
  prepareDelete,
  resumeDelete,
  retry,
  stepDelete,
  teardown,
} from '../src/index.ts'
import { ends, seeded, setup } from './setup.ts'

const target = { VpnConnectionId: 'vco-1' }

describe('an option that is not known is refused, with the nearest that is', () => {
  const { clock, client, calls } = setup({ gateways: [{ connections: ['vco-1'] }] })
  const refused = (option: string, nearest: string) => ({
    name: 'OptionError',
    option,
    message: expect.stringContaining(`the nearest is ${nearest}`),
  })

  test.each<[string, (options: object) => unknown]>([
    ['beginDelete', (options) => beginDelete(client, target, options)],
    ['prepareDelete', (options) => prepareDelete(client, target, options)],
    ['teardown', (options) => teardown(client, ['vco-1'], options).report()],
  ])('%s', async (_, call) => {
    for (const [option, nearest] of [
      ['confirmation', 'confirmations'],
      ['Confirmations', 'confirmations'],
      ['startTimeout', 'startTimeoutMs'],
      ['ensuregone', 'ensureGone'],
    ] as const)
      await expect((async () => call({ [option]: 2 }))()).rejects.toMatchObject(refused(option, nearest))
    expect(calls).toEqual([])
  })

  test('also for what is resumed, stepped, waited for and repeated', async () => {
    const state = await prepareDelete(client, target, { clock })
    const deletion = await beginDelete(client, target, { clock, random: seeded(1) })
    await expect(resumeDelete(client, state, { resent: true } as never)).rejects.toMatchObject(refused('resent', 'resend'))
    await expect(stepDelete(client, state, { read: 1 } as never)).rejects.toMatchObject(refused('read', 'reader'))
    await expect(deletion.result({ timeout: 5 } as never)).rejects.toMatchObject(refused('timeout', 'timeoutMs'))
    expect(() => retry({ maxAttempt: 3 } as never)).toThrow(expect.objectContaining(refused('maxAttempt', 'maxAttempts')))
    expect(() => createRetryBudget({ capcity: 1 } as never)).toThrow(expect.objectContaining(refused('capcity', 'capacity')))
  })
})

describe('a value that cannot even be asked is refused as one that is none', () => {
  const { clock, client, calls } = setup({ children: { 'vpn-1': ['vco-1'] } })
  const failing = {
    get aborted(): boolean {
      throw new Error('planted')
    },
    addEventListener() {},
    removeEventListener() {},
    throwIfAborted() {},
  }
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  }
  class Private extends EventTarget {
    #aborted = false
    get aborted() {
      return this.#aborted
    }
    throwIfAborted() {}
  }

  test.each<[string, string, unknown]>([
    ['a signal whose state throws', 'signal', failing],
    ['a signal that inherits private fields', 'signal', Object.create(new Private())],
    ['a signal that was revoked', 'signal', revoked()],
    ['a clock that was revoked', 'clock', revoked()],
    ['a journal that was revoked', 'journal', revoked()],
    ['bounds that were revoked', 'backoff', revoked()],
  ])('%s', async (_, option, value) => {
    const refused = { name: 'OptionError', option }
    await expect((async () => teardown(client, ['vco-1'], { [option]: value }).report())()).rejects.toMatchObject(refused)
    if (option !== 'journal') await expect(prepareDelete(client, target, { [option]: value })).rejects.toMatchObject(refused)
    expect(calls).toEqual([])
  })

  test.each<[string, unknown]>([
    ['an object', {}],
    ['null', null],
    ['a state alone', { aborted: true }],
    ['a signal whose state throws', failing],
    ['a signal that was revoked', revoked()],
  ])('by a reader, too: %s', async (_, signal) => {
    const reader = createDeletionReader(client)
    const refused = { name: 'OptionError', message: 'signal must be an AbortSignal' }
    await expect(reader.gateway({ kind: 'VpnGateway', id: 'vpn-1' }, signal as never)).rejects.toMatchObject(refused)
    await expect(reader.resource({ kind: 'VpnConnection', id: 'vco-1' }, signal as never)).rejects.toMatchObject(refused)
    expect(calls).toEqual([])
  })

  test('by a wait, too', async () => {
    const deletion = await beginDelete(client, target, { clock, random: seeded(1) })
    const refused = { name: 'OptionError', option: 'signal' }
    await expect(deletion.result({ signal: failing as never })).rejects.toMatchObject(refused)
    await expect(deletion.poll({ signal: failing as never })).rejects.toMatchObject(refused)
  })
})

test('without a clock of their own, deletions, teardowns and plans wait in the time of the client', async () => {
  const { clock, client, emulator } = setup({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2', 'vco-3'] }] })
  const startedAt = clock.now()
  await (await beginDelete(client, { VpnConnectionId: 'vco-1' })).result()
  expect(ends(await teardown(client, ['vco-2']).report())).toEqual({ 'vco-2': 'gone' })
  expect((await planTeardown(client, ['vco-none'])).left).toMatchObject([{ reason: 'absent' }])
  const state = await prepareDelete(client, { VpnConnectionId: 'vco-3' })
  await (await resumeDelete(client, state)).result()
  expect(emulator.resources().map(({ id }) => id)).toEqual(['vpn-1'])
  expect(clock.now() - startedAt).toBeGreaterThan(3 * 20_000)
})

test('on the clock of the machine two polls that are apart confirm an end, and no third', async () => {
  for (let times = 0; times < 5; times += 1) {
    const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'immediate' })
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch: emulator.fetch })
    await (await beginDelete(client, target, { backoff: { minMs: 20, maxMs: 100 } })).result()
    const sentAt = emulator.ledger.requests.findIndex(({ operation }) => operation === 'DeleteVpnConnection')
    expect(emulator.ledger.requests.slice(sentAt + 1).length).toBe(6)
  }
})
