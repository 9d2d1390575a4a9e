import { type Clock, isOperationName, type OperationName, OptionError, operationMetadata } from '@vpn-gateway/core'
import { answer, type ServiceParts } from './answer-request.ts'
import { holdClock } from './clock/virtual-clock.ts'
import { operationNamed } from './http/named.ts'
import type { ServiceAnswer, ServiceRequest } from './http/request.ts'
import type { LedgerBook, RequestRecord } from './model/ledger.ts'

/** Answers a request that has been read. The signal, asked for where an answer waits, is that of a caller who goes away. */
export type Exchange = (request: ServiceRequest, callerGone: () => AbortSignal) => Promise<ServiceAnswer>

/** The service: it answers requests one by one, writes down what it did, and keeps a virtual time still meanwhile. */
export function createExchange(parts: ServiceParts, ledger: LedgerBook): Exchange {
  const { clock, model } = parts
  return async (request, callerGone) => {
    let release = holdClock(clock)
    // A virtual clock goes on while an answer is delayed.
    const wait = async (ms: number) => {
      release()
      try {
        await (ms === Number.POSITIVE_INFINITY ? untilAborted(callerGone()) : clock.sleep(ms, callerGone()))
      } finally {
        release = holdClock(clock)
        model.catchUp()
      }
    }
    try {
      model.catchUp()
      const noted = noteOf(request, clock)
      try {
        const answered = await answer(parts, request, crypto.randomUUID().toUpperCase(), wait)
        ledger.answered({ ...noted, status: answered.status, ...(answered.code !== undefined && { code: answered.code }) })
        return { ...answered, headers: { ...answered.headers, date: new Date(clock.now()).toUTCString() } }
      } catch (error) {
        ledger.answered({ ...noted, status: 0 })
        throw error
      }
    } finally {
      release()
    }
  }
}

/** Parameters of a request that a ledger keeps, characters of each, and of all together: more than of any that the service takes. */
const mostNoted = 60
const longestNoted = 300
const mostCharacters = 2_000
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()]

/** What a ledger keeps of a request: parameters that the spec knows, and nothing of who signed it. */
function noteOf(request: ServiceRequest, clock: Clock): Omit<RequestRecord, 'status'> {
  const name = operationNamed(request)
  const operation: OperationName | undefined = name !== undefined && isOperationName(name) ? name : undefined
  const known = operation === undefined ? {} : operationMetadata(operation).parameters
  const pairs = request.pairs.filter(([field]) => Object.hasOwn(known, field.split('.', 1)[0] ?? '')).slice(0, mostNoted)
  const length = request.pairs.reduce((sum, [field, text]) => sum + field.length + text.length, 0)
  let left = mostCharacters
  const clipped = (text: string) => {
    const kept = text.slice(0, Math.min(longestNoted, left))
    left -= kept.length
    // The long text that a short one was cut out of would stay in memory with it.
    return length > mostCharacters ? decoder.decode(encoder.encode(kept)) : kept
  }
  const parameters = Object.fromEntries(pairs.map(([field, text]) => [clipped(field), clipped(text)]).filter(([field]) => field !== ''))
  return { atMs: clock.now(), operation, parameters }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

const exchanges = new WeakMap<object, Exchange>()

/** Remembers how an emulator answers what has been read already. */
export function noteExchange(emulator: object, exchange: Exchange): void {
  exchanges.set(emulator, exchange)
}

/** How an emulator answers, without the costs of a `Request` and a `Response`. @throws {OptionError} for what is none. */
export function exchangeOf(emulator: object): Exchange {
  const exchange = exchanges.get(emulator)
  if (!exchange) throw new OptionError('emulator', 'must be one that createEmulator made')
  return exchange
}
