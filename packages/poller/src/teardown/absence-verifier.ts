import { isVpnGatewayError, type ResourceName, resourceFacts } from '@vpn-gateway/core'
import { monotonic } from '../backoff.ts'
import { endOfWait } from '../deletion/end-of-wait.ts'
import { observationOf } from '../engine/observe.ts'
import { noteMade, sinceMade } from '../engine/provenance.ts'
import { type DeletionState, isEnded } from '../engine/state.ts'
import { judge, refOf } from '../engine/step.ts'
import { DeletionError } from '../errors.ts'
import { listAll, pageSizeOf, parentFilterOf } from '../service/listing.ts'
import { type ResourceReading, readingOf } from '../service/reader.ts'
import type { ResourceRef } from '../service/resource-ref.ts'
import type { TeardownContext } from './context.ts'
import { waitUntilIdle } from './wait-until-idle.ts'

/**
 * Verifies for many deletions of one gateway at once that their resources are absent, by listings of what is on it. A listing
 * is a witness only of what it has shown before; everything else is read by its id.
 */
export class AbsenceVerifier {
  readonly #context: TeardownContext
  readonly #parent: ResourceRef
  /** What complete listings of the gateway have shown. */
  readonly #shown = new Set<string>()
  /** Deletions whose gateway is idle again, with the time at which that was seen. */
  readonly #unverified = new Map<DeletionState, number>()
  #mayList = true

  constructor(context: TeardownContext, parent: ResourceRef) {
    this.#context = context
    this.#parent = parent
  }

  /** How many are left. */
  get size(): number {
    return this.#unverified.size
  }

