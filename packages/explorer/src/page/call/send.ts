import { createVpnGatewayClient } from '@vpn-gateway/client'
import { type OperationName, operationFacts, type ParameterValue } from '@vpn-gateway/core'
import { inFormat } from './format.ts'
import { connectionOf, onEmulator, type Settings } from './settings.ts'

/** What came back of a call, as it came and as the client reads it. */
export interface Answered {
  readonly operation: OperationName
  readonly parameters: Readonly<Record<string, ParameterValue>>
  /** When it was sent, by the clock of this machine. */
  readonly sentAtMs: number
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
  const watched = async (request: Request) => {
    const response = await fetch(inFormat(request, settings))
    const text = await response.clone().text()
    seen = { status: response.status, text, isXml: text.trimStart().startsWith('<') }
    return response
  }
  const startedAt = performance.now()
  const sent = { operation, parameters, sentAtMs: Date.now() }
  const took = () => performance.now() - startedAt
  try {
    const client = createVpnGatewayClient({ ...connectionOf(onEmulator(settings)), fetch: watched })
    const method = Reflect.get(client, operationFacts(operation).method) as Method
    const answer = await method(parameters)
    return { ...sent, answer, tookMs: took(), ...seen }
  } catch (error) {
    return { ...sent, error, tookMs: took(), ...seen }
  }
}
