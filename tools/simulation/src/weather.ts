/** What may happen to a request on its way, each with the same chance. */
const faults = ['reset', 'lost', 'timeout', 'html', 'empty', 'throttle', 'busy'] as const

/** What the network and the service did to a request. */
export interface Passage {
  /** What the sender gets; never, where it waits until it has enough. */
  readonly response: Promise<Response>
  /** Whether the sender gets to know what became of the request; a refusal on the way says nothing of an earlier one. */
  readonly isAnswered: boolean
}

/** A network and a service of which each request may meet a fault. */
export function weather(
  service: (request: Request) => Promise<Response>,
  rate: number,
  random: () => number,
): (request: Request) => Passage {
  return (request) => {
    const fault = faults[Math.floor(random() / rate)]
    const arrives = random() < 0.5
    switch (fault) {
      case 'reset':
        return { response: Promise.reject(new TypeError('reset')), isAnswered: false }
      case 'lost':
        return { response: service(request).then(() => Promise.reject(new TypeError('reset'))), isAnswered: false }
      case 'timeout':
        return { response: (arrives ? service(request) : Promise.resolve()).then(() => untilAborted(request.signal)), isAnswered: false }
      case 'html':
        return { response: Promise.resolve(new Response('<html>Bad Gateway</html>', { status: 502 })), isAnswered: false }
      case 'empty':
        return { response: Promise.resolve(new Response(null, { status: 503 })), isAnswered: false }
      case 'throttle':
        return { response: Promise.resolve(refusal('Throttling.User', 400, { 'x-acs-retry-after': '500' })), isAnswered: false }
      case 'busy':
        return { response: Promise.resolve(refusal('SystemBusy', 400)), isAnswered: false }
      default:
        return { response: service(request), isAnswered: true }
    }
  }
}

function refusal(Code: string, status: number, headers: Record<string, string> = {}): Response {
  const body = { RequestId: crypto.randomUUID(), Code, Message: 'Try again later.' }
  return Response.json(body, { status, headers })
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}
