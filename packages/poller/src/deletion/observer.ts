import { isVpnGatewayError, type ResourceFacts, resourceFacts } from '@vpn-gateway/core'
import { DeletionError } from './errors.ts'
import { Proof, type Verdict } from './proof.ts'
import type { DeletionService } from './service.ts'
import type { Subject } from './target.ts'

/** How a deletion stands after one look. */
export interface Observation {
  readonly verdict: Verdict
  readonly gatewayStatus?: string
}

/** Looks at an accepted deletion, one look at a time. */
export class Observer {
  readonly #service: DeletionService
  readonly #subject: Subject
  readonly #parent: { readonly id: string; readonly facts: ResourceFacts } | undefined
  readonly #proof = new Proof()
  #absences = 0

  constructor(service: DeletionService, subject: Subject, parentId: string | undefined) {
    this.#service = service
    this.#subject = subject
    const belongsTo = subject.facts.parent
    this.#parent = belongsTo && parentId !== undefined ? { id: parentId, facts: resourceFacts(belongsTo.resource) } : undefined
  }

  /** @throws {DeletionError} where the end cannot be seen any more. */
  async look(): Promise<Observation> {
    try {
      return this.#parent ? await this.#lookAtParent() : await this.#lookAtResource()
    } catch (error) {
      if (!isVpnGatewayError(error) || error.kind !== 'stop' || error instanceof DeletionError) throw error
      throw new DeletionError('CannotObserve', this.#subject.id, 'the deletion was accepted, but reading its progress is refused', error)
    }
  }

  async #lookAtParent(): Promise<Observation> {
    const before = await this.#readStatus()
    if (!before.settled) return { verdict: this.#proof.judge({ parent: 'busy' }), gatewayStatus: before.status }
    const present = await this.#isPresent()
    if (present || this.#proof.seenBusy) {
      const verdict = this.#proof.judge({ parent: 'settled', resource: present ? 'present' : 'absent', settledAfterwards: false })
      return { verdict, gatewayStatus: before.status }
    }
    const after = await this.#readStatus()
    return {
      verdict: this.#proof.judge({ parent: 'settled', resource: 'absent', settledAfterwards: after.settled }),
      gatewayStatus: after.status,
    }
  }

  /** Without a parent the absence must show twice: a single one may be a read that flaps. */
  async #lookAtResource(): Promise<Observation> {
    this.#absences = (await this.#isPresent()) ? 0 : this.#absences + 1
    return { verdict: this.#absences >= 2 ? 'gone' : 'unseen' }
  }

  async #isPresent(): Promise<boolean> {
    return (await this.#service.observe(this.#subject.resource, this.#subject.id)) !== undefined
  }

  async #readStatus(): Promise<{ readonly settled: boolean; readonly status: string }> {
    const belongsTo = this.#subject.facts.parent
    const parent = this.#parent
    if (!parent || !belongsTo) throw new Error('only a resource with a parent has a status to read')
    const { title, status, locked } = parent.facts
    const fields = await this.#service.observe(belongsTo.resource, parent.id)
    if (!fields) throw new DeletionError('ParentVanished', this.#subject.id, `the ${title} ${parent.id} does not exist any more`)
    if (locked && fields[locked.field] === locked.value)
      throw new DeletionError('ParentLocked', this.#subject.id, `the ${title} ${parent.id} is locked (${locked.value})`)
    const shown = String(fields[status?.field ?? ''])
    return { settled: shown === status?.settled, status: shown }
  }
}
