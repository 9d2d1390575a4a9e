import { readRequest, type ServiceAnswer, type ServiceRequest } from './request.ts'

/** Reads a request of the Fetch API. */
export async function fromRequest(request: Request): Promise<ServiceRequest> {
  const { protocol, pathname, search, host } = new URL(request.url)
  const header = (name: string) => request.headers.get(name) ?? undefined
  return readRequest({
    method: request.method,
    isTls: protocol === 'https:',
    path: pathname,
    host: header('host') ?? host,
    search: search.slice(1),
    body: request.body === null ? '' : await request.text(),
    header,
  })
}

/** Gives an answer in the form of the Fetch API. */
export function toResponse({ status, headers, body }: ServiceAnswer): Response {
  // Some statuses allow no body, not even an empty one.
  return new Response(body === '' ? null : body, { status, headers })
}
