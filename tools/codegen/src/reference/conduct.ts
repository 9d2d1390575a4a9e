/** Conduct of the packages on each kind of error. */
export const conductByKind: Readonly<Record<string, string>> = {
  busy: '`retry()` waits and sends it again for up to five minutes; `beginDelete` and `teardown` wait for the gateway, and keep the token',
  throttled: '`retry()` waits as long as the hint says; `teardown` also halves its rate',
  transient: '`retry()` sends it again where a repeat is safe',
  gone: 'after a lost answer the client takes it for success (`alreadyGone`); with `ensureGone` it is one from the start',
  passed: "the client resolves with `dryRun: 'passed'`",
  stop: 'it is thrown at once',
}

/** The functions that callers begin with. */
export const toolsInWords: readonly (readonly [name: string, words: string])[] = [
  [
    'createVpnGatewayClient',
    'Makes a client with a method per operation, which resolves to the decoded answer or rejects with a typed error.',
  ],
  ['retry', 'Makes a retry policy of a client, by the kinds of errors above.'],
  ['beginDelete', 'Deletes one resource, and knows when it is gone.'],
  ['teardown', 'Deletes many: on one gateway one after another, since a busy gateway refuses; on different gateways side by side.'],
  ['handlers', 'Makes msw handlers of an emulator, one per operation.'],
  ['mock', 'Makes an msw handler that answers one operation by a function, typed by the spec.'],
]
