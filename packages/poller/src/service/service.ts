import {
  type CallOptions,
  isVpnGatewayError,
  type OperationName,
  OptionError,
  operationFacts,
  type ParameterValues,
  type ResourceFacts,
  type ResourceName,
  type Retry,
  resourceFacts,
  saysAbsent,
  service,
  UnreadableAnswerError,
} from '@vpn-gateway/core'
import type { Subject } from './target.ts'

/** Any object with the client's methods. */
export type DeletionClient = Readonly<Record<string, (parameters: never, options?: CallOptions) => Promise<object>>>

export type Fields = Readonly<Record<string, unknown>>

/** How requests are repeated. */
export interface Policies {
  readonly read: Retry
  readonly delete: Retry
}

/** The service as a deletion needs it: is the resource there, how is its parent, what is on it, delete it. */
export class DeletionService {
  readonly #client: DeletionClient
  readonly #policies: Policies
  readonly #region: ParameterValues

  constructor(client: DeletionClient, policies: Policies, regionId: string | undefined) {
    this.#client = client
    this.#policies = policies
    this.#region = regionId === undefined ? {} : { [service.regionParameter]: regionId }
  }

  /** The fields of a resource, or nothing where it is absent or as good as that. */
  async observe(resource: ResourceName, id: string, signal?: AbortSignal): Promise<Fields | undefined> {
    const facts = resourceFacts(resource)
    const fields = facts.operations.read
      ? await this.#read(facts.operations.read, resource, id, signal)
      : await this.#find(resource, id, signal)
    return fields && isDeleted(facts, fields) ? undefined : fields
  }

  /** One page of a listing: the entries that are there, and how many all pages have. */
  async list(resource: ResourceName, parameters: ParameterValues, signal?: AbortSignal): Promise<Page> {
    const facts = resourceFacts(resource)
    const { list } = facts.operations
    if (list === undefined) throw new OptionError('target', `is a ${facts.title}, which no operation lists`)
    const { items = '', paging } = operationFacts(list)
    const answer = (await this.#call(list, parameters, signal)) as Fields
    const entries = items.split('.').reduce<unknown>((at, field) => (at as Fields | undefined)?.[field], answer)
    const counted = paging && answer[paging.total]
    // An answer without its list is no sign that nothing is there.
    if (!Array.isArray(entries) && counted !== 0) throw new UnreadableAnswerError(200, `no ${items}`, { operation: list })
    const all = Array.isArray(entries) ? (entries as Fields[]) : []
    const token = paging?.token && answer[paging.token]
    return {
      entries: all.filter((fields) => !isDeleted(facts, fields)),
      isEmpty: all.length === 0,
      total: Number(counted ?? all.length),
      ...(typeof token === 'string' && token !== '' && { nextToken: token }),
    }
  }

  /**
   * Resolves once the deletion is accepted, or was by an earlier request whose answer was lost; gives whether the resource
   * is absent by then.
   */
  async delete({ deleteBy, facts, id }: Subject, token: string, signal?: AbortSignal): Promise<boolean> {
    const { idempotencyParameter } = operationFacts(deleteBy)
    const parameters = { [facts.id]: id, ...(idempotencyParameter && { [idempotencyParameter]: token }) }
    const { alreadyGone } = (await this.#call(deleteBy, parameters, signal)) as { alreadyGone?: boolean }
    return alreadyGone === true
  }

  async #read(operation: OperationName, resource: ResourceName, id: string, signal: AbortSignal | undefined): Promise<Fields | undefined> {
    try {
      return (await this.#call(operation, { [resourceFacts(resource).id]: id }, signal)) as Fields
    } catch (error) {
      if (isVpnGatewayError(error) && saysAbsent(error.code, resource)) return undefined
      throw error
    }
  }

  async #find(resource: ResourceName, id: string, signal: AbortSignal | undefined): Promise<Fields | undefined> {
    const { id: idName, operations } = resourceFacts(resource)
    const takesMany = operations.list !== undefined && operationFacts(operations.list).parameters[idName]?.type === 'array'
    const { entries } = await this.list(resource, { [idName]: takesMany ? [id] : id }, signal)
    return entries.find((entry) => entry[idName] === id)
  }

  async #call(operation: OperationName, parameters: ParameterValues, signal: AbortSignal | undefined): Promise<object> {
    const { method } = operationFacts(operation)
    const call = this.#client[method]
    if (call === undefined) throw new OptionError('client', `has no method ${method}`)
    const answer: unknown = await call.call(this.#client, { ...this.#region, ...parameters } as never, {
      signal,
      retry: operationFacts(operation).verb === 'delete' ? this.#policies.delete : this.#policies.read,
    })
    if (typeof answer !== 'object' || answer === null) throw new UnreadableAnswerError(200, 'nothing', { operation })
    return answer
  }
}

/** A page of a listing. */
export interface Page {
  readonly entries: readonly Fields[]
  /** Whether the service gave none, also none that is as good as absent. */
  readonly isEmpty: boolean
  readonly total: number
  readonly nextToken?: string
}

function isDeleted({ deleted }: ResourceFacts, fields: Fields): boolean {
  return deleted !== undefined && fields[deleted.field] === deleted.value
}
