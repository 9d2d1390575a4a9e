import { createVpnGatewayClient } from '@vpn-gateway/client'
import { endpointOf, type OperationName, type ParameterValues } from '@vpn-gateway/core'
import { maskOf } from './mask.ts'
import { callBy, inFormat, requestText } from './request.ts'
import { checkContext, connectionOf, type Settings } from './settings.ts'
import { type Step, stepsOf } from './steps.ts'

/** A request as the client would send it now, and the texts that lead to its signature. */
export interface Preview {
  readonly text: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** None where it is not signed. */
  readonly steps: readonly Step[]
  /** Takes the keys that it is signed with out of a text. */
  readonly mask: (text: string) => string
}

/**
 * Has the client make a request ready, and keeps it instead of sending it.
 *
 * @param token the idempotency token, where none is given
 * @throws {Error} what the client throws before it sends, such as for a parameter that breaks its rule
 */
export async function previewOf(operation: OperationName, given: ParameterValues, settings: Settings, token: string): Promise<Preview> {
  checkContext(settings)
  const connection = connectionOf(settings)
  let kept: Request | undefined
  const client = createVpnGatewayClient({
    ...connection,
    generateClientToken: () => token,
    fetch: async (ready) => {
      kept = inFormat(ready, settings)
      throw new Error('kept')
    },
  })
  const failure = await callBy(client, operation, given).catch((error: unknown) => error)
  if (!kept) throw failure
  const host = new URL(endpointOf(connection)).host
  return {
    text: await requestText(kept.clone()),
    url: kept.url,
    headers: [['host', host], ...kept.headers],
    steps: await stepsOf(kept, host, settings),
    mask: maskOf(settings),
  }
}
