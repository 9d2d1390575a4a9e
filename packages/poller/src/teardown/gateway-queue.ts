import { monotonic, resourceMetadata } from '@vpn-gateway/core'
import { backoffMs, clipped } from '../backoff.ts'
import { WatchedDeletion } from '../deletion/deletion.ts'
import { type Engine, refOf } from '../engine/engine.ts'
import { inRegion, newState } from '../engine/prepare.ts'
import { type DeletionProgress, type DeletionState, isAccepted, isEnded } from '../engine/state.ts'
import { DeletionError, failureOf, isPassing } from '../errors.ts'
import { EventLog } from '../events.ts'
import { listChildren } from '../service/listing.ts'
import { type DeletionReader, isIdle, readerOf } from '../service/reader.ts'
import type { ResourceRef } from '../service/resource-ref.ts'
import { AbsenceVerifier } from './absence-verifier.ts'
import type { TeardownContext } from './context.ts'
import { isAsPlanned, unsentWords } from './plan/as-planned.ts'

/** Ended deletions that one listing is to verify, before others of the queue go on. */
const verifiedAtOnce = 10

/** Number of listings in a row that may show nothing new but what reads elsewhere, before they are not believed. */
const mostContradictions = 5

/** Says whether a request of a deletion was ever begun. */
const wasSent = ({ phase, tries, mayBeDone }: DeletionState) => phase === 'sent' || tries !== undefined || mayBeDone === true

/** Deletions on one gateway, one after another, since a busy gateway refuses; or of one resource that has no gateway. */
export class GatewayQueue {
  readonly #context: TeardownContext
  readonly #parent: ResourceRef | undefined
  readonly #takesEverything: boolean
  readonly #waiting: DeletionState[] = []
  /** Number of those at the front that may have been sent already. */
  #begun = 0
  /** Everything that it was ever to delete. */
  readonly ids: Set<string> = new Set()
  readonly #verifier: AbsenceVerifier | undefined
  /** Ids that were found on the gateway, and not named by themselves. */
  readonly #listed = new Set<string>()
  /** Number of listings in a row that have led to nothing but resources whose own read does not name the gateway. */
  #contradictions = 0
  /** Deletions whose gateway is idle again, or that were not waited for to their end. */
  #unverified: WatchedDeletion[] = []
  /** Ids of those whose gateway was idle again, after which others were sent. */
  readonly #idle = new Set<string>()
  /** Set where the gateway itself was absent all the time. */
  isAbsent: boolean = false
  /** Set once two complete listings, at different times, have shown nothing on the gateway. */
  isEmptied: boolean = false

  /** @param takesEverything whether everything that is on the gateway belongs to the queue */
  constructor(context: TeardownContext, parent: ResourceRef | undefined, takesEverything: boolean) {
    this.#context = context
    this.#parent = parent
    this.#takesEverything = takesEverything
    this.#verifier = parent && new AbsenceVerifier(context, parent, () => this.#waiting.length)
  }

  /** Takes those that may have been sent already first: another one would be refused while they are under way. */
  add(state: DeletionState, isNamed: boolean): this {
    this.ids.add(state.id)
    this.#context.owned.add(state.id)
    if (!isNamed) this.#listed.add(state.id)
    if (state.phase === 'found' && !state.mayBeDone) this.#waiting.push(state)
    else this.#waiting.splice(this.#begun++, 0, state)
    return this
  }

