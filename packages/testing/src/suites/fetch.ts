import { createRawClient, type Fetch, type RawClient, type RawClientOptions, systemClock } from '@vpn-gateway/core'
import { createEmulator, type Emulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { errorOf, expectSame, type SuiteCase } from './case.ts'
import { childIds, deletion, entriesOf, page, parentId, read, seedOf } from './sample.ts'

const key = { accessKeyId: 'id', accessKeySecret: 'secret' }

/** An abort takes no time; machines that run tests are busy. */
const endsWithinMs = 1_000

/** An emulator behind a port, and what makes clients of it over the `fetch` under test. */
interface Over {
  readonly emulator: Emulator
  readonly clientOf: (more?: Pick<RawClientOptions, 'parametersIn'>) => RawClient
  /** Gives what the `fetch` gave for the last request. */
  readonly asked: () => Promise<Response> | undefined
}

/**
 * Gives what every `fetch` of a client must do, over an emulator behind a port of this machine; in Node. It passes requests and
 * answers on as they are, ends with the abort of its request, and rejects where no answer comes.
 *
 * @example
 * for (const { name, run } of fetchSuite(globalThis.fetch)) test(name, run)
 */
export function fetchSuite(fetch: Fetch): readonly SuiteCase[] {
  const over = (name: string, run: (at: Over) => Promise<void>): SuiteCase => ({
    name,
    async run() {
      const emulator = createEmulator({ ...seedOf(50), credentials: [key] })
      const server = await serve(emulator)
      let asked: Promise<Response> | undefined
      const watched: Fetch = (request) => {
        asked = fetch(request)
        return asked
      }
      const options = { endpoint: server.url, credentials: key, fetch: watched }
      await run({ emulator, clientOf: (more) => createRawClient({ ...options, ...more }), asked: () => asked }).finally(() =>
        server.close(),
      )
    },
  })
  return [
    over('the address and the headers arrive as they are signed', async ({ clientOf }) => {
      expectSame('the parent', Object.values(await clientOf().call(...read)).includes(parentId), true)
    }),
    over('a body arrives as it is signed', async ({ clientOf, emulator }) => {
      await clientOf({ parametersIn: 'form' }).call(...deletion)
      expectSame('deletions', emulator.ledger.of(deletion[0]).length, 1)
    }),
    over('a refusal comes with its status and its body', async ({ clientOf, emulator }) => {
      const refusal = { code: 'Suite.Refused', status: 409 }
      emulator.inject(deletion[0], { kind: 'refusal', ...refusal })
      const { code, status } = await errorOf('the refusal', clientOf().call(...deletion))
      expectSame('the refusal', { code, status }, refusal)
    }),
    over('an answer comes with its headers', async ({ clientOf, emulator }) => {
      emulator.inject(read[0], { kind: 'throttle', retryAfterMs: 1_234 })
      expectSame('retryAfterMs', (await errorOf('the throttle', clientOf().call(...read))).retryAfterMs, 1_234)
    }),
    over('a long answer comes whole', async ({ clientOf }) => {
      expectSame('entries', entriesOf(await clientOf().call(...page)), childIds(50).length)
    }),
    over('a connection that breaks is an error, and no answer', async ({ clientOf, emulator }) => {
      emulator.inject(deletion[0], { kind: 'reset' }, { times: 10 })
      expectSame('the error', (await errorOf('the reset', clientOf().call(...deletion))).name, 'NetworkError')
    }),
    over('an abort of its request ends it', async ({ clientOf, emulator, asked }) => {
      emulator.inject(read[0], { kind: 'timeout' })
      const stop = new AbortController()
      const call = clientOf().call(...read, { signal: stop.signal })
      await Promise.all([errorOf('the abort', call), systemClock.sleep(50).then(() => stop.abort())])
      await errorOf(`the request within ${endsWithinMs} ms`, Promise.race([asked(), systemClock.sleep(endsWithinMs)]))
    }),
  ]
}
