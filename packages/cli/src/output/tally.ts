import type { TeardownEvent } from '@vpn-gateway/poller'

/** What is known of the work on one gateway, or on a resource that has none. */
export interface Place {
  readonly name: string
  /** The last event of each target there. */
  readonly targets: Map<string, TeardownEvent>
  /** The target that was told of last. */
  latest: TeardownEvent
  /** Targets whose deletion goes on, or has yet to begin. */
  left: number
}

/** State of a target: `idle` is not verified to be gone, `unknown` not waited for any more. */
type Standing = 'open' | 'idle' | 'gone' | 'failed' | 'unknown'

const workPhases: readonly string[] = ['accepted', 'updating'] satisfies TeardownEvent['phase'][]

/** Says how the target of an event stands. An error says why a deletion is not waited for any more, and only its phase that it failed. */
export function standingOf({ phase, error }: TeardownEvent): Standing {
  if (phase === 'gone' || phase === 'failed') return phase
  if (error !== undefined) return 'unknown'
  return phase === 'idle' ? phase : 'open'
}

/** Counts targets by how they stand, and guesses from their events how long the rest takes. */
export class Tally {
  readonly places: Map<string, Place> = new Map()
  readonly count: Record<Standing, number> = { open: 0, idle: 0, gone: 0, failed: 0, unknown: 0 }
  /** Ids whose request was sent while this was watched: of others it is not known when their work began. */
  readonly #sent = new Set<string>()
  readonly #acceptedAt = new Map<string, number>()
  /** Time at which each target came to the phase that it is in. */
  readonly #phaseAt = new Map<string, number>()
  readonly #gatewaysAtOnce: number
  #worked = { ms: 0, times: 0 }

  /** @param gatewaysAtOnce most gateways that are worked on at once */
  constructor(gatewaysAtOnce: number = Number.POSITIVE_INFINITY) {
    this.#gatewaysAtOnce = gatewaysAtOnce
  }

  add(event: TeardownEvent): void {
    const place = this.#placeOf(event)
    const before = place.targets.get(event.id)
    if (before) this.#move(place, standingOf(before), -1)
    this.#move(place, standingOf(event), 1)
    if (before?.phase !== event.phase) this.#phaseAt.set(event.id, event.atMs)
    place.targets.set(event.id, event)
    place.latest = event
    if (event.phase === 'sent') this.#sent.add(event.id)
    if (event.phase === 'accepted' && event.error === undefined && this.#sent.has(event.id)) this.#acceptedAt.set(event.id, event.atMs)
    const acceptedAt = this.#acceptedAt.get(event.id)
    if (acceptedAt === undefined || (event.phase !== 'idle' && event.phase !== 'gone')) return
    this.#acceptedAt.delete(event.id)
    this.#worked = { ms: this.#worked.ms + event.atMs - acceptedAt, times: this.#worked.times + 1 }
  }

  /** Deletions that the service has accepted, and that have not come to an end. */
  get atWork(): number {
    let count = 0
    for (const { targets } of this.places.values())
      for (const event of targets.values()) if (standingOf(event) === 'open' && workPhases.includes(event.phase)) count += 1
    return count
  }

  /** Gives for how long a target has been in its phase. */
  inPhaseMs({ id, atMs }: TeardownEvent, now: number): number {
    return Math.max(now - (this.#phaseAt.get(id) ?? atMs), 0)
  }

  /** About how long the rest takes: gateways work side by side, each on one deletion after another. Unknown before the first end. */
  get leftMs(): number | undefined {
    if (this.#worked.times === 0) return undefined
    const left = [...this.places.values()].map((place) => place.left)
    const inTurns = left.reduce((sum, each) => sum + each, 0) / this.#gatewaysAtOnce
    return (this.#worked.ms / this.#worked.times) * Math.max(inTurns, ...left)
  }

  #move(place: Place, standing: Standing, by: 1 | -1): void {
    this.count[standing] += by
    if (standing === 'open') place.left += by
  }

  #placeOf(event: TeardownEvent): Place {
    const name = event.gatewayId ?? event.id
    const place = this.places.get(name) ?? { name, targets: new Map(), latest: event, left: 0 }
    this.places.set(name, place)
    return place
  }
}
