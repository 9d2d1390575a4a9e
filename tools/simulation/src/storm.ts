import { createVpnGatewayClient } from '@vpn-gateway/client'
import { teardown } from '@vpn-gateway/poller'
import { createMortal, type Disk } from './mortal.ts'
import { weather } from './weather.ts'
import { createWorld, type Size, seeded, type World } from './world.ts'

export interface StormOptions {
  readonly size: Size
  readonly seed: number
  /** How often the process dies on the way. */
  readonly deaths: number
  /** The chance of each fault, for each request. */
  readonly faultRate: number
}

/** What a storm has left behind; everything but the counts should be empty. */
export interface Aftermath {
  readonly requests: number
  readonly deaths: number
  readonly virtualHours: number
  /** What went wrong, in words. */
  readonly violations: readonly string[]
}

/** Deletes everything in a world of faults, with processes that die, and looks what became of it. */
export async function runStorm({ size, seed, deaths, faultRate }: StormOptions): Promise<Aftermath> {
  const world = createWorld(size, seed, { flappingReads: 0.2 })
  const random = seeded(seed ^ 0x5eed)
  const tokens = new TokenWatch()
  const disk: Disk = []
  const violations: string[] = []
  let requests = 0
  let died = 0
  const perLife = (size.gateways * size.connections * 12) / (deaths + 1)
  for (;;) {
    const dieAt = died < deaths ? requests + Math.ceil(2 * perLife * random()) : Number.POSITIVE_INFINITY
    const mortal = createMortal(world.clock, disk)
    const death = Promise.withResolvers<void>()
    const sky = weather(world.emulator.fetch, faultRate, random)
    const client = createVpnGatewayClient({
      regionId: 'cn-hangzhou',
      clock: mortal.clock,
      fetch: (request) => {
        if (mortal.isDead) return new Promise(() => {})
        requests += 1
        const violation = tokens.sent(request.url)
        if (violation) violations.push(violation)
        const { response, isAnswered } = sky(request)
        if (requests >= dieAt) {
          mortal.die()
          // What is on its way arrives all the same.
          response.catch(() => {})
          death.resolve()
        }
        return mortal.whileAlive(response).then((answer) => {
          if (isAnswered) tokens.answered(request.url)
          return answer
        })
      },
    })
    // Only the first run is told the targets: the others have the journal.
    const targets = disk.length === 0 ? world.connectionIds : []
    const patience = { timeoutMs: Number.POSITIVE_INFINITY, busyTimeoutMs: Number.POSITIVE_INFINITY }
    const run = teardown(client, targets, { clock: mortal.clock, random, journal: mortal.journal, ...patience })
    const watched = (async () => {
      for await (const { phase, id } of run)
        if (phase === 'gone' && world.emulator.has(id)) violations.push(`${id} was reported gone while it was there`)
    })()
    const ended = await Promise.race([run.report(), death.promise.then(() => undefined)])
    if (ended === undefined) {
      died += 1
      continue
    }
    await watched
    for (const outcome of ended) if (outcome.outcome !== 'gone') violations.push(`${outcome.id} ended as ${JSON.stringify(outcome)}`)
    return {
      requests,
      deaths: died,
      virtualHours: (world.clock.now() - world.startedAtMs) / 3_600_000,
      violations: [...violations, ...left(world, disk)],
    }
  }
}

function left({ emulator, clock, connectionIds }: World, disk: Disk): string[] {
  const begun = countBy(emulator.ledger.tasks.map(({ id }) => id))
  const ended = countBy(disk.flatMap((entry) => ('state' in entry && entry.state.phase === 'gone' ? [entry.state.id] : [])))
  return [
    ...connectionIds.filter((id) => emulator.has(id)).map((id) => `${id} is left`),
    ...connectionIds.filter((id) => begun.get(id) !== 1).map((id) => `${id} had ${begun.get(id) ?? 0} tasks`),
    ...connectionIds.filter((id) => ended.get(id) !== 1).map((id) => `${id} ended ${ended.get(id) ?? 0} times in the journal`),
    ...(clock.sleepers > 0 ? [`${clock.sleepers} timers are left`] : []),
  ]
}

function countBy(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

/** Sees that no target has two tokens while the answer to one is not known. */
class TokenWatch {
  readonly #unanswered = new Map<string, string>()

  sent(url: string): string | undefined {
    const { id, token } = read(url)
    if (id === undefined || token === undefined) return undefined
    const other = this.#unanswered.get(id)
    this.#unanswered.set(id, token)
    return other !== undefined && other !== token
      ? `${id} was sent with a second token while the answer to the first was not known`
      : undefined
  }

  answered(url: string): void {
    const { id } = read(url)
    if (id !== undefined) this.#unanswered.delete(id)
  }
}

function read(url: string): { readonly id?: string; readonly token?: string } {
  const { searchParams } = new URL(url)
  const token = searchParams.get('ClientToken')
  const id = searchParams.get('VpnConnectionId')
  return token === null || id === null ? {} : { id, token }
}
