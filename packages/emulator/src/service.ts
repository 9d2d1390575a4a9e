import { type Clock, type ResourceName, resourceNames, systemClock } from '@vpn-gateway/core'
import { exchange, type ServiceParts } from './exchange.ts'
import { FaultPlan } from './faults/fault-plan.ts'
import { IdempotencyMemory } from './gate/idempotency.ts'
import { SignatureCheck } from './gate/signature.ts'
import type { ServiceAnswer } from './http/answer.ts'
import type { ServiceRequest } from './http/request.ts'
import { type EmulatorEvent, type Ledger, LedgerWriter } from './model/ledger.ts'
import { Model, type ModelState } from './model/model.ts'
import { Timing } from './model/timing.ts'
import { View } from './model/view.ts'
import { represent } from './operations/represent.ts'
import { checkOptions, defaultRegionId, type EmulatorOptions } from './options.ts'
import { checkSnapshot } from './seeds/check-snapshot.ts'
import { plantSeed } from './seeds/plant-seed.ts'
import { checkSeed, type EmulatorSeed } from './seeds/seed.ts'
import { Subscribers } from './subscribers.ts'

/** Resource as reads show it. */
export interface ResourceView {
  readonly id: string
  readonly resource: ResourceName
  readonly parentId: string | undefined
  readonly regionId: string
  /** Fields that reads show now. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Everything that an emulator holds, as data of JSON. */
export interface EmulatorSnapshot extends ModelState {
  readonly version: 1
}

/** Gives the value to keep of one that a caller gave: itself or a copy. */
type Keep = <T>(value: T) => T

/**
 * The service in memory, behind an emulator and its server. It copies nothing: values that it gives are not to be changed, and
 * values that it takes are its own from then on.
 */
export class Service {
  readonly clock: Clock
  readonly faults: FaultPlan
  readonly ledger: Ledger
  readonly #parts: ServiceParts
  readonly #timing: Timing
  readonly #subscribers: Subscribers
  readonly #regionId: string
  /** State that a reset leads back to. */
  #first: ModelState

  /** @throws {OptionError} for options that are not known, and for a seed that the service could not hold. */
  constructor(options: EmulatorOptions, keep: Keep) {
    checkOptions(options)
    const { clock = systemClock, regionId = defaultRegionId, progression = { timeMs: 2000 }, seed = 1 } = options
    const {
      credentials = [],
      requireTls = false,
      unknownParameters = 'refuse',
      updatingAfterMs = 0,
      flappingReads = 0,
      beyondAssumptions = {},
    } = options
    this.#timing = new Timing({ progression, updatingAfterMs, flappingReads, beyondAssumptions, seed })
    const ledger = new LedgerWriter((event) => this.#subscribers.emit(event))
    const model = new Model(clock, this.#timing, ledger)
    this.#parts = {
      clock,
      parsing: { regionId, unknownParameters },
      model,
      view: new View(model, this.#timing, clock),
      faults: new FaultPlan(seed),
      idempotency: new IdempotencyMemory(clock, options.tokens ?? {}),
      signatures: credentials.length > 0 ? new SignatureCheck(credentials, clock) : undefined,
      requireTls,
      ledger,
    }
    this.clock = clock
    this.faults = this.#parts.faults
    this.ledger = ledger.view(() => model.catchUp())
    this.#subscribers = new Subscribers(clock, model)
    this.#regionId = regionId
    this.#first = plantSeed(this.#scratch(), options, { regionId, keep })
    model.restore(this.#first)
  }

  /** Answers a request that has been read. @param callerGone gives the signal of a caller who goes away */
  async exchange(request: ServiceRequest, callerGone: () => AbortSignal): Promise<ServiceAnswer> {
    try {
      return await exchange(this.#parts, request, callerGone)
    } finally {
      this.#subscribers.lookAhead()
    }
  }

  /** Gives everything that is there now, one by one; resources that are removed meanwhile are left out. */
  *resources(): Iterable<ResourceView> {
    const { model, view } = this.#parts
    model.catchUp()
    for (const item of resourceNames.flatMap((resource) => model.inventory.list(resource))) {
      const { id, resource, parentId, regionId } = item
      if (model.inventory.get(id) === item) yield { id, resource, parentId, regionId, fields: represent(view, item) }
    }
  }

  has(id: string): boolean {
    const { model } = this.#parts
    model.catchUp()
    return model.inventory.get(id) !== undefined
  }

  settle(id: string): void {
    this.#parts.model.settle(id)
    this.#subscribers.lookAhead()
  }

  subscribe(listener: (event: EmulatorEvent) => void): () => void {
    return this.#subscribers.add(listener)
  }

  snapshot(): EmulatorSnapshot {
    return { version: 1, ...this.#parts.model.state() }
  }

  restore(snapshot: EmulatorSnapshot, keep: Keep = (value) => value): void {
    checkSnapshot(snapshot)
    const { items, tasks } = snapshot
    const state = keep({ items, tasks })
    // An impossible state is refused before anything is lost.
    this.#scratch().restore(state)
    this.#begin(state)
  }

  seed(seed: EmulatorSeed, keep: Keep = (value) => value): void {
    this.#first = plantSeed(this.#scratch(), checkSeed(seed), { regionId: this.#regionId, keep })
    this.#begin(this.#first)
  }

  reset(): void {
    this.#begin(this.#first)
  }

  #begin(state: ModelState): void {
    const { clock, model, faults, idempotency, ledger, signatures } = this.#parts
    for (const forgotten of [faults, idempotency, ledger, signatures]) forgotten?.clear()
    this.#timing.restart()
    this.#subscribers.emit({ type: 'reset', atMs: clock.now() })
    model.restore(state)
    this.#subscribers.lookAhead()
  }

  #scratch(): Model {
    return new Model(this.#parts.clock, this.#timing, new LedgerWriter(() => {}))
  }
}
