import { Bytes } from './bytes.ts'
import type { Answer, Transport } from './transport.ts'

/** Anything that answers a request: the network, an emulator, a mock. */
export type Fetch = (request: Request) => Promise<Response>

/**
 * A transport over a `fetch`, which is always given a real `Request`.
 *
 * @param options further options of each request
 */
export function overFetch(fetch: Fetch, origin: string, options: RequestInit = {}): Transport {
  return async ({ method, path, headers, body }, { signal }) =>
    answerOf(await fetch(requestOf(`${origin}${path}`, { ...options, method, headers, body: body ?? null }, signal)))
}

/**
 * Makes a request; without a signal where the signals of the window are not those of its requests: the call ends by itself, too. Some
 * runtimes have no caches, and no option for them.
 */
function requestOf(address: string, init: RequestInit, signal: AbortSignal): Request {
  const uncached: RequestInit = { ...init, redirect: 'manual' }
  // An answer that a cache has kept would show what is gone.
  const fresh: RequestInit = { ...uncached, cache: 'no-store' }
  for (const attempt of [{ ...fresh, signal }, { ...uncached, signal }, fresh]) {
    try {
      return new Request(address, attempt)
    } catch {}
  }
  return new Request(address, uncached)
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
