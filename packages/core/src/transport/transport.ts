import type { Cancellation } from './cancellation.ts'

/** A request that is ready to leave, for the origin that a transport is bound to. */
export interface ReadyRequest {
  readonly method: string
  /** From the slash on, with the query. */
  readonly path: string
  /** By lower-case name, without `host`. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** The head of an answer, and its body while it arrives. */
export interface Answer {
  readonly status: number
  header(name: string): string | undefined
  /** Reads the whole body; gives nothing where it has more bytes than the limit, and does not wait for the rest. */
  read(limit: number): Promise<Uint8Array | undefined>
}

/**
 * Sends one request and resolves when the head of its answer is there. It follows no redirect, which would carry a token to
 * another host. When it is cancelled it closes what it has open, also after the head of the answer.
 */
export type Transport = (request: ReadyRequest, cancellation: Cancellation) => Promise<Answer>
