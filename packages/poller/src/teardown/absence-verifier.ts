import { type DeletableResource, isVpnGatewayError, monotonic, type ResourceName, resourceMetadata } from '@vpn-gateway/core'
import type { DeletionState } from '../engine/state.ts'
import { listAll, pageSizeOf, parentFilterOf } from '../service/listing.ts'
import type { DeletionReader, GatewayReading, ResourceReading } from '../service/reader.ts'
import type { DeletableRef, ResourceRef } from '../service/resource-ref.ts'
import type { TeardownContext } from './context.ts'

/** Time for which a listing is relied on for the gateway of its entries, in milliseconds. */
const freshMs = 300_000

/** Gives the absence of a resource by a listing; nothing where that is no witness. */
type Witness = (id: string) => ResourceReading | undefined

/**
 * Reads for all deletions of one gateway that are to be verified: those that ask at the same time share one reading that is
 * begun then, and absences are read by a listing of the gateway. A listing is a witness only of what it has shown before;
 * everything else is read by its id.
 */
export class AbsenceVerifier implements DeletionReader {
  readonly #context: TeardownContext
  readonly #parent: ResourceRef
  /** Gives how many more deletions the gateway is to get. */
  readonly #others: () => number
  /** Time at which a listing last showed each id, by the clock's monotonic reading. */
  readonly #shown = new Map<string, number>()
  #gateway: Promise<GatewayReading> | undefined
  #resources: { readonly refs: DeletableRef[]; readonly read: Promise<(ref: DeletableRef) => Promise<ResourceReading>> } | undefined
  #mayList = true

  constructor(context: TeardownContext, parent: ResourceRef, others: () => number) {
    this.#context = context
    this.#parent = parent
    this.#others = others
  }

  gateway(ref: ResourceRef): Promise<GatewayReading> {
    const { engine, signal } = this.#context
    if (ref.id !== this.#parent.id) return engine.reader.gateway(ref, signal)
    this.#gateway ??= Promise.resolve().then(() => {
      this.#gateway = undefined
      return engine.reader.gateway(this.#parent, signal)
    })
    return this.#gateway
  }

  async resource(ref: DeletableRef): Promise<ResourceReading> {
    if (ref.parent?.id !== this.#parent.id) return this.#context.engine.reader.resource(ref, this.#context.signal)
    this.#resources ??= { refs: [], read: Promise.resolve().then(() => this.#readAll()) }
    const { refs, read } = this.#resources
    refs.push(ref)
    return (await read)(ref)
  }

  /** Takes the listing before anything is deleted on the gateway, where it will verify so many. */
  async prime(states: readonly DeletionState[]): Promise<void> {
    const unshown = states.filter(({ id }) => !this.#shown.has(id))
    for (const [kind, { length }] of Map.groupBy(unshown, ({ resource }) => resource))
      if (this.#paysToList(kind, length)) await this.#list(kind)
  }

  /** Says whether a listing has shown it lately. */
  hasShown(id: string): boolean {
    return monotonic(this.#context.engine.settings.clock) - (this.#shown.get(id) ?? Number.NEGATIVE_INFINITY) < freshMs
  }

  noteShown(ids: Iterable<string>): void {
    for (const id of ids) this.#shown.set(id, monotonic(this.#context.engine.settings.clock))
  }

  async #readAll(): Promise<(ref: DeletableRef) => Promise<ResourceReading>> {
    const { engine, signal } = this.#context
    const { refs = [] } = this.#resources ?? {}
    this.#resources = undefined
    const listings = new Map<DeletableResource, Witness | undefined>()
    for (const [kind, ofKind] of Map.groupBy(refs, (ref) => ref.kind))
      if (this.#paysToList(kind, ofKind.length)) listings.set(kind, await this.#list(kind))
    return async (ref) => listings.get(ref.kind)?.(ref.id) ?? engine.reader.resource(ref, signal)
  }

  #paysToList(kind: ResourceName, ids: number): boolean {
    const pages = Math.ceil((ids + this.#others()) / pageSizeOf(kind))
    return this.#mayList && ids > 1 && pages <= ids && parentFilterOf(kind, this.#parent.id) !== undefined
  }

  /** Lists what is on the gateway; gives nothing where it cannot be listed. */
  async #list(kind: DeletableResource): Promise<Witness | undefined> {
    const { patient, signal } = this.#context
    const { id: idName } = resourceMetadata(kind)
    try {
      const { entries, isComplete } = await listAll(patient, kind, parentFilterOf(kind, this.#parent.id) ?? {}, signal)
      const ids = new Set(entries.map((fields) => String(fields[idName])))
      const shown = new Set(this.#shown.keys())
      if (isComplete) this.noteShown(ids)
      // An entry may be stale: presence is read by id.
      return (id) => (isComplete && shown.has(id) && !ids.has(id) ? { resource: 'absent', isWeak: true } : undefined)
    } catch (error) {
      signal.throwIfAborted()
      if (!isVpnGatewayError(error)) throw error
      // A caller that may not list may still be allowed to read one by one.
      if (error.name === 'ServiceError' && error.kind === 'stop') this.#mayList = false
      return undefined
    }
  }
}
