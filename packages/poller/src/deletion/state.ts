import type { DeletableResource } from '@vpn-gateway/core'

/**
 * Where a deletion stands.
 *
 * - `found`: looked up; nothing was sent.
 * - `sent`: the request is on its way; whether it was accepted is not known.
 * - `accepted`: the service works on it in the background.
 * - `updating`: the gateway shows that it works.
 * - `settled`: the gateway is free again.
 * - `gone`: the resource is absent and the gateway free.
 * - `failed`: it did not end with the resource gone.
 */
export type DeletionPhase = 'found' | 'sent' | 'accepted' | 'updating' | 'settled' | 'gone' | 'failed'

/** A deletion as data, to be kept where it outlives the process. It holds no secret. */
export interface DeletionState {
  readonly version: 1
  readonly resource: DeletableResource
  readonly id: string
  /** The gateway that the end shows on; without one the absence alone shows it. */
  readonly parentId?: string
  /** The idempotency token of every request of this deletion. */
  readonly token: string
  readonly phase: DeletionPhase
}

/** What is reported while a deletion runs. */
export interface DeletionProgress {
  readonly phase: DeletionPhase
  readonly id: string
  readonly gatewayId?: string
  /** The gateway's status as it was last read. */
  readonly gatewayStatus?: string
  /** Milliseconds since 1970. */
  readonly atMs: number
}
