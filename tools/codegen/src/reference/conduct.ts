import { fileURLToPath } from 'node:url'
import { commentOf, summaryOf } from './tsdoc.ts'

const at = (path: string) => fileURLToPath(new URL(`../../../../packages/${path}`, import.meta.url))

/** Reads the advice of core on each kind of error. */
export function adviceByKind(): Record<string, string> {
  const lines = commentOf(at('core/src/metadata.ts'), 'ErrorKind').matchAll(/^- `(\w+)`: (.*)$/gm)
  return Object.fromEntries([...lines].map(([, kind = '', advice = '']) => [kind, advice]))
}

/** Conduct of the packages on each kind of error. */
export const conductByKind: Readonly<Record<string, string>> = {
  busy: '`retry()` waits and sends it again for up to five minutes; `beginDelete` and `teardown` wait for the gateway, and keep the token',
  throttled: '`retry()` waits as long as the hint says; `teardown` also halves its rate',
  transient: '`retry()` sends it again where a repeat is safe: a read, or a call with an idempotency token',
  gone: 'after a lost answer the client takes it for success (`alreadyGone`); with `ensureGone` it is one from the start',
  passed: "the client resolves with `dryRun: 'passed'`",
  stop: 'it is thrown at once',
}

/** The parts of the packages that every page names, in the words of their documentation. */
export function toolsInWords(): readonly (readonly [name: string, words: string])[] {
  const tools = [
    ['createVpnGatewayClient', 'client/src/client.ts'],
    ['retry', 'poller/src/retry/retry.ts'],
    ['beginDelete', 'poller/src/deletion/begin.ts'],
    ['teardown', 'poller/src/teardown/teardown.ts'],
    ['handlers', 'msw/src/handlers.ts'],
    ['mock', 'msw/src/handlers.ts'],
  ] as const
  return tools.map(([name, path]) => [name, summaryOf(at(path), name)])
}
