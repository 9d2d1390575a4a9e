import { isOperationName, type OperationName, OptionError, resourceMetadata, resourceNames } from '@vpn-gateway/core'
import { createRandom } from '../support/random.ts'
import type { FaultKind } from './fault-kinds.ts'
import { checkFault } from './field-checks.ts'

/** When a fault comes: at the next requests, or at any with a chance, of all resources or of one. */
export interface FaultOptions {
  /** How many of the next requests meet it; 1 by default, all where a rate is given. */
  readonly times?: number
  /** The chance of each request to meet it, from 0 to 1, drawn by the emulator's seed. */
  readonly rate?: number
  /** Only requests that name this resource. */
  readonly id?: string
}

/** A fault that is to come. */
export interface PlannedFault {
  readonly operation: OperationName
  readonly fault: FaultKind
  readonly rate: number
  readonly id?: string
  /** How many requests are still to meet it; nothing where there is no end. */
  readonly left?: number
}

interface Planned {
  readonly fault: FaultKind
  readonly rate: number
  readonly id: string | undefined
  left: number
}

/** Ids of the service have some twenty characters. */
const longestId = 128

/** Each costs memory, and every request is compared with those of its operation. */
const mostPlanned = 10_000

/** Faults that are to come, by operation; the first that fits a request is taken. */
export class FaultPlan {
  readonly #planned = new Map<OperationName, Planned[]>()
  readonly #seed: number
  #random: () => number

  constructor(seed: number) {
    this.#seed = seed
    this.#random = createRandom(seed)
  }

  /** @throws {OptionError} for an operation, a code or a fault that there is none of, and for bounds that mean nothing. */
  plan(operation: OperationName, fault: FaultKind, options: FaultOptions = {}): void {
    if (typeof options !== 'object' || options === null) throw new OptionError('options', 'must be an object')
    const { times, rate, id } = options
    if (typeof operation !== 'string' || !isOperationName(operation)) throw new OptionError('operation', 'must be one of the spec')
    const left = times === undefined ? (rate === undefined ? 1 : Number.POSITIVE_INFINITY) : times
    if (left !== Number.POSITIVE_INFINITY && (!Number.isInteger(left) || left < 1 || left > 1_000_000))
      throw new OptionError('times', 'must be a whole number from 1 to 1000000')
    if (rate !== undefined && !(typeof rate === 'number' && rate >= 0 && rate <= 1))
      throw new OptionError('rate', 'must be a number from 0 to 1')
    if (id !== undefined && (typeof id !== 'string' || id.length > longestId)) throw new OptionError('id', 'must be the id of a resource')
    if (this.#count() >= mostPlanned) throw new OptionError('operation', `has ${mostPlanned} faults to come; clear them first`)
    checkFault(operation, fault, id)
    const planned = this.#planned.get(operation) ?? []
    planned.push({ fault, rate: rate ?? 1, id, left })
    this.#planned.set(operation, planned)
  }

  #count(): number {
    return [...this.#planned.values()].reduce((sum, { length }) => sum + length, 0)
  }

  /** The fault that a request meets, if any. */
  take(operation: OperationName, pairs: readonly (readonly [string, string])[]): FaultKind | undefined {
    const planned = this.#planned.get(operation)
    if (!planned) return undefined
    const found = planned.find(({ rate, id }) => (id === undefined || names(pairs, id)) && (rate === 1 || this.#random() < rate))
    if (!found) return undefined
    found.left -= 1
    if (found.left === 0) planned.splice(planned.indexOf(found), 1)
    return found.fault
  }

  /** What is to come, in the order in which it is looked for. */
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

/** Whether a request names a resource by any parameter of an id, alone or in a list. */
function names(pairs: readonly (readonly [string, string])[], id: string): boolean {
  return pairs.some(([name, value]) => value === id && idParameters.includes(name.replace(/\.\d+$/, '')))
}

const idParameters: readonly string[] = resourceNames.map((resource) => resourceMetadata(resource).id)
