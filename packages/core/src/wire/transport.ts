import type { Ending } from './deadline.ts'

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
  /** The whole body; nothing where it has more bytes than the limit, whose rest is not waited for. */
  read(limit: number): Promise<Uint8Array | undefined>
}

/**
 * Carries one request and resolves when the head of its answer is there. It follows no redirect, which would carry a
 * token to whom it was not meant for. At its ending it frees what it holds, also after the head of the answer.
 */
export type Transport = (request: ReadyRequest, ending: Ending) => Promise<Answer>
