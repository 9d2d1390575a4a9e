import { type ErrorCode, type OperationName, type ResourceName, resourceMetadata } from '@vpn-gateway/core'
import { errorsOf, plannedRefusal, Refusal, refusal } from '../gate/refusal.ts'
import { ConnectionReset, type ServiceAnswer } from '../http/answer.ts'
import type { View } from '../model/view.ts'
import * as rule from './fault-rules.ts'

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
 * - `stale`: a read shows the state before the last change.
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

/** Request that meets a fault, and ways to go on with it. */
export interface FaultedRequest {
  readonly operation: OperationName
  readonly view: View
  /** Carries out the operation, and writes its answer. */
  perform(): ServiceAnswer
  /** Notes that the operation will be carried out later: until then its idempotency token is refused. */
  begin(): void
  /** Waits; rejects where the caller goes away. */
  wait(ms: number): Promise<void>
}

/** Points at which a fault changes what the service does. */
export interface FaultEffect {
  /** Answers in place of the service. */
  readonly answer?: (request: FaultedRequest) => ServiceAnswer | Promise<ServiceAnswer>
  /** Gives fields that a read shows in place of the true ones. */
  readonly readFields?: (resource: ResourceName) => Readonly<Record<string, unknown>>
  /** Chooses among the entries of a listing, of which a page begins at `start`. */
  readonly listed?: <Entry extends { readonly id: string }>(entries: readonly Entry[], start: number) => readonly Entry[]
  /** Gives the number of entries to show of a page that has `length`. */
  readonly pageLength?: (length: number) => number
  readonly hidesTotal?: boolean
  readonly deletionFails?: boolean
}

type Kind = FaultKind['kind']
type FaultOf<K extends Kind> = FaultKind extends infer Fault
  ? Fault extends { kind: infer Some }
    ? K extends Some
      ? Fault
      : never
    : never
  : never

/** Definition of one kind: the rules of its fields, the operations that can meet it, and its effect. */
interface FaultDefinition<K extends Kind> {
  readonly fields: { readonly [Field in Exclude<keyof FaultOf<K>, 'kind'>]-?: rule.FieldCheck }
  /** None where every operation can meet it. */
  readonly needs?: rule.Needs
  readonly effect: (fault: FaultOf<K>) => FaultEffect
}

/**
 * The kinds of faults. A new one is a member of the type above, an entry here, one in admin.openapi.yaml and in docs/emulator-server.md, and
 * a form of the explorer (page/gateways/fault-fields.ts).
 */
export const faultKinds: { readonly [K in Kind]: FaultDefinition<K> } = {
  error: {
    fields: { code: rule.documentedCode },
    effect: ({ code }) => refuses((operation) => plannedRefusal(documented(operation, (error) => error.code === code))),
  },
  refusal: {
    fields: { code: rule.anyCode, status: rule.optional(rule.statusFrom(400)), message: rule.optional(rule.textUpTo(1000)) },
    effect: ({ code, status = 400, message = 'The request is refused.' }) => refuses(() => new Refusal({ code, status, message })),
  },
  throttle: {
    fields: { retryAfterMs: rule.optional(rule.time) },
    effect: ({ retryAfterMs }) =>
      refuses((operation) => {
        const throttle = documented(operation, ({ kind }) => kind === 'throttled')
        return plannedRefusal(throttle, retryAfterMs)
      }),
  },
  'expired-key': { fields: {}, effect: () => refuses((operation) => refusal('security-token-expired', { operation })) },
  reset: { fields: { work: rule.optional(rule.work) }, effect: ({ work }) => breaks(work === 'done') },
  timeout: {
    fields: { work: rule.optional(rule.work) },
    effect: ({ work }) => breaks(work === 'done', ({ wait }) => wait(Number.POSITIVE_INFINITY)),
  },
  delay: {
    fields: { ms: rule.time },
    effect: ({ ms }) => ({
      async answer({ begin, perform, wait }) {
        begin()
        // A caller who goes away meanwhile does not take the request back.
        await wait(ms).catch((gone) => {
          perform()
          throw gone
        })
        return perform()
      },
    }),
  },
  html: {
    fields: { status: rule.optional(rule.statusWithBody) },
    effect: ({ status = 502 }) => ({
      answer: () => ({ status, headers: { 'content-type': 'text/html' }, body: `<html><body><h1>${status}</h1></body></html>` }),
    }),
  },
  empty: {
    fields: { status: rule.optional(rule.statusFrom(200)) },
    effect: ({ status = 503 }) => ({ answer: () => ({ status, headers: {}, body: '' }) }),
  },
  truncated: {
    fields: {},
    effect: () => ({
      answer({ perform }) {
        const whole = perform()
        return { ...whole, body: whole.body.slice(0, Math.floor(whole.body.length / 2)) }
      },
    }),
  },
  stale: { fields: {}, needs: rule.anyRead, effect: () => ({ answer: ({ view, perform }) => view.asBefore(perform) }) },
  'other-id': {
    fields: { shown: rule.optional(rule.otherId) },
    needs: rule.readsResource,
    effect: ({ shown }) => ({
      readFields(resource) {
        const { id, prefix } = resourceMetadata(resource)
        // Seeds by number begin with 0001; undefined leaves the id out.
        return { [id]: shown === '' ? undefined : (shown ?? `${prefix}emulated0000`) }
      },
    }),
  },
  omitted: {
    fields: { entry: rule.optional(rule.listedId) },
    needs: rule.listsResources,
    effect: ({ entry }) => ({ listed: (all, start) => all.filter(({ id }) => id !== (entry ?? all[start]?.id)) }),
  },
  'short-page': { fields: {}, needs: rule.listsPages, effect: () => ({ pageLength: (length) => Math.floor(length / 2) }) },
  'no-total': { fields: {}, needs: rule.listsPages, effect: () => ({ hidesTotal: true }) },
  task: { fields: {}, needs: rule.deletesLater, effect: () => ({ deletionFails: true }) },
}

/** Gives the effect of a fault that has been checked. */
export function effectOf(fault: FaultKind): FaultEffect {
  return (faultKinds[fault.kind].effect as (fault: FaultKind) => FaultEffect)(fault)
}

function refuses(refusalOf: (operation: OperationName) => Refusal): FaultEffect {
  return {
    answer({ operation }) {
      throw refusalOf(operation)
    },
  }
}

/** Breaks the connection, after the work where it is to be done, and after a wait. */
function breaks(isDone: boolean, wait?: (request: FaultedRequest) => Promise<void>): FaultEffect {
  return {
    async answer(request) {
      if (isDone) request.perform()
      await wait?.(request)
      throw new ConnectionReset()
    },
  }
}

function documented(operation: OperationName, fits: (error: ReturnType<typeof errorsOf>[number]) => boolean) {
  const found = errorsOf(operation).find(fits)
  if (!found) throw new Error(`the spec documents no such error for ${operation}`)
  return found
}
