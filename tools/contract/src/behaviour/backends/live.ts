import type { Fetch } from '@vpn-gateway/client'
import { type Clock, systemClock } from '@vpn-gateway/core'
import { RequestKeys } from '../recording/key.ts'
import type { Interaction, Recording } from '../recording/recording.ts'
import { Aliases, redacted } from '../recording/redact.ts'
import type { Backend, Effect, Fixture } from '../service.ts'
import { serviceAt } from '../service-at.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Environment variable of each part of a fixture. */
const variables: Readonly<Record<keyof Fixture, string>> = {
  regionId: 'VPNGW_LIVE_REGION',
  gateway: 'VPNGW_LIVE_GATEWAY',
  connection: 'VPNGW_LIVE_CONNECTION',
  otherConnection: 'VPNGW_LIVE_OTHER_CONNECTION',
  server: 'VPNGW_LIVE_SERVER',
  serverGateway: 'VPNGW_LIVE_SERVER_GATEWAY',
  detachedConnection: 'VPNGW_LIVE_DETACHED_CONNECTION',
  lockedConnection: 'VPNGW_LIVE_LOCKED_CONNECTION',
}

/**
 * Describes the real service, where the environment names it and has credentials.
 *
 * @param keep receives the recording at the end
 */
export function liveBackend(
  env: Environment,
  keep: (recording: Recording) => void,
  { fetch = (request) => globalThis.fetch(request), clock = systemClock }: { fetch?: Fetch; clock?: Clock } = {},
): Backend | undefined {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret } = env
  const { ALIBABA_CLOUD_SECURITY_TOKEN: securityToken, VPNGW_LIVE_REGION: regionId } = env
  if (!accessKeyId || !accessKeySecret || !regionId) return undefined
  const given = Object.entries(variables).flatMap(([role, name]) => (env[name] ? [[role, env[name]]] : []))
  const fixture = Object.fromEntries(given) as Fixture
  const allows: Effect[] = ['reads', 'asks for dry runs']
  if (env.VPNGW_LIVE_DELETE === 'yes') allows.push('asks for unknown operations', 'deletes')
  const credentials = { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) }
  return {
    name: `itself in ${regionId}`,
    allows,
    fixture,
    isShared: true,
    async open() {
      const record = recorder(fetch, { fixture, allows, today: new Date(clock.now()) })
      const address = { fetch: record.fetch, endpoint: env.VPNGW_LIVE_ENDPOINT ?? `https://vpc.${regionId}.aliyuncs.com`, credentials }
      const close = async () => keep(record.recording())
      return serviceAt(address, fixture, (ms) => clock.sleep(ms), close)
    },
  }
}

/** Creates a fetch that records answers without secrets and ids; the request goes through as it is. */
function recorder(
  fetch: Fetch,
  { fixture, allows, today }: { readonly fixture: Fixture; readonly allows: readonly Effect[]; readonly today: Date },
): { readonly fetch: Fetch; recording(): Recording } {
  const aliases = new Aliases(fixture)
  const keys = new RequestKeys(aliases)
  const interactions: Interaction[] = []
  return {
    async fetch(request) {
      const asked = await keys.of(request)
      const response = await fetch(request)
      const type = response.headers.get('content-type') ?? ''
      interactions.push({ request: asked, status: response.status, type, body: redacted(await response.clone().text(), type, aliases) })
      return response
    },
    recording: () => ({
      version: 1,
      recordedOn: today.toISOString().slice(0, 10),
      allows,
      fixture: aliases.fixtureOf(fixture),
      interactions,
    }),
  }
}
