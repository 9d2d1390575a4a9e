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
} from '@vpn-gateway/core'
import type { Subject } from './target.ts'

/** Any object with the client's methods. */
export type DeletionClient = Readonly<Record<string, (parameters: never, options?: CallOptions) => Promise<object>>>

type Fields = Readonly<Record<string, unknown>>

/** The service as a deletion needs it: is the resource there, how is its parent, delete it. */
export class DeletionService {
  readonly #client: DeletionClient
  readonly #policies: { readonly read: Retry; readonly delete: Retry }
  readonly #region: ParameterValues

  constructor(client: DeletionClient, policies: { readonly read: Retry; readonly delete: Retry }, regionId: string | undefined) {
    this.#client = client
    this.#policies = policies
    this.#region = regionId === undefined ? {} : { [service.regionParameter]: regionId }
  }

  /** The fields of a resource, or nothing where it is absent or as good as that. */
  async observe(resource: ResourceName, id: string, signal?: AbortSignal): Promise<Fields | undefined> {
    const facts = resourceFacts(resource)
    const fields = facts.operations.read
      ? await this.#read(facts.operations.read, resource, id, signal)
      : await this.#find(facts, id, signal)
    return facts.deleted && fields?.[facts.deleted.field] === facts.deleted.value ? undefined : fields
  }

  /** Resolves once the deletion is accepted, or was by an earlier request whose answer was lost. */
  async delete({ deleteBy, facts, id }: Subject, token: string, signal?: AbortSignal): Promise<void> {
    const { idempotencyParameter } = operationFacts(deleteBy)
    const parameters = { [facts.id]: id, ...(idempotencyParameter && { [idempotencyParameter]: token }) }
    await this.#call(deleteBy, parameters, signal)
  }

  async #read(operation: OperationName, resource: ResourceName, id: string, signal: AbortSignal | undefined): Promise<Fields | undefined> {
    try {
      return (await this.#call(operation, { [resourceFacts(resource).id]: id }, signal)) as Fields
    } catch (error) {
      if (isVpnGatewayError(error) && saysAbsent(error.code, resource)) return undefined
      throw error
    }
  }

  async #find({ operations, id: idName, title }: ResourceFacts, id: string, signal: AbortSignal | undefined): Promise<Fields | undefined> {
    if (operations.list === undefined) throw new OptionError('target', `is a ${title}, which no operation reads`)
    const { items = '', parameters } = operationFacts(operations.list)
    const answer = await this.#call(operations.list, { [idName]: parameters[idName]?.type === 'array' ? [id] : id }, signal)
    const entries = items.split('.').reduce<unknown>((at, field) => (at as Fields | undefined)?.[field], answer)
    return (Array.isArray(entries) ? (entries as Fields[]) : []).find((entry) => entry[idName] === id)
  }

  #call(operation: OperationName, parameters: ParameterValues, signal: AbortSignal | undefined): Promise<object> {
    const { method } = operationFacts(operation)
    const call = this.#client[method]
    if (call === undefined) throw new OptionError('client', `has no method ${method}`)
    return call.call(this.#client, { ...this.#region, ...parameters } as never, {
      signal,
      retry: operationFacts(operation).verb === 'delete' ? this.#policies.delete : this.#policies.read,
    })
  }
}
