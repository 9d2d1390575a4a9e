import { type Client, mergeConfig, type RequestConfig } from './generated/.kubb/fetch.ts'
import type { Target } from './generated-client.ts'

/** Refusal of the service, with the status that tells which of the generated types its answer has. */
export class RefusedError extends Error {
  readonly status: number
  readonly answer: unknown

  constructor(status: number, answer: unknown) {
    super(`refused with ${status}`)
    this.status = status
    this.answer = answer
  }
}

/**
 * Creates what the generated functions send by. Kubb's own client joins the entries of a list by commas, sends JSON as plain text, and
 * resolves with a refusal as if it were a success.
 */
export function createSender(target: Target): Client {
  return async (request) => {
    const { url = '', method = 'GET', params, data, headers } = mergeConfig<RequestConfig<unknown>>(json, request)
    const response = await target.fetch(`${target.baseUrl}${url}?${new URLSearchParams(entriesOf(params))}`, {
      method,
      headers: headers ?? {},
      body: data === undefined ? null : JSON.stringify(data),
      signal: request.signal ?? null,
    })
    const answer = await response.json()
    if (!response.ok) throw new RefusedError(response.status, answer)
    return { data: answer, status: response.status, statusText: response.statusText, headers: response.headers }
  }
}

const json: RequestConfig = { headers: { 'Content-Type': 'application/json' } }

/** Writes a list again and again. */
function entriesOf(params: unknown): [string, string][] {
  return Object.entries(params ?? {}).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, String(each)]))
}
