import { createEmulator, type Emulator } from '@vpn-gateway/emulator'

export const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }

export interface Scenario {
  readonly emulator: Emulator
  /** The emulator, which takes a note of each request. */
  readonly fetch: (request: Request) => Promise<Response>
  readonly requests: Request[]
}

/** Creates an emulator that demands signatures on the service's wire, with two connections on a gateway and a server on another. */
export function createScenario(): Scenario {
  const emulator = createEmulator({
    gateways: [
      { id: 'vpn-1', connections: ['vco-1', 'vco-2'] },
      { id: 'vpn-2', servers: ['iss-1'] },
    ],
    credentials: [credentials],
    progression: 'manual',
  })
  const requests: Request[] = []
  const fetch = (request: Request) => {
    requests.push(request.clone())
    return emulator.fetch(request)
  }
  return { emulator, fetch, requests }
}
