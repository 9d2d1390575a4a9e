import type { VpnGatewayClient } from '@vpn-gateway/client'

const lookEveryMs = 5_000
const mostLooks = 360

/** A gateway that has not begun to work reads free too: so many looks without work are enough to believe it. */
const looksWithoutWork = 6

/** Looks at a gateway until it is free again. */
export async function untilFree(client: VpnGatewayClient, VpnGatewayId: string, sleep: (ms: number) => Promise<void>): Promise<void> {
  for (let [looks, hasWorked] = [0, false]; looks < mostLooks; looks += 1) {
    await sleep(lookEveryMs)
    const isFree = (await client.describeVpnGateway({ VpnGatewayId })).Status === 'active'
    if (isFree && (hasWorked || looks >= looksWithoutWork)) return
    hasWorked ||= !isFree
  }
  throw new Error(`${VpnGatewayId} is not free after half an hour`)
}
