import type { Target } from './generated-client.ts'

/** Options of a call, and what answers it. */
interface SendOptions extends RequestInit {
  readonly target?: Target
}

/** Sends a request of the generated client, and answers as its types say. */
export async function send<Answer>(path: string, { target, ...init }: SendOptions = {}): Promise<Answer> {
  const { baseUrl, fetch } = target ?? { baseUrl: '/api/vpn-gateway', fetch: globalThis.fetch }
  const response = await fetch(baseUrl + path, init)
  return { data: await response.json(), status: response.status, headers: response.headers } as Answer
}
