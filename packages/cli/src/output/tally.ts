import type { TeardownEvent } from '@vpn-gateway/poller'

/** What is known of the work on one gateway, or on a resource that has none. */
export interface Place {
  readonly name: string
  /** The last event of each target there. */
  readonly targets: Map<string, TeardownEvent>
  /** The target that was told of last. */
  latest: TeardownEvent
  /** Targets whose deletion has not ended yet. */
  left: number
}

/** Counts events, and guesses from them how long the rest takes. */
export class Tally {
  readonly places: Map<string, Place> = new Map()
  /** Targets whose gateway is free again; that they are gone is proven for many at once, later. */
  deleted = 0
  gone = 0
  failed = 0
  readonly #acceptedAt = new Map<string, number>()
  #worked = { ms: 0, times: 0 }

  add(event: TeardownEvent): void {
    const place = this.#placeOf(event)
    const before = place.targets.get(event.id)?.phase
    const [wasOver, isOver] = [before !== undefined && over.includes(before), over.includes(event.phase)]
    if (before === undefined) place.left += 1
    if (!wasOver && isOver) {
      place.left -= 1
      if (event.phase !== 'failed') this.deleted += 1
    }
    if (event.phase === 'gone') this.gone += 1
    if (event.phase === 'failed') {
      this.failed += 1
      if (before === 'settled') this.deleted -= 1
    }
    place.targets.set(event.id, event)
    place.latest = event
    if (event.phase === 'accepted') this.#acceptedAt.set(event.id, event.atMs)
    const acceptedAt = this.#acceptedAt.get(event.id)
    if (acceptedAt === undefined || (event.phase !== 'settled' && event.phase !== 'gone')) return
    this.#acceptedAt.delete(event.id)
    this.#worked = { ms: this.#worked.ms + event.atMs - acceptedAt, times: this.#worked.times + 1 }
  }

  /** Targets that were told of. */
  get known(): number {
    let count = 0
    for (const { targets } of this.places.values()) count += targets.size
    return count
  }

  /** About how long the rest takes: gateways work side by side, each on one deletion after another. Unknown before the first end. */
  get leftMs(): number | undefined {
    if (this.#worked.times === 0) return undefined
    const most = Math.max(0, ...[...this.places.values()].map(({ left }) => left))
    return (this.#worked.ms / this.#worked.times) * most
  }

  #placeOf(event: TeardownEvent): Place {
    const name = event.gatewayId ?? event.id
    const place = this.places.get(name) ?? { name, targets: new Map(), latest: event, left: 0 }
    this.places.set(name, place)
    return place
  }
}

/** Phases in which the gateway is free for the next deletion. */
const over: readonly TeardownEvent['phase'][] = ['settled', 'gone', 'failed']
