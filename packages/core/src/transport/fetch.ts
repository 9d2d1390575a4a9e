import { Bytes } from './bytes.ts'
import type { Answer, Transport } from './transport.ts'

/** Anything that answers a request: the network, an emulator, a mock. */
export type Fetch = (request: Request) => Promise<Response>

/** A transport over a `fetch`, which is always given a real `Request`. */
export function overFetch(fetch: Fetch, origin: string): Transport {
  return async ({ method, path, headers, body }, { signal }) =>
    answerOf(await fetch(requestOf(`${origin}${path}`, { method, headers, body: body ?? null, redirect: 'manual' }, signal)))
}

/** Makes a request; without a signal where the signals of the window are not those of its requests: the call ends by itself, too. */
function requestOf(address: string, init: RequestInit, signal: AbortSignal): Request {
  try {
    return new Request(address, { ...init, signal })
  } catch {
    return new Request(address, init)
  }
}

function answerOf(response: Response): Answer {
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    async read(limit) {
      const reader = response.body?.getReader()
      const bytes = new Bytes(limit)
      if (!reader) return bytes.joined()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return bytes.joined()
        if (bytes.add(value)) continue
        await reader.cancel()
        return undefined
      }
    },
  }
}
