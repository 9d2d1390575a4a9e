import { isVpnGatewayError } from '@vpn-gateway/core'
import { type Parent, type ParentStatus, parentOf, readParent } from '../service/parent.ts'
import type { DeletionService } from '../service/service.ts'
import type { Subject } from '../service/target.ts'
import { DeletionError } from './errors.ts'
import { type Look, Proof, type ProofKind, type Verdict } from './proof.ts'

/** How a deletion stands after one look; `settled` where the parent has worked and is free, and the absence is not asked for. */
export interface Observation {
  readonly verdict: Verdict | 'settled'
  readonly gatewayStatus?: string
  /** Whether it shows the end, and another look is to confirm it. */
  readonly isUnconfirmed?: boolean
}

export interface ObserverOptions {
  readonly proof: ProofKind
  /** Whether an earlier observer saw the parent at work on it. */
  readonly seenBusy: boolean
  /** Leaves it to others to find the resource absent, where that shows for many at once. */
  readonly leavesAbsence: boolean
}

/** Looks at an accepted deletion, one look at a time. */
export class Observer {
  readonly #service: DeletionService
  readonly #subject: Subject
  readonly #parent: Parent | undefined
  readonly #options: ObserverOptions
  readonly #proof: Proof
  #settledReads = 0
  #absences = 0

  constructor(service: DeletionService, subject: Subject, parentId: string | undefined, options: ObserverOptions) {
    this.#service = service
    this.#subject = subject
    this.#parent = parentOf(subject.facts, parentId)
    this.#options = options
    this.#proof = new Proof(options.proof, options.seenBusy)
  }

  /** @throws {DeletionError} where the end cannot be seen any more. */
  async look(signal: AbortSignal): Promise<Observation> {
    try {
      const observation = this.#parent ? await this.#lookAtParent(this.#parent, signal) : await this.#lookAtResource(signal)
      const isUnconfirmed = observation.verdict === 'waiting' && (this.#settledReads > 0 || this.#absences > 0)
      return isUnconfirmed ? { ...observation, isUnconfirmed } : observation
    } catch (error) {
      if (!isVpnGatewayError(error) || error.kind !== 'stop' || error instanceof DeletionError) throw error
      throw new DeletionError('CannotObserve', this.#subject.id, 'the deletion was accepted, but reading its progress is refused', error)
    }
  }

  async #lookAtParent(parent: Parent, signal: AbortSignal): Promise<Observation> {
    const before = await this.#read(parent, signal)
    this.#settledReads = before.parent === 'settled' ? this.#settledReads + 1 : 0
    if (before.parent !== 'settled') return { verdict: this.#proof.judge({ parent: before.parent }), gatewayStatus: before.shown }
    const { leavesAbsence, proof } = this.#options
    if (leavesAbsence && this.#proof.seenBusy)
      return { verdict: proof === 'once' || this.#settledReads >= 2 ? 'settled' : 'waiting', gatewayStatus: before.shown }
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
