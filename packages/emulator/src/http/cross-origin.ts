import { type Fetch, service } from '@vpn-gateway/core'

/** Headers that let a page of another origin read an answer. */
export const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-expose-headers': `${service.retryAfterHeader}, date`,
  // The star does not cover `authorization`.
  'access-control-allow-headers': 'authorization, *',
  'access-control-max-age': '600',
}

/** Lets pages of other origins read the answers, and answers the preflights of browsers. */
export function crossOrigin(fetch: Fetch): Fetch {
  return async (request) => {
    const response = request.method === 'OPTIONS' ? new Response(null, { status: 204 }) : await fetch(request)
    for (const [name, value] of Object.entries(corsHeaders)) response.headers.set(name, value)
    return response
  }
}
