import { createVpnGatewayClient } from '@vpn-gateway/client'
import { type OperationName, operationMetadata, type ParameterValues, randomUuid, service } from '@vpn-gateway/core'
import { maskOf } from './mask.ts'
import { callBy, inFormat, requestText } from './request.ts'
import { checkContext, connectionOf, onEmulator, type Settings } from './settings.ts'

/** Response to a call, as received and as the client returns it. */
export interface CallResult {
  readonly operation: OperationName
  /** Those that were sent, with the region, and the idempotency token that the client adds where none is given. */
  readonly parameters: ParameterValues
  readonly tookMs: number
  /** The request as it was sent; nothing where the client itself refused it. */
  readonly request?: string
  /** Nothing where no answer came. */
  readonly status?: number
  readonly text?: string
  readonly isXml?: boolean
  readonly answer?: unknown
  readonly error?: unknown
  /** Takes the keys that it was signed with out of a text; answers may repeat them. */
  readonly mask: (text: string) => string
}

/**
 * Sends one call by the client, once, to the emulator that the page came from.
 *
 * @param token the idempotency token, where none is given
 */
export async function send(
  operation: OperationName,
  given: ParameterValues,
  settings: Settings,
  token: string = randomUuid(),
): Promise<CallResult> {
  const { idempotencyParameter, parameters: rules } = operationMetadata(operation)
  const parameters = {
    ...(service.regionParameter in rules && { [service.regionParameter]: settings.regionId }),
    ...(idempotencyParameter !== undefined && { [idempotencyParameter]: token }),
    ...given,
  }
  let seen: Pick<CallResult, 'request' | 'status' | 'text' | 'isXml'> = {}
  const watched = async (ready: Request) => {
    const request = inFormat(ready, settings)
    seen = { request: await requestText(request.clone()) }
    const response = await fetch(request)
    const text = await response.clone().text()
    seen = { ...seen, status: response.status, text, isXml: response.headers.get('content-type')?.includes('xml') === true }
    return response
  }
  const startedAt = performance.now()
  const outcome = () => ({ operation, parameters, tookMs: performance.now() - startedAt, mask: maskOf(settings), ...seen })
  try {
    checkContext(settings)
    const client = createVpnGatewayClient({ ...connectionOf(onEmulator(settings)), fetch: watched })
    const answer = await callBy(client, operation, parameters)
    return { ...outcome(), answer }
  } catch (error) {
    return { ...outcome(), error }
  }
}