  /** Deletes one after another; each ends with an outcome, and none stops the others. */
  async work(): Promise<void> {
    do {
      await this.#deleteAll()
      await this.#verifyRest()
      if (this.#takesEverything && this.#waiting.length === 0) await this.#findChildren()
    } while (this.#waiting.length > 0)
  }

  async #deleteAll(): Promise<void> {
    await this.#verifier?.prime(this.#waiting).catch(() => {})
    for (let state = this.#waiting.shift(); state; state = this.#waiting.shift()) {
      this.#begun = Math.max(this.#begun - 1, 0)
      await this.#delete(state)
      // If this teardown is cut short, the work of the next deletion would hide how one that an earlier teardown began has ended.
      if (isAccepted(state)) await this.#verifyRest(({ phase }) => phase === 'idle')
      if (this.#unverified.length >= verifiedAtOnce) await this.#verify()
    }
  }

  async #delete(given: DeletionState): Promise<void> {
    const { engine, patient, signal, timeoutMs, planned, protection } = this.#context
    const { busyTimeoutMs } = engine.settings
    const isResolved = ({ id }: DeletionState) => this.#verifier?.hasShown(id) ?? false
    const admit: Engine['admit'] = async (state, step = signal) => {
      const isBound = planned && !this.#isFree(state.id)
      if (isBound && !(await isAsPlanned({ ...this.#context, planned, signal: step }, state))) return false
      if (!isBound && this.#listed.has(state.id)) await this.#checkIsThere(state, step)
      await protection.check(state, patient, step)
      return true
    }
    // A gateway that may be busy with an earlier one would refuse.
    const isOccupied = this.#parent && given.phase === 'found' && this.#unverified.some(({ phase }) => phase !== 'idle')
    const first: DeletionState = isOccupied ? { ...given, phase: 'waiting', ageMs: 0 } : given
    const deletion = this.#watch(first, { ...engine, isResolved, admit, leavesAbsence: this.#parent !== undefined })
    try {
      if (!isAccepted(given)) await deletion.accepted(signal, Math.min(timeoutMs, busyTimeoutMs))
      await deletion.result({ signal, timeoutMs })
    } catch (error) {
      // Nothing has named it any more, and it was not sent.
      if (!this.ids.has(given.id)) return
      this.#context.noteEnd(deletion.toJSON(), error)
    }
    this.#leave(deletion.toJSON())
  }

  #isFree(id: string): boolean {
    const { free } = this.#context
    return free.has(id) || (this.#parent !== undefined && free.has(this.#parent.id))
  }

  /** Rejects where something that was named by its gateway alone is not there, at two times: then nothing has named it. */
  async #checkIsThere(state: DeletionState, signal: AbortSignal): Promise<void> {
    const { engine, patient, owned } = this.#context
    const { clock, apartMs } = engine.settings
    for (let reads = 0; reads < 2; reads += 1) {
      if (reads > 0) await clock.sleep(apartMs, signal)
      // A listing alone may show what is on another gateway: its own read must name this one.
      const { parentId, resource, error } = await readerOf(patient).resource(refOf(state), signal)
      if (resource === 'unknown') throw new DeletionError('CannotObserve', state.id, `${unsentWords(state)}: ${error?.message}`, error)
      const isHere = this.#takesEverything && parentId === this.#parent?.id
      // If it may already be deleted, the delete call itself says so.
      if (!isHere && !(resource === 'absent' && state.mayBeDone)) continue
      this.#contradictions = 0
      return
    }
    if (!wasSent(state)) for (const ids of [this.ids, owned]) ids.delete(state.id)
    throw new DeletionError('CannotObserve', state.id, `it is not on ${this.#parent?.id} any more, which alone was named`)
  }

  #watch(state: DeletionState, engine: Engine): WatchedDeletion {
    const { enter, learn } = this.#context
    const progress = new EventLog<DeletionProgress>()
    // The duration of work that is only verified here is known already.
    return new WatchedDeletion({ engine, state, progress, enter, learn: engine.leavesAbsence ? learn : undefined })
  }

  /** Leaves an accepted deletion to be verified, even if the wait for it was given up: it may still succeed. */
  #leave(state: DeletionState): void {
    const { engine, signal } = this.#context
    // The time that was waited already counts.
    const startTimeoutMs = Math.max(engine.settings.startTimeoutMs - (state.ageMs ?? 0), 0)
    const settings = { ...engine.settings, startTimeoutMs }
    const verifier = this.#verifier ?? engine.reader
    // A listing that lacks a resource which the last poll has read proves nothing.
    const isPresent = ({ streak }: DeletionState) => streak?.verdict === 'notBegun' || streak?.verdict === 'failed'
    const reader: DeletionReader = {
      gateway: (ref) => verifier.gateway(ref, signal),
      resource: (ref) => (isPresent(deletion.toJSON()) ? engine.reader : verifier).resource(ref, signal),
    }
    // Polled side by side, two that are sent again would meet each other's work.
    const deletion = this.#watch(state, { ...engine, settings, reader, resend: () => false })
    if (state.phase === 'idle') this.#idle.add(state.id)
    if (isAccepted(state)) this.#unverified.push(deletion)
  }

  /** Polls each that is due, while the gateway is idle, so that no absence is false; gives when the next one is due. */
  async #verify(): Promise<number> {
    const { signal } = this.#context
    const poll = async (deletion: WatchedDeletion) => {
      try {
        const dueMs = await deletion.poll({ signal })
        if (!isEnded(deletion)) return [{ deletion, dueMs }]
        const state = deletion.toJSON()
        if (state.phase === 'failed') this.#context.noteEnd(state, failureOf(state.id, state.failure))
      } catch (error) {
        this.#context.noteEnd(deletion.toJSON(), error)
      }
      return []
    }
    const left = (await Promise.all(this.#unverified.map(poll))).flat()
    this.#unverified = left.map(({ deletion }) => deletion)
    return Math.min(...left.map(({ dueMs }) => dueMs))
  }

  /** Verifies those that are left, until none is of which that is so. */
  async #verifyRest(isLeft: (deletion: WatchedDeletion) => boolean = () => true): Promise<void> {
    const { engine, signal, timeoutMs } = this.#context
    const { clock } = engine.settings
    const startedAt = monotonic(clock)
    while (this.#unverified.some(isLeft)) {
      const dueMs = await this.#verify()
      const spentMs = monotonic(clock) - startedAt
      this.#unverified = this.#unverified.filter((deletion) => {
        const end = deletion.endOfWait(spentMs, timeoutMs)
        const state = deletion.toJSON()
        const isHidden = state.phase === 'updating' && this.#idle.has(state.id)
        const what = `not gone after ${timeoutMs} ms; its work has ended, and that of a later deletion on its gateway hides how`
        if (end) this.#context.noteEnd(state, isHidden ? new DeletionError('NotGoneInTime', state.id, what) : end)
        return !end
      })
      if (this.#unverified.some(isLeft)) await clock.sleep(clipped(dueMs, timeoutMs - spentMs), signal).catch(() => {})
    }
  }

  /**
   * Adds what is on the gateway and not known yet. A gateway that is busy is waited for, as its listings may lack some; and
   * it is emptied once two complete listings, at different times, show nothing.
   */
  async #findChildren(): Promise<void> {
    const { engine, patient, signal, planned, kept, noteParentEnd, hasStopped, emit, timeoutMs, owned } = this.#context
    const { clock, apartMs, ensureGone, backoff, random, unknownTimeoutMs } = engine.settings
    const parent = this.#parent
    if (!parent) return
    const startedAt = monotonic(clock)
    let unseenSince: number | undefined
    try {
      let wasAbsent = false
      for (let [empty, polls] = [0, 0]; empty < 2; polls += 1) {
        const { gateway: before, status, error } = await engine.reader.gateway(parent, signal)
        const now = monotonic(clock)
        unseenSince = before === 'unknown' && !isPassing(error) ? (unseenSince ?? now) : undefined
        const leftMs = Math.min(startedAt + timeoutMs, (unseenSince ?? Number.POSITIVE_INFINITY) + unknownTimeoutMs) - now
        if (!isIdle(before) && before !== 'absent') {
          const code = unseenSince === undefined ? 'GatewayOccupied' : 'CannotObserve'
          const what = `the ${resourceMetadata(parent.kind).title} was not seen idle: ${error?.message ?? `it reads ${status}`}`
          if (leftMs <= 0) throw new DeletionError(code, parent.id, what, error)
          await clock.sleep(clipped(backoffMs(backoff, polls, random), leftMs), signal)
          continue
        }
        // Two that confirm each other are of a gateway that is there, or of one that is not.
        if (wasAbsent !== (before === 'absent')) empty = 0
        wasAbsent = before === 'absent'
        const { children: listed, isComplete } = await listChildren(patient, parent, signal)
        const children = listed.filter(({ ref }) => !kept.has(ref.id))
        if (isComplete) this.#verifier?.noteShown(children.map(({ ref }) => ref.id))
        const news = children.filter(({ ref }) => !owned.has(ref.id))
        const stays = children.filter(({ ref }) => !owned.has(ref.id) || hasStopped(ref.id))
        for (const { ref } of children) this.ids.add(ref.id)
        if (news.length > 0) {
          const changed = `${stays.length} of what is on it, besides what was left out, came since or did not go`
          if (planned && !this.#isFree(parent.id)) throw new DeletionError('NotAsPlanned', parent.id, changed)
          if (this.#contradictions >= mostContradictions)
            throw new DeletionError('CannotObserve', parent.id, 'its listing shows what reads elsewhere, each time')
          if (this.#contradictions > 0) await clock.sleep(apartMs, signal)
          this.#contradictions += 1
          for (const { ref } of news) {
            const state = newState(ref, engine.service.scope, clock)
            emit(state)
            this.add(state, false)
          }
          return
        }
        if (before === 'absent' && empty > 0 && !ensureGone)
          throw new DeletionError('ParentAbsent', parent.id, `there is no gateway of this id${inRegion(engine.service.scope.regionId)}`)
        // Resources whose deletion failed are no news. One that is said to be gone, and shows, is listed again.
        if (isComplete && children.length > 0 && children.every(({ ref }) => hasStopped(ref.id))) return
        // Work that has begun meanwhile hides what is there.
        const { gateway: after } = await engine.reader.gateway(parent, signal)
        const isStill = before === 'absent' ? after === 'absent' : isIdle(after)
        empty = isComplete && children.length === 0 && isStill ? empty + 1 : 0
        if (leftMs <= 0)
          throw new DeletionError('CannotObserve', parent.id, `no two complete listings within ${timeoutMs} ms have shown it empty`)
        if (empty < 2) await clock.sleep(apartMs, signal)
      }
      this.isEmptied = true
      this.isAbsent = wasAbsent
    } catch (error) {
      noteParentEnd(parent, error)
    }
  }
}
