import { isVpnGatewayError } from '../errors/base.ts'
import { NetworkError, TimeoutError } from '../errors/transport-errors.ts'
import type { OperationName } from '../generated/operations.ts'
import { blamesClock } from '../operation.ts'
import { withDeadline } from './deadline.ts'
import { decode, type SentAttempt } from './decode.ts'
import type { WireRequest } from './request.ts'
import { type SigningOptions, sign } from './sign.ts'

/** Anything that answers a request: the network, an emulator, a mock. */
export type Fetch = (request: Request) => Promise<Response>

export interface AttemptOptions extends SigningOptions {
  readonly fetch: Fetch
  readonly timeoutMs: number
}

export interface Attempt {
  readonly operation: OperationName
  /** Which one it is, from 1. */
  readonly number: number
  readonly signal: AbortSignal | undefined
}

/** One request and its answer, decoded: sign, send, read, decode. Rejects with a typed error or the signal's reason. */
export async function attempt(request: WireRequest, { operation, number, signal }: Attempt, options: AttemptOptions): Promise<unknown> {
  signal?.throwIfAborted()
  const sent = { operation, attempts: number, origin: new URL(request.url).origin }
  const late = () => new TimeoutError(options.timeoutMs, sent)
  return withDeadline(options.clock, options.timeoutMs, signal, late, async (ending) => {
    try {
      return await signSendDecode(request, sent, ending, options)
    } catch (error) {
      ending.throwIfAborted()
      throw isVpnGatewayError(error) ? error : new NetworkError({ ...sent, cause: error })
    }
  })
}

async function signSendDecode(request: WireRequest, sent: SentAttempt, signal: AbortSignal, options: AttemptOptions): Promise<unknown> {
  const send = async () => {
    const { url, method, headers, body, stringToSign } = await sign(request, sent.operation, options)
    signal.throwIfAborted()
    // A redirect would carry a token to whom it was not meant for.
    const response = await options.fetch(new Request(url, { method, headers, body: body ?? null, signal, redirect: 'manual' }))
    return { response, stringToSign }
  }
  const { response, stringToSign } = await send()
  try {
    return await decode(response, sent, stringToSign)
  } catch (error) {
    if (stringToSign === undefined || !learnSkew(error, response, options)) throw error
    const again = await send()
    return decode(again.response, sent, again.stringToSign)
  }
}

/** Sets our clock by the service's where it refused ours; says whether there was something to learn. */
function learnSkew(error: unknown, response: Response, { clock, skew }: AttemptOptions): boolean {
  if (!isVpnGatewayError(error) || !blamesClock(error.code)) return false
  const serviceTime = Date.parse(response.headers.get('date') ?? '')
  if (Number.isNaN(serviceTime)) return false
  skew.offsetMs = serviceTime - clock.now()
  return true
}
