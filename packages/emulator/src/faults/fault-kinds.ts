import type { ErrorCode, OperationName } from '@vpn-gateway/core'

/**
 * Fault that a request meets.
 *
 * - `error`: it is refused with an error that the spec documents; nothing is done.
 * - `refusal`: the same with any code, also one that the spec does not document; in status 400 by default.
 * - `throttle`: the same with the first throttle of the spec, and a hint when to come again.
 * - `reset`: the connection breaks, before the work is done or after it.
 * - `timeout`: no answer ever comes; the work is done, or not.
 * - `delay`: the answer comes later.
 * - `html`, `empty`: something in front of the service answers with a page, in status 502 by default, or with nothing, in
 *   503; nothing is done.
 * - `truncated`: the work is done, and the answer breaks off in the middle.
 * - `stale`: a read shows what was before the last change.
 * - `other-id`: a read that finds its resource shows another id, `shown`, or a made-up one; the empty text leaves the id out.
 * - `omitted`: a listing leaves out one entry, the one with the id `entry` or the first that it would show, as if it were not
 *   there.
 * - `short-page`: a page of a listing has half of the entries that it should have, rounded down; the total stays, and so does
 *   the token of the next page.
 * - `no-total`: a page of a listing lacks the total.
 * - `expired-key`: it is refused as one with a temporary key that has expired, also on an emulator without keys.
 * - `task`: a deletion is accepted, and fails later: its gateway is free again, and the resource still there.
 */
export type FaultKind<Op extends OperationName = OperationName> =
  | { readonly kind: 'error'; readonly code: ErrorCode<Op> }
  | { readonly kind: 'refusal'; readonly code: string; readonly status?: number; readonly message?: string }
  | { readonly kind: 'throttle'; readonly retryAfterMs?: number }
  | { readonly kind: 'reset' | 'timeout'; readonly work?: 'done' | 'not-done' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'html' | 'empty'; readonly status?: number }
  | { readonly kind: 'other-id'; readonly shown?: string }
  | { readonly kind: 'omitted'; readonly entry?: string }
  | { readonly kind: 'truncated' | 'stale' | 'short-page' | 'no-total' | 'expired-key' | 'task' }
