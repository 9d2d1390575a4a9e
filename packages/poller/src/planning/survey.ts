import type { Clock, VpnGatewayError } from '@vpn-gateway/core'
import { refOf } from '../engine/engine.ts'
import { type DeletionState, isEnded, mayBeUnderway } from '../engine/state.ts'
import { isPassing } from '../errors.ts'
import { listChildren } from '../service/listing.ts'
import { type Read, readMany, type Source } from '../service/read-many.ts'
import { observable } from '../service/reader.ts'
import { type DeletableRef, type Fields, type ResourceRef, withParent } from '../service/resource-ref.ts'
import { sideBySide } from '../side-by-side.ts'
import type { Targets } from '../teardown/targets.ts'

/** A resource that a plan may name: as it was read, or the error of the read; neither where it is absent. */
export interface Candidate {
  readonly ref: DeletableRef
  readonly fields?: Fields
  readonly error?: unknown
  /** Set where a journal says that its deletion was sent, or may have been. */
  readonly isSent?: true
}

/** A gateway as it was read, or the error of the read or of its listings; neither where it is absent. */
export interface Gateway {
  readonly ref: ResourceRef
  readonly isWhole: boolean
  readonly fields?: Fields
  readonly error?: unknown
  /** Set where its listings may leave something out. */
  readonly isIncomplete?: true
}

/** Findings of a survey, as they were read. */
export interface Findings {
  readonly candidates: ReadonlyMap<string, Candidate>
  readonly gateways: ReadonlyMap<string, Gateway>
}

const listingsAtOnce = 8
/** Least time between two reads that count as two, in milliseconds. */
export const readsApartMs = 1_000

/** Reads targets, everything on gateways, and the gateways of all of it. Changes nothing. */
export class Survey {
  readonly #source: Source
  readonly #clock: Clock
  readonly #onRead: (count: number) => void
  readonly #refusals: unknown[] = []
  #isAnswered = false
  #count = 0

  constructor(source: Source, clock: Clock, onRead: (count: number) => void) {
    this.#source = source
    this.#clock = clock
    this.#onRead = onRead
  }

  /** @param states the deletions that a journal holds */
  async findings({ refs, parents }: Targets, states: ReadonlyMap<string, DeletionState>): Promise<Findings> {
    const candidates = new Map<string, Candidate>()
    const read = await this.#readAll(refs, withParent)
    for (const ref of refs) candidates.set(ref.id, candidateOf(ref, read.get(ref.id), states.get(ref.id)))
    const whole = new Map<string, Pick<Gateway, 'error' | 'isIncomplete'>>()
    await sideBySide(parents, listingsAtOnce, async (parent) => {
      const listed = await listChildren(this.#source.patient, parent, this.#source.signal).catch((error) => {
        this.#source.signal.throwIfAborted()
        this.#noteError(error)
        return { error }
      })
      whole.set(parent.id, 'error' in listed ? listed : listed.isComplete ? {} : { isIncomplete: true })
      if ('error' in listed) return
      this.#noteRead(listed.children.length)
      for (const { ref, fields } of listed.children) if (!candidates.has(ref.id)) candidates.set(ref.id, { ref, fields })
    })
    // A listing that is stale shows what a journal knows to have ended: its own read counts.
    const ended = [...candidates.values()].filter(({ ref, fields }) => fields && isEndedIn(states, ref.id) && !read.has(ref.id))
    const again = await this.#readAll(
      ended.map(({ ref }) => ref),
      withParent,
    )
    for (const { ref } of ended) if (!fieldsOf(again.get(ref.id)).fields) candidates.delete(ref.id)
    const gateways = new Map([...parents, ...[...candidates.values()].flatMap(({ ref }) => ref.parent ?? [])].map((ref) => [ref.id, ref]))
    const shown = await this.#readAll([...gateways.values()], () => {})
    this.#checkReads()
    return {
      candidates,
      gateways: new Map(
        [...gateways].map(([id, ref]) => [id, { ref, isWhole: whole.has(id), ...fieldsOf(shown.get(id)), ...whole.get(id) }]),
      ),
    }
  }

  /** Reads many, and what was absent once more: reads may flap. */
  async #readAll<Ref extends ResourceRef>(
    refs: readonly Ref[],
    check: (ref: Ref, fields: Fields) => unknown,
  ): Promise<Map<string, Read<Fields>>> {
    const found = new Map<string, Read<Fields>>()
    const parse = (ref: Ref, fields: Fields) => {
      check(ref, fields)
      return fields
    }
    const note = ({ id }: Ref, read: Read<Fields>) => {
      found.set(id, read)
      if ('value' in read) this.#noteRead(1)
    }
    const missing = await readMany(this.#source, refs, parse, note)
    if (missing.length > 0) await this.#clock.sleep(readsApartMs, this.#source.signal)
    await readMany(this.#source, missing, parse, note)
    this.#isAnswered ||= missing.length > 0 || [...found.values()].some((read) => 'value' in read)
    this.#source.signal.throwIfAborted()
    for (const read of found.values()) if ('error' in read) this.#noteError(read.error)
    return found
  }

  /** Keeps a refusal, or an answer that is not about the resource, as a fact of the plan; without an answer there is no plan. */
  #noteError(error: unknown): void {
    const { name } = observable(error)
    if (name === 'NetworkError' || name === 'CredentialsError' || isPassing(error)) throw error
    this.#refusals.push(error)
  }

  /** Rejects with the refusal where every read has the same one, as with a wrong key. */
  #checkReads(): void {
    const [first, ...others] = this.#refusals as VpnGatewayError[]
    if (first && !this.#isAnswered && others.every(({ code }) => code === first.code)) throw first
  }

  #noteRead(count: number): void {
    this.#count += count
    this.#onRead(this.#count)
  }
}

function isEndedIn(states: ReadonlyMap<string, DeletionState>, id: string): boolean {
  const state = states.get(id)
  return state !== undefined && isEnded(state)
}

function fieldsOf(read: Read<Fields> | undefined): { readonly fields?: Fields; readonly error?: unknown } {
  if (read === undefined) return {}
  return 'value' in read ? { fields: read.value } : { error: read.error }
}

function candidateOf(ref: DeletableRef, read: Read<Fields> | undefined, state: DeletionState | undefined): Candidate {
  const isSent = state && mayBeUnderway(state)
  const seen = fieldsOf(read)
  // A deletion that was sent before, and whose resource is not seen any more, is followed to its end where it was.
  const at = seen.fields ? withParent(ref, seen.fields) : isSent ? refOf(state) : ref
  return { ref: at, ...seen, ...(isSent && { isSent }) }
}
