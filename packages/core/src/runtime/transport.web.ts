import { overFetch } from '../wire/fetch.ts'
import type { Transport } from '../wire/transport.ts'

/** The runtime's own `fetch`, as it is when it is called. */
export function defaultTransport(origin: string): Transport {
  return overFetch((request) => globalThis.fetch(request), origin)
}