  /** How many can be verified now. */
  get due(): number {
    return [...this.#unverified.keys()].filter((state) => this.#dueMs(state) <= 0).length
  }

  /** Adds a deletion whose gateway is idle again. The gateway took it after those before had ended: their work is over, too. */
  add(state: DeletionState): void {
    for (const [earlier, since] of state.worked ? [...this.#unverified] : []) {
      if (earlier.worked) continue
      this.#unverified.delete(earlier)
      this.#unverified.set(noteMade({ ...earlier, worked: true }, this.#clock), since)
    }
    this.#unverified.set(state, monotonic(this.#clock))
  }

  /** Lists what the gateway has before anything is deleted there, where that will be verified by the same listing. */
  async prime(states: readonly DeletionState[]): Promise<void> {
    for (const [kind, ofKind] of Map.groupBy(states, ({ resource }) => resource))
      if (this.#paysToList(kind, ofKind.length, ofKind.length)) await this.#list(kind)
  }

  /** Notes what complete listings have shown. */
  noteShown(ids: Iterable<string>): void {
    for (const id of ids) this.#shown.add(id)
  }

  /** Waits until the next can be verified. */
  async untilDue(): Promise<void> {
    const dueMs = Math.min(...[...this.#unverified.keys()].map((state) => this.#dueMs(state)))
    if (dueMs > 0) await this.#clock.sleep(dueMs, this.#context.signal)
  }

  /**
   * Looks which are absent, while the gateway is idle, so that no absence is false.
   *
   * @param isCertain whether the gateway was seen at work and idle after that; otherwise it is read first
   * @param others how many more are about to be deleted there
   * @returns those whose work goes on, or has not begun after all: they are to be watched again
   */
  async verify(isCertain: boolean, others: number): Promise<DeletionState[]> {
    const { engine, signal } = this.#context
    const before = isCertain || (await waitUntilIdle(this.#context, this.#parent)) ? 'idle' : 'absent'
    const states = [...this.#unverified.keys()].filter((state) => this.#dueMs(state) <= 0)
    const readings = await this.#read(states, others)
    const isDoubted = states.some(
      (state) => !state.worked || engine.settings.confirmations > 1 || readings.get(state.id)?.resource === 'present',
    )
    const after = before === 'idle' && isDoubted ? await engine.reader.gateway(this.#parent, signal) : undefined
    // Work has begun to show meanwhile, which hides what is there.
    if (after?.gateway === 'busy' || after?.gateway === 'other') return []
    const back: DeletionState[] = []
    for (const state of states) {
      const { resource, isWeak, error }: ResourceReading = readings.get(state.id) ?? { resource: 'unknown' }
      const evidence = { before, resource, ...(after && { after: after.gateway }), ...(isWeak && { isWeak }) } as const
      const seen = [{ ...(error && { error }) }, after]
      await this.#take(state, judge(engine, state, observationOf(refOf(state), evidence, state.worked === true, seen)), back)
    }
    return back
  }

  /** Stops without a word on all that are left. */
  giveUp(error: unknown): void {
    for (const state of this.#unverified.keys()) this.#context.stop(state, error)
    this.#unverified.clear()
  }

  async #take(before: DeletionState, { state, error }: ReturnType<typeof judge>, back: DeletionState[]): Promise<void> {
    const { enter, stop, engine, timeoutMs } = this.#context
    const since = this.#unverified.get(before) ?? 0
    this.#unverified.delete(before)
    if (state.phase === 'gone') return void (await enter(state))
    if (isEnded(state))
      return stop(state, new DeletionError('DeletionFailed', state.id, 'its gateway is idle again, and it is still there'))
    const hasNotBegun = state.streak?.verdict === 'notBegun'
    if (hasNotBegun || state.phase !== 'idle') return void back.push(hasNotBegun ? { ...state, phase: 'accepted' } : state)
    const spentMs = monotonic(this.#clock) - since
    const end = endOfWait(state, { ...(error && { error }) }, spentMs, engine)
    if (end) return stop(state, end)
    if (spentMs >= timeoutMs)
      return stop(state, new DeletionError('NotGoneInTime', state.id, `not verified to be gone after ${timeoutMs} ms`, error))
    this.#unverified.set(state, since)
  }

  get #clock() {
    return this.#context.engine.settings.clock
  }

  #dueMs(state: DeletionState): number {
    return state.afterMs - sinceMade(state, this.#clock)
  }

  async #read(states: readonly DeletionState[], others: number): Promise<ReadonlyMap<string, ResourceReading>> {
    const { engine, signal } = this.#context
    const readings = new Map<string, ResourceReading>()
    for (const [kind, ofKind] of Map.groupBy(states, ({ resource }) => resource)) {
      const listed = this.#paysToList(kind, ofKind.length, others + ofKind.length) ? await this.#list(kind) : undefined
      for (const state of ofKind) readings.set(state.id, listed?.(state.id) ?? (await engine.reader.resource(refOf(state), signal)))
    }
    return readings
  }

  #paysToList(kind: ResourceName, ids: number, onGateway: number): boolean {
    const filter = parentFilterOf(kind, this.#parent.id)
    return this.#mayList && filter !== undefined && ids > 1 && Math.ceil(onGateway / pageSizeOf(kind)) <= ids
  }

  /** Takes the listing of the gateway; what it gives tells how a resource stands by it, and nothing where it is no witness. */
  async #list(kind: ResourceName): Promise<((id: string) => ResourceReading | undefined) | undefined> {
    const { patient, signal } = this.#context
    const { id: idName } = resourceFacts(kind)
    try {
      const { entries, isComplete } = await listAll(patient, kind, parentFilterOf(kind, this.#parent.id) ?? {}, signal)
      const byId = new Map(entries.map((fields) => [fields[idName], fields]))
      const shown = new Set(this.#shown)
      if (isComplete) this.noteShown([...byId.keys()].map(String))
      return (id) => {
        const fields = byId.get(id)
        if (fields) return readingOf(kind, fields)
        return isComplete && shown.has(id) ? { resource: 'absent' } : undefined
      }
    } catch (error) {
      signal.throwIfAborted()
      if (!isVpnGatewayError(error)) throw error
      // Who may not list may still be allowed to read one by one.
      if (error.name === 'ServiceError' && error.kind === 'stop') this.#mayList = false
      return undefined
    }
  }
}
