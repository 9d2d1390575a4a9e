import { overFetch } from './fetch.ts'
import type { Transport } from './transport.ts'

/** The runtime's own `fetch`, as it is when it is called. */
export function defaultTransport(origin: string): Transport {
  return overFetch((request) => globalThis.fetch(request), origin)
}
