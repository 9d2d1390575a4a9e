import { cannotObserve } from '../errors.ts'
import { type Parent, type ParentStatus, parentOf, readParent } from '../service/parent.ts'
import type { DeletionService } from '../service/service.ts'
import type { Subject } from '../service/target.ts'
import { type Look, looksNeeded, Proof, type ProofKind, type Said, type Verdict } from './proof.ts'
import type { DeletionState } from './state.ts'

/** How a deletion stands after one look; `settled` where its parent is free again, and others look whether it is absent. */
export interface Observation {
  readonly verdict: Verdict | 'settled'
  readonly gatewayStatus?: string
  /** Whether it shows the end, and another look is to confirm it. */
  readonly isUnconfirmed?: boolean
}

/** Looks at an accepted deletion. */
export interface Looks {
  /** @throws {DeletionError} where the end cannot be seen any more. */
  look(signal: AbortSignal): Promise<Observation>
  /** What the last looks have said, for another process to go on with. */
  readonly said?: Said
}

/** Looks at one deletion until it is proven. */
export class Observer implements Looks {
  readonly #service: DeletionService
  readonly #subject: Subject
  readonly #parent: Parent | undefined
  readonly #proof: Proof

  constructor(service: DeletionService, subject: Subject, state: DeletionState, proof: ProofKind) {
    this.#service = service
    this.#subject = subject
    this.#parent = parentOf(subject.facts, state.parentId)
    const seenBusy = state.phase === 'updating' || state.phase === 'settled'
    // Without a parent nothing but the absence shows the end, and a single one may be a read that flaps.
    this.#proof = new Proof(this.#parent ? looksNeeded(proof) : 2, { seenBusy, said: state.said })
  }

  get said(): Said {
    return this.#proof.said
  }

  async look(signal: AbortSignal): Promise<Observation> {
    const look = this.#parent ? this.#lookAtParent(this.#parent, signal) : this.#lookAtResource(signal)
    const { look: seen, gatewayStatus } = await look.catch((error) => {
      throw cannotObserve(error, this.#subject.id)
    })
    const verdict = this.#proof.judge(seen)
    const isUnconfirmed = verdict === 'waiting' && seen.parent === 'settled'
    return { verdict, ...(gatewayStatus !== undefined && { gatewayStatus }), ...(isUnconfirmed && { isUnconfirmed }) }
  }

  async #lookAtParent(parent: Parent, signal: AbortSignal): Promise<Seen> {
    const before = await this.#read(parent, signal)
    if (before.parent !== 'settled') return { look: { parent: before.parent }, gatewayStatus: before.shown }
    const resource = await this.#presence(signal)
    if (resource === 'present' || this.#proof.seenBusy)
      return { look: { parent: 'settled', resource, settledAfterwards: false }, gatewayStatus: before.shown }
    const after = await this.#read(parent, signal)
    const look: Look =
      after.parent === 'busy' ? { parent: 'busy' } : { parent: 'settled', resource, settledAfterwards: after.parent === 'settled' }
    return { look, gatewayStatus: after.shown }
  }

  async #lookAtResource(signal: AbortSignal): Promise<Seen> {
    return { look: { parent: 'settled', resource: await this.#presence(signal), settledAfterwards: true } }
  }

  async #presence(signal: AbortSignal): Promise<'present' | 'absent'> {
    return (await this.#service.observe(this.#subject.resource, this.#subject.id, signal)) ? 'present' : 'absent'
  }

  #read(parent: Parent, signal: AbortSignal): Promise<ParentStatus> {
    return readParent(this.#service, parent, this.#subject.id, signal)
  }
}

interface Seen {
  readonly look: Look
  readonly gatewayStatus?: string
}
