import { type OperationMetadata, type OperationName, operationMetadata, resourceMetadata } from '@vpn-gateway/core'
import { errorsOf } from '../gate/refusal.ts'
import { isDuration } from '../support/checks.ts'

/** Request that is to meet a fault. */
export interface FaultTarget {
  readonly operation: OperationName
  /** The resource that alone is to meet it, if one is. */
  readonly id?: string | undefined
}

/** Gives the rule that a field of a fault breaks, or undefined. */
export type FieldCheck = (value: unknown, target: FaultTarget) => string | undefined

/** Lets a field be left out. */
export function optional(check: FieldCheck): FieldCheck {
  return (value, target) => (value === undefined ? undefined : check(value, target))
}

export const documentedCode: FieldCheck = (code, { operation }) => {
  const known = errorsOf(operation).map((error) => error.code)
  return known.includes(code as string) ? undefined : `must be one that the spec documents for ${operation}: ${known.join(', ')}`
}

/** Services of this kind name errors in words with dots between. */
const codePattern = /^[\w.]{1,100}$/

export const anyCode: FieldCheck = (code) =>
  typeof code === 'string' && codePattern.test(code) ? undefined : `must be a text that matches ${codePattern.source}`

export const time: FieldCheck = (value) => (isDuration(value) ? undefined : 'must be a number of milliseconds')

export const work: FieldCheck = (value) => (value === 'done' || value === 'not-done' ? undefined : 'must be done or not-done')

export function statusFrom(min: number): FieldCheck {
  return (status) =>
    Number.isInteger(status) && (status as number) >= min && (status as number) <= 599
      ? undefined
      : `must be a whole number from ${min} to 599`
}

/** Answers of these statuses have no body, in HTTP and in a `Response`. */
const bodiless: readonly unknown[] = [204, 205, 304]

export const statusWithBody: FieldCheck = (status, target) =>
  bodiless.includes(status)
    ? `must not be ${bodiless.join(', ')} where there is a page: such an answer has no body`
    : statusFrom(200)(status, target)

export function textUpTo(max: number): FieldCheck {
  return (text) => (typeof text === 'string' && text.length <= max ? undefined : `must be a text of at most ${max} characters`)
}

export const otherId: FieldCheck = (shown, target) =>
  shown === target.id ? `must be another id than ${target.id}, which alone is to meet it` : textUpTo(128)(shown, target)

export const listedId: FieldCheck = (entry, { operation }) => {
  const { resource } = operationMetadata(operation)
  const { pattern } = resource ? resourceMetadata(resource) : { pattern: '' }
  return typeof entry === 'string' && entry.length <= 128 && new RegExp(pattern).test(entry)
    ? undefined
    : `must be an id that matches ${pattern}`
}

/** Requirement of an operation that is to meet a fault, and the error for one that cannot. */
export interface Needs {
  readonly isMet: (metadata: OperationMetadata) => boolean
  readonly otherwise: string
}

export const anyRead: Needs = { isMet: ({ verb }) => verb === 'read' || verb === 'list', otherwise: 'is no read' }

export const readsResource: Needs = {
  isMet: ({ verb, resource }) => verb === 'read' && resource !== undefined,
  otherwise: 'reads no resource',
}

export const listsResources: Needs = {
  isMet: ({ verb, resource }) => verb === 'list' && resource !== undefined,
  otherwise: 'lists no resources',
}

export const listsPages: Needs = {
  isMet: (metadata) => listsResources.isMet(metadata) && metadata.paging !== undefined,
  otherwise: 'lists no pages of resources',
}

export const deletesLater: Needs = { isMet: ({ longRunning }) => longRunning !== undefined, otherwise: 'does nothing in the background' }
