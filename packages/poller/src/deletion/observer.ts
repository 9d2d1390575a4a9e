import { isVpnGatewayError, type ResourceFacts, resourceFacts } from '@vpn-gateway/core'
import { DeletionError } from './errors.ts'
import { type Look, Proof, type Verdict } from './proof.ts'
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
  async look(signal: AbortSignal): Promise<Observation> {
    try {
      return this.#parent ? await this.#lookAtParent(signal) : await this.#lookAtResource(signal)
    } catch (error) {
      if (!isVpnGatewayError(error) || error.kind !== 'stop' || error instanceof DeletionError) throw error
      throw new DeletionError('CannotObserve', this.#subject.id, 'the deletion was accepted, but reading its progress is refused', error)
    }
  }

  async #lookAtParent(signal: AbortSignal): Promise<Observation> {
    const before = await this.#readStatus(signal)
    if (before.parent !== 'settled') return { verdict: this.#proof.judge({ parent: before.parent }), gatewayStatus: before.status }
    const resource = (await this.#isPresent(signal)) ? 'present' : 'absent'
    if (resource === 'present' || this.#proof.seenBusy)
      return { verdict: this.#proof.judge({ parent: 'settled', resource, settledAfterwards: false }), gatewayStatus: before.status }
    const after = await this.#readStatus(signal)
    const look: Look =
      after.parent === 'busy' ? { parent: 'busy' } : { parent: 'settled', resource, settledAfterwards: after.parent === 'settled' }
    return { verdict: this.#proof.judge(look), gatewayStatus: after.status }
  }

  /** Without a parent the absence must show twice: a single one may be a read that flaps. */
  async #lookAtResource(signal: AbortSignal): Promise<Observation> {
    this.#absences = (await this.#isPresent(signal)) ? 0 : this.#absences + 1
    return { verdict: this.#absences >= 2 ? 'gone' : 'waiting' }
  }

  async #isPresent(signal: AbortSignal): Promise<boolean> {
    return (await this.#service.observe(this.#subject.resource, this.#subject.id, signal)) !== undefined
  }

  async #readStatus(signal: AbortSignal): Promise<{ readonly parent: Look['parent']; readonly status: string }> {
    const belongsTo = this.#subject.facts.parent
    const parent = this.#parent
    if (!parent || !belongsTo) throw new Error('only a resource with a parent has a status to read')
    const { title, status, locked } = parent.facts
    const fields = await this.#service.observe(belongsTo.resource, parent.id, signal)
    if (!fields) throw new DeletionError('ParentVanished', this.#subject.id, `the ${title} ${parent.id} does not exist any more`)
    if (locked && fields[locked.field] === locked.value)
      throw new DeletionError('ParentLocked', this.#subject.id, `the ${title} ${parent.id} is locked (${locked.value})`)
    const shown = String(fields[status?.field ?? ''])
    return { parent: shown === status?.settled ? 'settled' : shown === status?.busy ? 'busy' : 'other', status: shown }
  }
}
