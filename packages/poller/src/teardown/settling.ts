import type { Looks, Observation } from '../deletion/observer.ts'
import { looksNeeded, type ProofKind } from '../deletion/proof.ts'
import { cannotObserve } from '../errors.ts'
import { type Parent, readParent } from '../service/parent.ts'
import type { DeletionService } from '../service/service.ts'
import type { Subject } from '../service/target.ts'

/**
 * Looks at an accepted deletion until its gateway is free for the next one. That the resource is absent is for a listing to
 * prove, which does it for many.
 */
export class Settling implements Looks {
  readonly #service: DeletionService
  readonly #subject: Subject
  readonly #parent: Parent
  readonly #needed: number
  #seenBusy = false
  #settledReads = 0
  #seenAbsent = false

  constructor(service: DeletionService, subject: Subject, parent: Parent, proof: ProofKind) {
    this.#service = service
    this.#subject = subject
    this.#parent = parent
    this.#needed = looksNeeded(proof)
  }

  /**
   * Whether the gateway was seen at work and then free. Otherwise it is only likely that it is free: it read so, and the
   * resource absent, which it may falsely read while work begins to show.
   */
  get isCertain(): boolean {
    return this.#seenBusy
  }

  async look(signal: AbortSignal): Promise<Observation> {
    try {
      return await this.#look(signal)
    } catch (error) {
      throw cannotObserve(error, this.#subject.id)
    }
  }

  async #look(signal: AbortSignal): Promise<Observation> {
    const { resource, id } = this.#subject
    const { parent, shown: gatewayStatus } = await readParent(this.#service, this.#parent, id, signal)
    this.#settledReads = parent === 'settled' ? this.#settledReads + 1 : 0
    if (parent === 'busy') {
      this.#seenBusy = true
      return { verdict: 'busy', gatewayStatus }
    }
    if (parent === 'other') return { verdict: 'waiting', gatewayStatus }
    if (!this.#seenBusy && !this.#seenAbsent) {
      this.#seenAbsent = (await this.#service.observe(resource, id, signal)) === undefined
      if (!this.#seenAbsent) {
        this.#settledReads = 0
        return { verdict: 'unseen', gatewayStatus }
      }
    }
    return this.#settledReads >= this.#needed
      ? { verdict: 'settled', gatewayStatus }
      : { verdict: 'waiting', gatewayStatus, isUnconfirmed: true }
  }
}
