import { createVpnGatewayClient, type Fetch } from '@vpn-gateway/client'
import { type Clock, systemClock } from '@vpn-gateway/core'
import { recorder } from '../recording/recorder.ts'
import type { Recording } from '../recording/recording.ts'
import { sendPairs } from '../send.ts'
import type { Effect, Form, World } from '../service.ts'
import { untilFree } from '../until-free.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Where each thing of a world stands in the environment. */
const variables: Readonly<Record<keyof World, string>> = {
  regionId: 'VPNGW_LIVE_REGION',
  gateway: 'VPNGW_LIVE_GATEWAY',
  connection: 'VPNGW_LIVE_CONNECTION',
  otherConnection: 'VPNGW_LIVE_OTHER_CONNECTION',
  server: 'VPNGW_LIVE_SERVER',
  serverGateway: 'VPNGW_LIVE_SERVER_GATEWAY',
  freeConnection: 'VPNGW_LIVE_FREE_CONNECTION',
  lockedConnection: 'VPNGW_LIVE_LOCKED_CONNECTION',
}

/**
 * The real service, where the environment says which and lets us in; nothing without.
 *
 * @param keep is given what was answered, at the end
 */
export function liveForm(
  env: Environment,
  keep: (recording: Recording) => void,
  { fetch = (request) => globalThis.fetch(request), clock = systemClock }: { fetch?: Fetch; clock?: Clock } = {},
): Form | undefined {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret } = env
  const { ALIBABA_CLOUD_SECURITY_TOKEN: securityToken, VPNGW_LIVE_REGION: regionId } = env
  if (!accessKeyId || !accessKeySecret || !regionId) return undefined
  const given = Object.entries(variables).flatMap(([role, name]) => (env[name] ? [[role, env[name]]] : []))
  const world = Object.fromEntries(given) as World
  const allows: Effect[] = ['reads', 'asks for dry runs']
  if (env.VPNGW_LIVE_DELETE === 'yes') allows.push('asks for unknown operations', 'deletes')
  const credentials = { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) }
  return {
    name: `itself in ${regionId}`,
    allows,
    world,
    isShared: true,
    async open() {
      const record = recorder(fetch, { world, allows, today: new Date(clock.now()) })
      const line = { fetch: record.fetch, endpoint: env.VPNGW_LIVE_ENDPOINT ?? `https://vpc.${regionId}.aliyuncs.com`, credentials }
      const client = createVpnGatewayClient({ ...line, regionId })
      return {
        world,
        client,
        send: (pairs, manner) => sendPairs(line, pairs, manner),
        settled: (id) => untilFree(client, id, (ms) => clock.sleep(ms)),
        close: async () => keep(record.recording()),
      }
    },
  }
}
