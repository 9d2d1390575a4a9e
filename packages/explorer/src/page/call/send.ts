import { createVpnGatewayClient } from '@vpn-gateway/client'
import { type OperationName, operationFacts, type ParameterValue, service } from '@vpn-gateway/core'
import { connectionOf, credentialsIn, type Settings } from './settings.ts'

/** What came back of a call, as it came and as the client reads it. */
export interface Answered {
  readonly operation: OperationName
  readonly tookMs: number
  /** Nothing where no answer came. */
  readonly status?: number
  readonly text?: string
  readonly isXml?: boolean
  readonly answer?: unknown
  readonly error?: unknown
}

type Method = (parameters: Readonly<Record<string, ParameterValue>>) => Promise<unknown>

/** Sends one call by the client, once, to the emulator that the page came from. */
export async function send(
  operation: OperationName,
  parameters: Readonly<Record<string, ParameterValue>>,
  settings: Settings,
): Promise<Answered> {
  let seen: Pick<Answered, 'status' | 'text' | 'isXml'> = {}
  const isXml = settings.format === 'XML' && credentialsIn(settings) === undefined
  const watched = async (request: Request) => {
    const response = await fetch(isXml ? inXml(request) : request)
    const text = await response.clone().text()
    seen = { status: response.status, text, isXml: text.trimStart().startsWith('<') }
    return response
  }
  const startedAt = performance.now()
  const took = () => performance.now() - startedAt
  try {
    const client = createVpnGatewayClient({ ...connectionOf({ ...settings, place: 'emulator' }), fetch: watched })
    const method = Reflect.get(client, operationFacts(operation).method) as Method
    const answer = await method(parameters)
    return { operation, answer, tookMs: took(), ...seen }
  } catch (error) {
    return { operation, error, tookMs: took(), ...seen }
  }
}

/** The same request, to be answered in XML: the client has no such option, but reads both. */
function inXml(request: Request): Request {
  return new Request(`${request.url}&${service.formatParameter}=XML`, request)
}
