import type { TeardownEvent } from '@vpn-gateway/poller'

/** A target by its last event; its times are monotonic. */
export interface Target {
  readonly event: TeardownEvent
  readonly place: Place
  /** Time of the event. */
  readonly atMs: number
  /** Time at which it came to the phase that it is in. */
  readonly sinceMs: number
  /** True where its request was sent while this was watched: of others it is not known when their work began. */
  readonly isSent: boolean
  /** Time at which its work began, until it ends. */
  readonly acceptedAtMs: number | undefined
}

/** Work on one gateway, or on a resource that has none. */
export interface Place {
  readonly name: string
  /** Number of targets there. */
  size: number
  /** Number of targets whose deletion goes on, or has yet to begin. */
  left: number
  /** Target of the last event there. */
  latest: Target
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
  readonly targets: Map<string, Target> = new Map()
  readonly places: Map<string, Place> = new Map()
  readonly count: Record<Standing, number> = { open: 0, idle: 0, gone: 0, failed: 0, unknown: 0 }
  readonly #gatewaysAtOnce: number
  #worked = { ms: 0, times: 0 }

  /** @param gatewaysAtOnce most gateways that are worked on at once */
  constructor(gatewaysAtOnce: number = Number.POSITIVE_INFINITY) {
    this.#gatewaysAtOnce = gatewaysAtOnce
  }

  /** @param atMs monotonic time at which the event came */
  add(event: TeardownEvent, atMs: number): void {
    const { id, phase, error } = event
    const before = this.targets.get(id)
    const isSent = before?.isSent === true || phase === 'sent'
    const acceptedAtMs = phase === 'accepted' && error === undefined && isSent ? atMs : before?.acceptedAtMs
    const hasWorked = acceptedAtMs !== undefined && (phase === 'idle' || phase === 'gone')
    if (hasWorked) this.#worked = { ms: this.#worked.ms + atMs - acceptedAtMs, times: this.#worked.times + 1 }
    const target: Target = {
      event,
      place: this.#placeOf(event.gatewayId ?? before?.place.name ?? id),
      atMs,
      sinceMs: before?.event.phase === phase ? before.sinceMs : atMs,
      isSent,
      acceptedAtMs: hasWorked ? undefined : acceptedAtMs,
    }
    this.targets.set(id, target)
    target.place.latest = target
    this.#count(target, 1)
    if (!before) return
    this.#count(before, -1)
    if (before.place.latest !== before || before.place.size === 0) return
    // It has moved to another place, which is where its line is.
    before.place.latest = [...this.targets.values()].findLast(({ place }) => place === before.place) ?? before
  }

  /** Deletions that the service has accepted, and that have not come to an end. */
  get atWork(): number {
    let count = 0
    for (const { event } of this.targets.values()) if (standingOf(event) === 'open' && workPhases.includes(event.phase)) count += 1
    return count
  }

  /** About how long the rest takes: gateways work side by side, each on one deletion after another. Unknown before the first end. */
  get leftMs(): number | undefined {
    if (this.#worked.times === 0) return undefined
    const left = [...this.places.values()].map((place) => place.left)
    const inTurns = left.reduce((sum, each) => sum + each, 0) / this.#gatewaysAtOnce
    return (this.#worked.ms / this.#worked.times) * Math.max(inTurns, ...left)
  }

  #count({ event, place }: Target, by: 1 | -1): void {
    const standing = standingOf(event)
    this.count[standing] += by
    place.size += by
    if (standing === 'open') place.left += by
    if (place.size === 0) this.places.delete(place.name)
  }

  #placeOf(name: string): Place {
    // Its latest target follows at once.
    const place = this.places.get(name) ?? ({ name, size: 0, left: 0 } as Place)
    this.places.set(name, place)
    return place
  }
}
