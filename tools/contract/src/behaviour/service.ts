import type { Credentials, Fetch, VpnGatewayClient } from '@vpn-gateway/client'

/** Resources that a behaviour needs; those that are missing are left out. */
export interface Fixture {
  readonly regionId: string
  readonly gateway?: string
  /** Connections on that gateway. */
  readonly connection?: string
  readonly otherConnection?: string
  /** A server, on another gateway. */
  readonly server?: string
  readonly serverGateway?: string
  /** A connection without a gateway. */
  readonly detachedConnection?: string
  /** A connection on a gateway that is locked for want of payment. */
  readonly lockedConnection?: string
}

/** Ids of the right kind that no resource has. */
export const absent = {
  gateway: 'vpn-absent0000000000',
  connection: 'vco-absent0000000000',
  server: 'iss-absent0000000000',
  customerGateway: 'cgw-absent0000000000',
  pageToken: 'not-a-page-token',
}

/** Effect of a behaviour on the service. */
export type Effect = 'reads' | 'asks for unknown operations' | 'asks for dry runs' | 'deletes'

/** Answer to a request that was sent as it is. */
export interface Sent {
  readonly status: number
  readonly type: string
  readonly text: string
  /** The answer, where it is JSON. */
  readonly answer: Readonly<Record<string, unknown>>
}

/** Method of a request, and the place of its parameters. */
export interface SendOptions {
  readonly method?: 'GET' | 'POST'
  readonly in?: 'query' | 'form'
}

/** The service under a behaviour, whatever stands behind it. */
export interface Service {
  readonly fixture: Fixture
  readonly client: VpnGatewayClient
  /** Sends names and texts as they stand, signed where the service wants it. */
  send(pairs: Readonly<Record<string, string>>, options?: SendOptions): Promise<Sent>
  /** Waits until a gateway is idle. */
  waitUntilIdle(gatewayId: string): Promise<void>
  close(): Promise<void>
}

/** The service in one of its forms: an emulator, a recording, or itself. */
export interface Backend {
  readonly name: string
  /** True where only the contract is spoken, and no request of the service's wire can be sent. */
  readonly isOfContract?: boolean
  /** Effects that are allowed on it. */
  readonly allows: readonly Effect[]
  /** Resources that are there, as far as they are known before. */
  readonly fixture: Fixture
  /** All behaviours share one fixture; elsewhere each gets its own. */
  readonly isShared: boolean
  open(): Promise<Service>
}

/** Address of a service, with the credentials that sign. */
export interface Address {
  readonly fetch: Fetch
  readonly endpoint: string
  readonly credentials?: Credentials
}

/** One thing that the service does. */
export interface Case {
  readonly name: string
  /** Its own effect, where that is not the one of the others beside it. */
  readonly effect?: Effect
  /** True for one that sends requests of the service's wire as they stand. */
  readonly isOnWire?: boolean
  /** Resources that must be there. */
  readonly needs?: readonly (keyof Fixture)[]
  run(service: Service, fixture: Required<Fixture>): Promise<void>
}
