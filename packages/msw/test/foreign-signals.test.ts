import { beginDelete, resumeDelete, teardown } from '@vpn-gateway/poller'
import { JSDOM } from 'jsdom'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createSignalScenario, isTakenEverywhere } from './shared.ts'

// Signals of another realm: of a jsdom window beside the runtime's own Request, as other test runners have them, and of a library.

afterEach(() => void vi.unstubAllGlobals())

class LibrarySignal extends EventTarget {
  aborted = false
  reason: unknown
  throwIfAborted() {
    if (this.aborted) throw this.reason
  }
}

class LibraryController {
  readonly signal = new LibrarySignal() as EventTarget as AbortSignal
  abort(reason: unknown) {
    Object.assign(this.signal, { aborted: true, reason })
    this.signal.dispatchEvent(new Event('abort'))
  }
}

type Controller = Pick<AbortController, 'signal' | 'abort'>
const realms: [string, () => new () => Controller, boolean][] = [
  ['a window, whose AbortController is the global one', () => new JSDOM().window.AbortController, true],
  ['a window', () => new JSDOM().window.AbortController, false],
  ['a library', () => LibraryController, false],
]

describe.each(realms)('a signal of %s', (_, controllerOf, isGlobal) => {
  const begin = () => {
    const Made = controllerOf()
    if (isGlobal) {
      vi.stubGlobal('AbortController', Made)
      vi.stubGlobal('AbortSignal', new Made().signal.constructor)
    }
    return Made
  }

  test('is taken by every call', () => isTakenEverywhere(new (begin())().signal))

  test('ends every wait by its abort, and nothing is sent after it', async () => {
    const Made = begin()
    const { client, emulator } = createSignalScenario()
    emulator.inject('DescribeVpnGateway', { kind: 'timeout' }, { rate: 1 })
    const [one, other] = [new Made(), new Made()]
    const call = client.describeVpnGateway({ VpnGatewayId: 'vpn-1' }, { signal: one.signal })
    const deletion = await beginDelete(client, { VpnConnectionId: 'vco-1' })
    const waits = [call, deletion.result({ signal: one.signal }), deletion.poll({ signal: one.signal })]
    const journal = { read: () => new Promise<never>(() => {}), append: async () => {} }
    const run = teardown(client, ['vco-2'], { signal: other.signal, journal })
    one.abort(new Error('enough'))
    other.abort(new Error('enough'))
    for (const wait of waits) await expect(wait).rejects.toThrow('enough')
    void run
    await expect(resumeDelete(client, { ...deletion.toJSON(), phase: 'sent' }, { signal: one.signal })).rejects.toThrow('enough')
    const late = await teardown(client, ['vco-2'], { signal: other.signal }).report()
    expect(late).toMatchObject([{ outcome: 'unknown', isSent: false }])
    expect(emulator.has('vco-2')).toBe(true)
  })
})

test('what is no signal is refused everywhere with one typed error', async () => {
  const { client, emulator } = createSignalScenario()
  // A signal that cannot be asked to throw is one of no platform that these packages run on.
  const { throwIfAborted: _, ...without } = { aborted: false, addEventListener() {}, removeEventListener() {}, throwIfAborted() {} }
  for (const signal of [{}, without, 5, null] as never[]) {
    const refused = { name: 'OptionError', option: 'signal' }
    await expect(client.describeRegions({}, { signal })).rejects.toMatchObject(refused)
    await expect((async () => beginDelete(client, { VpnConnectionId: 'vco-1' }, { signal }))()).rejects.toMatchObject(refused)
    await expect((async () => teardown(client, ['vco-1'], { signal }).report())()).rejects.toMatchObject(refused)
  }
  expect(emulator.ledger.requests).toEqual([])
})
