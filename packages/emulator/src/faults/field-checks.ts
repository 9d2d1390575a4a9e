import { type OperationMetadata, type OperationName, OptionError, operationMetadata, resourceMetadata } from '@vpn-gateway/core'
import { errorsOf } from '../gate/refusal.ts'
import type { FaultKind } from './fault-kinds.ts'

/** Gives the rule that a value breaks, if it breaks one. @param id the resource that alone is to meet the fault, if one is */
type FieldCheck = (value: unknown, operation: OperationName, id: string | undefined) => string | undefined

interface FieldRules {
  readonly check: FieldCheck
  readonly isRequired?: boolean
}

/** Parts of a kind of fault. */
interface KindRules {
  readonly fields: Readonly<Record<string, FieldRules>>
  /** Nothing where every operation can meet it. */
  readonly needs?: Needs
}

/** Requirement of an operation that is to meet a fault, and the error of one that cannot. */
interface Needs {
  readonly isMet: (metadata: OperationMetadata) => boolean
  readonly otherwise: string
}

const isCode: FieldCheck = (code, operation) => {
  const known = errorsOf(operation).map((error) => error.code)
  return known.includes(code as string) ? undefined : `must be one that the spec documents for ${operation}: ${known.join(', ')}`
}

/** Services of this kind name errors in words with dots between. */
const codePattern = /^[\w.]{1,100}$/

const isAnyCode: FieldCheck = (code) =>
  typeof code === 'string' && codePattern.test(code) ? undefined : `must be a text that matches ${codePattern.source}`

const isTime: FieldCheck = (time) =>
  typeof time === 'number' && time >= 0 && time < Number.POSITIVE_INFINITY ? undefined : 'must be a number of milliseconds'

const isWork: FieldCheck = (work) => (work === 'done' || work === 'not-done' ? undefined : 'must be done or not-done')

const isStatusFrom =
  (least: number): FieldCheck =>
  (status) =>
    Number.isInteger(status) && (status as number) >= least && (status as number) <= 599
      ? undefined
      : `must be a whole number from ${least} to 599`

/** Answers of these statuses have no body, in HTTP and in a `Response`. */
const bodiless: readonly unknown[] = [204, 205, 304]

const isStatusOfPage: FieldCheck = (status, ...more) =>
  bodiless.includes(status)
    ? `must not be ${bodiless.join(', ')} where there is a page: such an answer has no body`
    : isStatusFrom(200)(status, ...more)

const isTextOf =
  (most: number): FieldCheck =>
  (text) =>
    typeof text === 'string' && text.length <= most ? undefined : `must be a text of at most ${most} characters`

const isOtherId: FieldCheck = (shown, operation, id) =>
  shown === id ? `must be another id than ${id}, which alone is to meet it` : isTextOf(128)(shown, operation, id)

const isEntry: FieldCheck = (entry, operation) => {
  const { resource } = operationMetadata(operation)
  const { pattern } = resource ? resourceMetadata(resource) : { pattern: '' }
  return typeof entry === 'string' && entry.length <= 128 && new RegExp(pattern).test(entry)
    ? undefined
    : `must be an id that matches ${pattern}`
}

const read: Needs = { isMet: ({ verb, resource }) => verb === 'read' && resource !== undefined, otherwise: 'reads no resource' }
const list: Needs = { isMet: ({ verb, resource }) => verb === 'list' && resource !== undefined, otherwise: 'lists no resources' }
const pages: Needs = {
  isMet: (metadata) => list.isMet(metadata) && metadata.paging !== undefined,
  otherwise: 'lists no pages of resources',
}

const rulesOf: Readonly<Record<FaultKind['kind'], KindRules>> = {
  error: { fields: { code: { check: isCode, isRequired: true } } },
  refusal: {
    fields: { code: { check: isAnyCode, isRequired: true }, status: { check: isStatusFrom(400) }, message: { check: isTextOf(1000) } },
  },
  throttle: { fields: { retryAfterMs: { check: isTime } } },
  reset: { fields: { work: { check: isWork } } },
  timeout: { fields: { work: { check: isWork } } },
  delay: { fields: { ms: { check: isTime, isRequired: true } } },
  html: { fields: { status: { check: isStatusOfPage } } },
  empty: { fields: { status: { check: isStatusFrom(200) } } },
  truncated: { fields: {} },
  stale: { fields: {}, needs: { isMet: ({ verb }) => verb === 'read' || verb === 'list', otherwise: 'is no read' } },
  'other-id': { fields: { shown: { check: isOtherId } }, needs: read },
  omitted: { fields: { entry: { check: isEntry } }, needs: list },
  'short-page': { fields: {}, needs: pages },
  'no-total': { fields: {}, needs: pages },
  'expired-key': { fields: {} },
  task: { fields: {}, needs: { isMet: ({ longRunning }) => longRunning !== undefined, otherwise: 'does nothing in the background' } },
}

/**
 * Checks a fault, which may have come as JSON from another program.
 *
 * @param id the resource that alone is to meet it, if one is
 * @throws {OptionError} for what is no fault, and for one that the operation cannot meet.
 */
export function checkFault(operation: OperationName, fault: FaultKind, id?: string): void {
  const { kind, ...given } = Object(fault) as FaultKind & Readonly<Record<string, unknown>>
  if (typeof kind !== 'string' || !Object.hasOwn(rulesOf, kind))
    throw new OptionError('kind', `must be one of ${Object.keys(rulesOf).join(', ')}`)
  const { fields, needs } = rulesOf[kind]
  const odd = Object.keys(given).find((field) => !Object.hasOwn(fields, field))
  if (odd !== undefined) throw new OptionError('fault', `has no ${odd}; ${kind} knows ${Object.keys(fields).join(', ') || 'nothing more'}`)
  if (needs && !needs.isMet(operationMetadata(operation)))
    throw new OptionError('kind', `cannot be ${kind}: ${operation} ${needs.otherwise}`)
  for (const [field, { check, isRequired }] of Object.entries(fields)) {
    const value = (given as Readonly<Record<string, unknown>>)[field]
    const broken = value === undefined && !isRequired ? undefined : check(value, operation, id)
    if (broken !== undefined) throw new OptionError(field, broken)
  }
}
