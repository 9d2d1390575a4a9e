import {
  isOperationName,
  type OperationName,
  OptionError,
  operationMetadata,
  operationNames,
  resourceMetadata,
  resourceNames,
} from '@vpn-gateway/core'
import { checkKeys, isRate } from '../support/checks.ts'
import { createRandom } from '../support/random.ts'
import { effectOf, type FaultEffect, type FaultKind, faultKinds } from './fault-kinds.ts'
import type { FieldCheck } from './fault-rules.ts'

/** Requests that meet a fault: the next ones, or any with a chance; of all resources or of one. */
export interface FaultOptions {
  /** Number of the next requests that meet it; 1 by default, all where a rate is given. */
  readonly times?: number
  /** The chance of each request to meet it, from 0 to 1, drawn by the emulator's seed. */
  readonly rate?: number
  /** Only requests that name this resource. */
  readonly id?: string
}

/** Fault that is to come. */
export interface PlannedFault {
  readonly operation: OperationName
  readonly fault: FaultKind
  readonly rate: number
  readonly id?: string
  /** Number of requests that are still to meet it; none where there is no end. */
  readonly left?: number
}

interface Planned {
  readonly fault: FaultKind
  readonly rate: number
  readonly id: string | undefined
  left: number
}

/** Characters of an id at most; those of the service have some twenty. */
const idLength = 128

/** Faults to come at most: each costs memory, and every request is compared with those of its operation. */
const planLimit = 10_000

/** Faults that are to come, by operation; the first that fits a request is taken. */
export class FaultPlan {
  readonly #planned = new Map<OperationName, Planned[]>()
  readonly #seed: number
  #random: () => number

  constructor(seed: number) {
    this.#seed = seed
    this.#random = createRandom(seed)
  }

  /** @throws {OptionError} for an operation, a code or a fault that does not exist, and for options that mean nothing. */
  plan(operation: OperationName, fault: FaultKind, options: FaultOptions = {}): void {
    checkKeys('options', options, ['times', 'rate', 'id'])
    const { times, rate, id } = options
    if (typeof operation !== 'string' || !isOperationName(operation))
      throw new OptionError('operation', `must be one of ${operationNames.join(', ')}`)
    const left = times === undefined ? (rate === undefined ? 1 : Number.POSITIVE_INFINITY) : times
    if (left !== Number.POSITIVE_INFINITY && (!Number.isInteger(left) || left < 1 || left > 1_000_000))
      throw new OptionError('times', 'must be a whole number from 1 to 1000000')
    if (rate !== undefined && !isRate(rate)) throw new OptionError('rate', 'must be a number from 0 to 1')
    if (id !== undefined && (typeof id !== 'string' || id.length > idLength)) throw new OptionError('id', 'must be the id of a resource')
    if (this.#count() >= planLimit) throw new OptionError('operation', `has ${planLimit} faults to come; clear them first`)
    checkFault(operation, fault, id)
    const planned = this.#planned.get(operation) ?? []
    planned.push({ fault, rate: rate ?? 1, id, left })
    this.#planned.set(operation, planned)
  }

  #count(): number {
    return [...this.#planned.values()].reduce((sum, { length }) => sum + length, 0)
  }

  /** Takes the fault that a request meets, and gives its effect; none where it meets none. */
  take(operation: OperationName, pairs: readonly (readonly [string, string])[]): FaultEffect {
    const planned = this.#planned.get(operation)
    const found = planned?.find(({ rate, id }) => (id === undefined || names(pairs, id)) && (rate === 1 || this.#random() < rate))
    if (!planned || !found) return {}
    found.left -= 1
    if (found.left === 0) planned.splice(planned.indexOf(found), 1)
    return effectOf(found.fault)
  }

  /** Faults that are to come, in the order in which they are looked for. */
  all(): PlannedFault[] {
    return [...this.#planned].flatMap(([operation, planned]) =>
      planned.map(({ fault, rate, id, left }) => ({
        operation,
        fault,
        rate,
        ...(id !== undefined && { id }),
        ...(left !== Number.POSITIVE_INFINITY && { left }),
      })),
    )
  }

  /** Forgets them, and draws from the beginning again. */
  clear(): void {
    this.#planned.clear()
    this.#random = createRandom(this.#seed)
  }
}

/** Checks a fault, which may have come as JSON from another program. */
function checkFault(operation: OperationName, fault: FaultKind, id: string | undefined): void {
  const { kind, ...given } = Object(fault) as FaultKind & Readonly<Record<string, unknown>>
  if (typeof kind !== 'string' || !Object.hasOwn(faultKinds, kind))
    throw new OptionError('kind', `must be one of ${Object.keys(faultKinds).join(', ')}`)
  const { fields, needs } = faultKinds[kind]
  const unknown = Object.keys(given).find((field) => !Object.hasOwn(fields, field))
  if (unknown !== undefined)
    throw new OptionError('fault', `has no ${unknown}; ${kind} knows ${Object.keys(fields).join(', ') || 'nothing more'}`)
  if (needs && !needs.isMet(operationMetadata(operation)))
    throw new OptionError('kind', `cannot be ${kind}: ${operation} ${needs.otherwise}`)
  for (const [field, check] of Object.entries<FieldCheck>(fields)) {
    const rule = check((given as Readonly<Record<string, unknown>>)[field], { operation, id })
    if (rule !== undefined) throw new OptionError(field, rule)
  }
}

/** Says whether a request names a resource by any parameter of an id, alone or in a list. */
function names(pairs: readonly (readonly [string, string])[], id: string): boolean {
  return pairs.some(([name, value]) => value === id && idParameters.includes(name.replace(/\.\d+$/, '')))
}

const idParameters: readonly string[] = resourceNames.map((resource) => resourceMetadata(resource).id)
