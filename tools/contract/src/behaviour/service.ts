import type { Credentials, Fetch, VpnGatewayClient } from '@vpn-gateway/client'

/** What is there for a behaviour to look at, as far as it is. */
export interface World {
  readonly regionId: string
  readonly gateway?: string
  /** Connections on that gateway. */
  readonly connection?: string
  readonly otherConnection?: string
  /** A server, on another gateway. */
  readonly server?: string
  readonly serverGateway?: string
  /** A connection without a gateway. */
  readonly freeConnection?: string
  /** A connection on a gateway that is locked until somebody pays. */
  readonly lockedConnection?: string
}

/** Ids of the right kind that nobody has. */
export const absent = {
  gateway: 'vpn-absent0000000000',
  connection: 'vco-absent0000000000',
  server: 'iss-absent0000000000',
  customerGateway: 'cgw-absent0000000000',
  pageToken: 'nobody-made-this',
}

/** What a behaviour does to the service. */
export type Effect = 'reads' | 'asks for unknown operations' | 'asks for dry runs' | 'deletes'

/** What came back for a request that was sent as it is. */
export interface Sent {
  readonly status: number
  readonly type: string
  readonly text: string
  /** The answer, where it is JSON. */
  readonly answer: Readonly<Record<string, unknown>>
}

/** How a request is sent that no client would send so. */
export interface Manner {
  readonly method?: 'GET' | 'POST'
  readonly in?: 'query' | 'form'
}

/** The service under a behaviour, whatever stands behind it. */
export interface Service {
  readonly world: World
  readonly client: VpnGatewayClient
  /** Sends names and texts as they stand, signed where the service wants it. */
  send(pairs: Readonly<Record<string, string>>, manner?: Manner): Promise<Sent>
  /** Comes back when a gateway is free again. */
  settled(gatewayId: string): Promise<void>
  close(): Promise<void>
}

/** A way in which the service can be had. */
export interface Form {
  readonly name: string
  /** What may be done to it. */
  readonly allows: readonly Effect[]
  /** What is there, as far as it is known before. */
  readonly world: World
  /** All behaviours happen to one world there; elsewhere each gets its own. */
  readonly isShared: boolean
  open(): Promise<Service>
}

/** Where requests go, and who signs them. */
export interface Line {
  readonly fetch: Fetch
  readonly endpoint: string
  readonly credentials?: Credentials
}

/** One thing that the service does. */
export interface Behaviour {
  readonly name: string
  readonly effect: Effect
  readonly needs: readonly (keyof World)[]
  run(service: Service, world: Required<World>): Promise<void>
}
