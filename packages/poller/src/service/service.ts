import type { CallOptions, ClientScope, OperationName, ParameterValues, ResourceName, Retry } from '@vpn-gateway/core'
import {
  checkRegionId,
  isVpnGatewayError,
  OptionError,
  operationMetadata,
  resourceMetadata,
  saysAbsent,
  scopeOfClient,
  service,
  UnreadableAnswerError,
} from '@vpn-gateway/core'
import { isPassing } from '../errors.ts'
import { publicOf } from '../scope.ts'
import { type DeletableRef, type Fields, isSame } from './resource-ref.ts'

/** Any object with the client's methods. */
export type DeletionClient = Readonly<Record<string, (parameters: never, options?: CallOptions) => Promise<object>>>

/** Gets the fields of each resource that an answer shows. */
type NoteFields = (kind: ResourceName, fields: Fields) => void

export interface Page {
  /** Every entry, also those that are as good as absent. */
  readonly entries: readonly Fields[]
  /** Number of entries of all pages, where the answer has it. */
  readonly total?: number
  readonly cursor?: string
}

/** The service as a deletion needs it: read a resource, list resources, delete one. */
export class DeletionService {
  readonly #client: DeletionClient
  readonly #retry: Retry
  readonly #region: ParameterValues
  readonly #note: NoteFields
  /** Scope of its calls, as far as it is known. */
  readonly scope: ClientScope

  /** @param fallback the region where neither the caller nor the client says one */
  constructor(client: DeletionClient, retry: Retry, given: string | undefined, fallback?: string, note: NoteFields = () => {}) {
    if (typeof client !== 'object' || client === null) throw new OptionError('client', 'must be a client')
    const { [scopeOfClient]: own = {} } = client as { readonly [scopeOfClient]?: ClientScope }
    const regionId = given ?? (own.regionId === undefined ? fallback : undefined)
    if (regionId !== undefined) checkRegionId(regionId)
    this.#client = client
    this.#retry = retry
    this.#note = note
    const endpoint = own.endpoint && publicOf(own.endpoint)
    this.scope = { ...own, ...(endpoint && { endpoint }), ...(regionId !== undefined && { regionId }) }
    this.#region = regionId === undefined ? {} : { [service.regionParameter]: regionId }
  }

  /** Gives the fields of a resource, or nothing. @throws {UnreadableAnswerError} for an answer about another id: it shows nothing. */
  async read(operation: OperationName, kind: ResourceName, id: string, signal?: AbortSignal): Promise<Fields | undefined> {
    const { id: idName, title } = resourceMetadata(kind)
    const fields = await this.#call(operation, { [idName]: id }, signal).catch((error) => {
      if (isVpnGatewayError(error) && !isPassing(error) && saysAbsent(`${error.code}`, kind)) return undefined
      throw error
    })
    if (fields && fields[idName] !== id) throw unexpected(operation, `no ${title} of the id that was asked`)
    if (fields) this.#note(kind, fields)
    return fields
  }

  async list(kind: ResourceName, parameters: ParameterValues, signal?: AbortSignal): Promise<Page> {
    const operation = listingOf(kind)
    const { items = '', paging } = operationMetadata(operation)
    const answer = await this.#call(operation, parameters, signal)
    const entries = items.split('.').reduce<unknown>((at, field) => Object(at)[field], answer)
    const total = paging && answer[paging.total]
    // An answer without its list is no sign that nothing is there.
    if (!Array.isArray(entries)) throw unexpected(operation, `no ${items}`)
    const cursor = paging?.token && answer[paging.token]
    const listed: Fields[] = entries.map((entry) => Object(entry))
    for (const fields of listed) this.#note(kind, fields)
    return {
      entries: listed,
      ...(Number.isSafeInteger(total) && { total: total as number }),
      ...(typeof cursor === 'string' && cursor !== '' && { cursor }),
    }
  }

  /** Sends a deletion, and gives whether it was done before. @throws {UnreadableAnswerError} for an answer that accepts nothing. */
  async delete({ kind, id }: DeletableRef, clientToken: string, signal?: AbortSignal): Promise<{ readonly alreadyGone: boolean }> {
    const operation = deletionOf(kind)
    const { idempotencyParameter } = operationMetadata(operation)
    const token = idempotencyParameter && { [idempotencyParameter]: clientToken }
    const { RequestId, Code, alreadyGone } = await this.#call(operation, { [resourceMetadata(kind).id]: id, ...token }, signal)
    // Where the request had been carried out before, the client makes the answer itself, from a refusal that may lack its id.
    if (typeof RequestId !== 'string' || (RequestId === '' && alreadyGone !== true) || Code !== undefined)
      throw unexpected(operation, 'no id of the request, or with a code')
    return { alreadyGone: alreadyGone === true }
  }

  /** Asks whether a deletion would be accepted; where its operation has no dry run nothing is sent. */
  async rehearse({ kind, id }: DeletableRef, signal?: AbortSignal): Promise<void> {
    const operation = deletionOf(kind)
    const { dryRun } = operationMetadata(operation)
    if (!dryRun) return
    const answer = await this.#call(operation, { [resourceMetadata(kind).id]: id, [dryRun.parameter]: dryRun.value }, signal)
    if (answer.dryRun !== 'passed') throw unexpected(operation, 'no result of a dry run: it may have been carried out')
  }

  async #call(operation: OperationName, parameters: ParameterValues, signal: AbortSignal | undefined): Promise<Fields> {
    const { method } = operationMetadata(operation)
    const call = this.#client[method]
    if (typeof call !== 'function') throw new OptionError('client', `has no method ${method}`)
    const answer: unknown = await call.call(this.#client, { ...this.#region, ...parameters } as never, { signal, retry: this.#retry })
    if (typeof answer !== 'object' || answer === null) throw unexpected(operation, 'nothing')
    return answer as Fields
  }
}

export function listingOf(kind: ResourceName): OperationName {
  return resourceMetadata(kind).operations.list as OperationName
}

export function deletionOf(kind: DeletableRef['kind']): OperationName {
  return resourceMetadata(kind).operations.delete as OperationName
}

/** Says whether the fields of a resource say that it is as good as absent. */
export function isDeleted(kind: ResourceName, fields: Fields): boolean {
  const { deleted } = resourceMetadata(kind)
  return deleted !== undefined && isSame(fields[deleted.field], deleted.value)
}

export function unexpected(operation: OperationName, what: string): UnreadableAnswerError {
  return new UnreadableAnswerError(200, what, { operation, attempts: 1 })
}
