import { isServiceError } from '@vpn-gateway/client'
import { teardown } from '@vpn-gateway/poller'
import type { Scenario, Size } from './scenario.ts'

/** Report of a policy: when each connection was reported gone. */
export interface Report {
  readonly gone: ReadonlyMap<string, number>
  /** Of those, the ones that were still there when they were reported. */
  readonly early: number
  readonly givenUp: number
}

/** A way to delete everything in a scenario. @returns what was reported of each connection */
export type Policy = (scenario: Scenario, size: Size) => Promise<Report>

/** Our own: a teardown. */
export function ours(confirmations: 1 | 2): Policy {
  return async ({ client, clock, random, connectionIds, emulator }) => {
    const book = reportBook(emulator, clock)
    const run = teardown(client, connectionIds, { clock, random, confirmations })
    for await (const { phase, id } of run) if (phase === 'gone') book.gone(id)
    for (const { outcome } of await run.report()) if (outcome !== 'gone') book.givenUp()
    return book.report()
  }
}

/**
 * As the Terraform provider does it: ten at once on a gateway, each repeated after 3, 8, 13, … seconds for five minutes as
 * long as the gateway is busy, then read every five seconds until it is absent.
 */
export const terraform: Policy = async (scenario, size) => {
  const { client, clock, emulator, connectionIds } = scenario
  const book = reportBook(emulator, clock)
  const limitMs = 5 * 60_000
  const remove = async (VpnConnectionId: string) => {
    const startedAt = clock.now()
    for (let waitMs = 3_000; !(await isNot('busy', client.deleteVpnConnection({ VpnConnectionId }))); waitMs += 5_000) {
      if (clock.now() + waitMs - startedAt > limitMs) return book.givenUp()
      await clock.sleep(waitMs)
    }
    do await clock.sleep(5_000)
    while (await isNot('gone', client.describeVpnConnection({ VpnConnectionId })))
    book.gone(VpnConnectionId)
  }
  await Promise.all(byGateway(connectionIds, size).map((ids) => atOnce(ids, 10, remove)))
  return book.report()
}

/** As the pages of the documentation say: poll until the gateway is active, at once and then every two seconds. */
export const pollAtOnce: Policy = async (scenario, size) => {
  const { client, clock, emulator, connectionIds } = scenario
  const book = reportBook(emulator, clock)
  const removeAll = async (ids: readonly string[], gateway: number) => {
    for (const VpnConnectionId of ids) {
      while (!(await isNot('busy', client.deleteVpnConnection({ VpnConnectionId })))) await clock.sleep(2_000)
      while ((await client.describeVpnGateway({ VpnGatewayId: `vpn-${gateway}` })).Status !== 'active') await clock.sleep(2_000)
      book.gone(VpnConnectionId)
    }
  }
  await Promise.all(byGateway(connectionIds, size).map(removeAll))
  return book.report()
}

function reportBook(emulator: Scenario['emulator'], clock: Scenario['clock']) {
  const gone = new Map<string, number>()
  let early = 0
  let givenUp = 0
  return {
    gone(id: string): void {
      gone.set(id, clock.now())
      if (emulator.has(id)) early += 1
    },
    givenUp(): void {
      givenUp += 1
    },
    report: (): Report => ({ gone, early, givenUp }),
  }
}

/** Reports whether a call succeeds, or is refused by an error of a kind. */
async function isNot(kind: 'busy' | 'gone', call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => true,
    (error) => {
      if (isServiceError(error) && error.kind === kind) return false
      throw error
    },
  )
}

function byGateway(ids: readonly string[], { connections }: Size): string[][] {
  return Array.from({ length: ids.length / connections }, (_, gateway) => ids.slice(gateway * connections, (gateway + 1) * connections))
}

async function atOnce<T>(items: readonly T[], count: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]()
  const next = async () => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: count }, next))
}
