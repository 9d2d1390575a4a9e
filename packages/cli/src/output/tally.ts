import type { TeardownEvent } from '@vpn-gateway/poller'

/** A target by its last event; its times are monotonic. */
export interface Target {
  readonly event: TeardownEvent
  readonly gateway: GatewayCount
  /** Time of the event. */
  readonly atMs: number
  /** Time at which it came to the phase that it is in. */
  readonly sinceMs: number
  /** True where its request was sent while this was watched: of others it is not known when their work began. */
  readonly isSent: boolean
  /** Time at which its work began, until it ends. */
  readonly acceptedAtMs: number | undefined
}

/** Counts of one gateway, or of a resource that has none. */
export interface GatewayCount {
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

/** Says how the target of an event stands. An error says only why a wait has ended; the phase alone says that a deletion failed. */
export function standingOf({ phase, error }: TeardownEvent): Standing {
  if (phase === 'gone' || phase === 'failed') return phase
  if (error !== undefined) return 'unknown'
  return phase === 'idle' ? phase : 'open'
}

/** Counts targets by how they stand, and guesses from their events how long the rest takes. */
export class Tally {
  readonly targets: Map<string, Target> = new Map()
  readonly gateways: Map<string, GatewayCount> = new Map()
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
      gateway: this.#countOf(event.gatewayId ?? before?.gateway.name ?? id),
      atMs,
      sinceMs: before?.event.phase === phase ? before.sinceMs : atMs,
      isSent,
      acceptedAtMs: hasWorked ? undefined : acceptedAtMs,
    }
    this.targets.set(id, target)
    target.gateway.latest = target
    this.#count(target, 1)
    if (!before) return
    this.#count(before, -1)
    if (before.gateway.latest !== before || before.gateway.size === 0) return
    // It has moved to another gateway, which has its line now.
    before.gateway.latest = [...this.targets.values()].findLast(({ gateway }) => gateway === before.gateway) ?? before
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
    const left = [...this.gateways.values()].map((gateway) => gateway.left)
    const inTurns = left.reduce((sum, each) => sum + each, 0) / this.#gatewaysAtOnce
    return (this.#worked.ms / this.#worked.times) * Math.max(inTurns, ...left)
  }

  #count({ event, gateway }: Target, by: 1 | -1): void {
    const standing = standingOf(event)
    this.count[standing] += by
    gateway.size += by
    if (standing === 'open') gateway.left += by
    if (gateway.size === 0) this.gateways.delete(gateway.name)
  }

  #countOf(name: string): GatewayCount {
    // Its latest target follows at once.
    const gateway = this.gateways.get(name) ?? ({ name, size: 0, left: 0 } as GatewayCount)
    this.gateways.set(name, gateway)
    return gateway
  }
}
