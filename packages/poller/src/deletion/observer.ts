import { cannotObserve } from '../errors.ts'
import { type Parent, type ParentStatus, parentOf, readParent } from '../service/parent.ts'
import type { DeletionService } from '../service/service.ts'
import type { Subject } from '../service/target.ts'
import { type Look, Proof, type ProofKind, type Verdict } from './proof.ts'

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
}

/** Looks at one deletion until it is proven. */
export class Observer implements Looks {
  readonly #service: DeletionService
  readonly #subject: Subject
  readonly #parent: Parent | undefined
  readonly #proof: Proof
  #settledReads = 0
  #absences = 0

  constructor(service: DeletionService, subject: Subject, parentId: string | undefined, proof: ProofKind, seenBusy: boolean) {
    this.#service = service
    this.#subject = subject
    this.#parent = parentOf(subject.facts, parentId)
    this.#proof = new Proof(proof, seenBusy)
  }

  async look(signal: AbortSignal): Promise<Observation> {
    const look = this.#parent ? this.#lookAtParent(this.#parent, signal) : this.#lookAtResource(signal)
    const observation = await look.catch((error) => {
      throw cannotObserve(error, this.#subject.id)
    })
    const isUnconfirmed = observation.verdict === 'waiting' && (this.#settledReads > 0 || this.#absences > 0)
    return isUnconfirmed ? { ...observation, isUnconfirmed } : observation
  }

  async #lookAtParent(parent: Parent, signal: AbortSignal): Promise<Observation> {
    const before = await this.#read(parent, signal)
    this.#settledReads = before.parent === 'settled' ? this.#settledReads + 1 : 0
    if (before.parent !== 'settled') return { verdict: this.#proof.judge({ parent: before.parent }), gatewayStatus: before.shown }
    const resource = (await this.#isPresent(signal)) ? 'present' : 'absent'
    if (resource === 'present' || this.#proof.seenBusy)
      return { verdict: this.#proof.judge({ parent: 'settled', resource, settledAfterwards: false }), gatewayStatus: before.shown }
    const after = await this.#read(parent, signal)
    const look: Look =
      after.parent === 'busy' ? { parent: 'busy' } : { parent: 'settled', resource, settledAfterwards: after.parent === 'settled' }
    return { verdict: this.#proof.judge(look), gatewayStatus: after.shown }
  }

  /** Without a parent the absence must show twice: a single one may be a read that flaps. */
  async #lookAtResource(signal: AbortSignal): Promise<Observation> {
    this.#absences = (await this.#isPresent(signal)) ? 0 : this.#absences + 1
    return { verdict: this.#absences >= 2 ? 'gone' : 'waiting' }
  }

  async #isPresent(signal: AbortSignal): Promise<boolean> {
    return (await this.#service.observe(this.#subject.resource, this.#subject.id, signal)) !== undefined
  }

  #read(parent: Parent, signal: AbortSignal): Promise<ParentStatus> {
    return readParent(this.#service, parent, this.#subject.id, signal)
  }
}
