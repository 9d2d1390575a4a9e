import { crossOrigin, type Emulator } from '@vpn-gateway/emulator'

/** The part of a route of Playwright that is used. */
export interface AnsweredRoute {
  request(): {
    url(): string
    method(): string
    allHeaders(): Promise<Record<string, string>>
    postData(): string | null
  }
  fulfill(answer: { readonly status: number; readonly headers: Record<string, string>; readonly body: string }): Promise<void>
  abort(errorCode: string): Promise<void>
}

/**
 * Makes a handler of Playwright's `route` that answers by an emulator: as the service, or, under any path, as a proxy that speaks
 * the contract. A connection that the emulator breaks is aborted; a request that it leaves without an answer waits.
 *
 * @example
 * await page.route('**\/api/vpn-gateway/**', answerRoute(emulator))
 */
export function answerRoute(emulator: Pick<Emulator, 'fetch'>): (route: AnsweredRoute) => Promise<void> {
  const answer = crossOrigin(emulator.fetch)
  return async (route) => {
    const asked = route.request()
    const body = asked.postData()
    const request = new Request(asked.url(), {
      method: asked.method(),
      headers: headersOf(await asked.allHeaders()),
      ...(body && { body }),
    })
    const response = await answer(request).catch((error: Error) => {
      if (error.name !== 'ConnectionReset') throw error
    })
    if (!response) return route.abort('connectionreset')
    const { status, headers } = response
    await route.fulfill({ status, headers: Object.fromEntries(headers), body: await response.text() })
  }
}

/** Leaves out the pseudo-headers of HTTP/2, which are none. */
function headersOf(headers: Record<string, string>): [string, string][] {
  return Object.entries(headers).filter(([name]) => !name.startsWith(':'))
}
