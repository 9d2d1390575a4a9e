import type { VpnGatewayClient } from '@vpn-gateway/client'

const pollIntervalMs = 5_000
const maxPolls = 360

/** A gateway whose work has not begun reads idle too: after this number of polls without work it is idle. */
const pollsWithoutWork = 6

/** Polls a gateway until it is idle. */
export async function waitUntilIdle(client: VpnGatewayClient, VpnGatewayId: string, sleep: (ms: number) => Promise<void>): Promise<void> {
  for (let [polls, hasWorked] = [0, false]; polls < maxPolls; polls += 1) {
    await sleep(pollIntervalMs)
    const isIdle = (await client.describeVpnGateway({ VpnGatewayId })).Status === 'active'
    if (isIdle && (hasWorked || polls >= pollsWithoutWork)) return
    hasWorked ||= !isIdle
  }
  throw new Error(`${VpnGatewayId} is not idle after half an hour`)
}
