import { type Clock, monotonic, type ResourceName, resourceMetadata, valuesAt } from '@vpn-gateway/core'
import { refOf } from '../engine/engine.ts'
import type { DeletionState } from '../engine/state.ts'
import { DeletionError } from '../errors.ts'
import { readResource } from '../service/reader.ts'
import type { Fields } from '../service/resource-ref.ts'
import type { DeletionService } from '../service/service.ts'
import { unsentWords } from './plan/as-planned.ts'

/** The tag that keeps a resource from being deleted by a teardown, whatever its value. */
export const protectedTag = 'vpngw:protected'

/** Says whether a resource has the tag that protects it. */
export function isProtected(kind: ResourceName, fields: Fields): boolean {
  const { tags } = resourceMetadata(kind)
  const keys = tags?.fields.flatMap((field) => valuesAt(fields, `${field}.${tags.key}`)) ?? []
  return keys.includes(protectedTag)
}

/** Time for which the read of a gateway is relied on, in milliseconds. */
const freshMs = 60_000

/** Keeps which resources were read with the tag that protects them, by whatever read or listing of one teardown. */
export class Protection {
  readonly #clock: Clock
  readonly #protected = new Set<string>()
  /** Time at which each gateway was last read, by the clock's monotonic reading. */
  readonly #readAtMs = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Notes the fields of a resource, as an answer shows them. */
  note(kind: ResourceName, fields: Fields): void {
    const id = String(fields[resourceMetadata(kind).id])
    if (isProtected(kind, fields)) this.#protected.add(id)
    if (resourceMetadata(kind).parent === undefined) this.#readAtMs.set(id, monotonic(this.#clock))
  }

  /**
   * Rejects for a deletion that is not to be sent. Its gateway is read, unless it was a moment ago, by the last poll of the deletion before it.
   *
   * @throws {DeletionError} `Protected`; `CannotObserve` where the gateway cannot be read, which may have the tag.
   */
  async check(state: DeletionState, patient: DeletionService, signal: AbortSignal): Promise<void> {
    const { id, parent } = refOf(state)
    const readAtMs = this.#readAtMs.get(parent?.id ?? '') ?? Number.NEGATIVE_INFINITY
    if (parent && monotonic(this.#clock) - readAtMs > freshMs)
      await readResource(patient, parent, signal).catch((error) => {
        signal.throwIfAborted()
        throw new DeletionError('CannotObserve', id, `${unsentWords(state)}: its gateway: ${(error as Error).message}`, error)
      })
    if (this.#protected.has(id) || (parent && this.#protected.has(parent.id)))
      throw new DeletionError('Protected', id, `${unsentWords(state)}: it, or its gateway, has the tag ${protectedTag}`)
  }
}
