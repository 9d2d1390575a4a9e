import { isVpnGatewayError, resourceMetadata, type VpnGatewayError, valuesAt } from '@vpn-gateway/core'
import { checkOptions } from '../check-options.ts'
import { idsAtOnce, listAll } from './listing.ts'
import { type DeletableRef, type Fields, isIdOf, isSame, type ResourceRef, withParent } from './resource-ref.ts'
import { type DeletionClient, DeletionService, isDeleted, listingOf, unexpected } from './service.ts'

/**
 * State of a gateway as it was read. `locked` is idle, but refuses changes until a person acts; `other` is a status that
 * is neither idle nor busy; `unknown` is everything that could not be read, or was not about it.
 */
export const gatewayEvidence = ['idle', 'locked', 'busy', 'other', 'absent', 'unknown'] as const
export type GatewayEvidence = (typeof gatewayEvidence)[number]

/** Says whether a gateway does no work, which would hide what is on it. */
export function isIdle(gateway: GatewayEvidence | undefined): boolean {
  return gateway === 'idle' || gateway === 'locked'
}

/** State of a resource as it was read; `working` where it shows by itself that it is being deleted. */
export const resourceEvidence = ['present', 'working', 'absent', 'unknown'] as const
export type ResourceEvidence = (typeof resourceEvidence)[number]

/** A gateway as it was read. */
export interface GatewayReading {
  readonly gateway: GatewayEvidence
  /** The status as it was read. */
  readonly status?: string
  /** Error because of which it is unknown. */
  readonly error?: VpnGatewayError
}

/** A resource as it was read. */
export interface ResourceReading {
  readonly resource: ResourceEvidence
  /** The gateway that it names, null where it has none; left out where nothing is said of it. */
  readonly parentId?: string | null
  /** The states that it names, as they were read. */
  readonly state?: string
  /** Set where a listing is the only witness of the absence. */
  readonly isWeak?: true
  /** Error because of which it is unknown. */
  readonly error?: VpnGatewayError
}

/** Source of the observations of a step. What could not be seen is an `unknown` with its error, no rejection. */
export interface DeletionReader {
  gateway(gateway: ResourceRef, signal?: AbortSignal): Promise<GatewayReading>
  resource(resource: DeletableRef, signal?: AbortSignal): Promise<ResourceReading>
}

/** Makes a reader of which nothing counts that is not sound. */
export function checkedReader(reader: DeletionReader): DeletionReader {
  return {
    async gateway(ref, signal) {
      const reading = await reader.gateway(ref, signal)
      return gatewayEvidence.includes(reading?.gateway) ? reading : { gateway: 'unknown' }
    },
    async resource(ref, signal) {
      const reading = await reader.resource(ref, signal)
      const { parentId = null } = Object(reading) as ResourceReading
      const { parent } = resourceMetadata(ref.kind)
      const isSound = parentId === null || (parent && isIdOf(parent.resource, parentId))
      return isSound && resourceEvidence.includes(reading?.resource) ? reading : { resource: 'unknown' }
    },
  }
}

/**
 * Makes the reader that deletions have where none is given: every reading is a request. Wrap it, so that one reading serves many.
 *
 * @example
 * const reader = createDeletionReader(client)
 * const shared = { ...reader, gateway: once(reader.gateway) }
 *
 * @throws {OptionError} for options that cannot be used.
 */
export function createDeletionReader(client: DeletionClient, options: { readonly regionId?: string | undefined } = {}): DeletionReader {
  checkOptions(options, ['regionId'])
  const reader = readerOf(new DeletionService(client, (attempt) => attempt(), options.regionId))
  return {
    async gateway(ref, signal) {
      checkOptions({ signal }, ['signal'])
      return reader.gateway(ref, signal)
    },
    async resource(ref, signal) {
      checkOptions({ signal }, ['signal'])
      return reader.resource(ref, signal)
    },
  }
}

/** Makes a reader whose every reading is one request. */
export function readerOf(service: DeletionService): DeletionReader {
  return {
    gateway: (ref, signal) =>
      readGateway(service, ref, signal).catch((error) => ({ gateway: 'unknown', error: observable(error, signal) })),
    resource: (ref, signal) =>
      readChild(service, ref, signal).catch((error) => ({ resource: 'unknown', error: observable(error, signal) })),
  }
}

/** Reads a resource by its id, or by a listing. @throws {UnreadableAnswerError} for an answer that is not about that id. */
export async function readResource(service: DeletionService, { kind, id }: ResourceRef, signal?: AbortSignal): Promise<Fields | undefined> {
  const { id: idName, operations } = resourceMetadata(kind)
  const fields = operations.read
    ? await service.read(operations.read, kind, id, signal)
    : await findListed(service, { kind, id }, idName, signal)
  return fields && isDeleted(kind, fields) ? undefined : fields
}

async function findListed(service: DeletionService, { kind, id }: ResourceRef, idName: string, signal: AbortSignal | undefined) {
  const { entries, isComplete } = await listAll(service, kind, { [idName]: idsAtOnce(kind) > 0 ? [id] : id }, signal)
  const found = entries.find((entry) => entry[idName] === id)
  if (!found && !isComplete) throw unexpected(listingOf(kind), 'a listing that is not complete')
  return found
}

async function readGateway(service: DeletionService, ref: ResourceRef, signal: AbortSignal | undefined): Promise<GatewayReading> {
  const { status, locked, operations } = resourceMetadata(ref.kind)
  const fields = await readResource(service, ref, signal)
  if (!fields) return { gateway: 'absent' }
  const shown = fields[status?.field ?? '']
  if (!status || typeof shown !== 'string') throw unexpected(operations.read ?? listingOf(ref.kind), `no ${status?.field ?? 'status'}`)
  if (isSame(shown, status.busy)) return { gateway: 'busy', status: shown }
  if (!isSame(shown, status.settled)) return { gateway: 'other', status: shown }
  return { gateway: locked && isSame(fields[locked.field], locked.value) ? 'locked' : 'idle', status: shown }
}

async function readChild(service: DeletionService, ref: DeletableRef, signal: AbortSignal | undefined): Promise<ResourceReading> {
  const { operations } = resourceMetadata(ref.kind)
  const fields = await readResource(service, ref, signal)
  return fields ? readingOf(ref, fields) : { resource: 'absent', ...(operations.read === undefined && { isWeak: true }) }
}

/** Gives how a resource stands by its fields, read alone or in a listing. */
export function readingOf({ kind, id }: DeletableRef, fields: Fields): ResourceReading {
  if (isDeleted(kind, fields)) return { resource: 'absent' }
  const { work = [] } = resourceMetadata(kind)
  const states = work.flatMap(({ field, values }) => valuesAt(fields, field).map((shown) => ({ shown, values })))
  const isWorking = states.some(({ shown, values }) => values.some((value) => isSame(shown, value)))
  const state = [...new Set(states.map(({ shown }) => shown).filter((shown) => typeof shown === 'string'))].join(', ')
  try {
    const parentId = withParent({ kind, id }, fields).parent?.id ?? null
    return { resource: isWorking ? 'working' : 'present', parentId, ...(state !== '' && { state }) }
  } catch (error) {
    return { resource: 'unknown', error: observable(error) }
  }
}

/** Gives the error of a read that shows nothing; an abort, a wrong call and a broken client are no answer of the service, and are thrown on. */
export function observable(error: unknown, signal?: AbortSignal): VpnGatewayError {
  signal?.throwIfAborted()
  if (!isVpnGatewayError(error) || error.name === 'OptionError' || error.name === 'ParameterError') throw error
  return error
}
