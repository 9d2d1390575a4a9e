import { createVpnGatewayClient, type VpnGatewayClient } from '@vpn-gateway/client'
import { endpointOf, type Hooks, OptionError, scopeOfClient } from '@vpn-gateway/core'
import { type Backoff, retry } from '@vpn-gateway/poller'
import { type Command, Option } from 'commander'
import { asksChain, type CredentialsChoice, credentialsFrom, howToSign, type ProfileRegion, profileRegion } from './credentials.ts'
import { embeddedRegion, startEmbedded } from './embedded.ts'
import type { Circumstances } from './output/advice.ts'

/** The options that say where requests go. */
export interface ConnectionOptions {
  /** Several where a command takes several. */
  readonly region?: string | readonly string[] | undefined
  readonly endpoint?: string
  readonly network?: 'public' | 'vpc'
  readonly credentials?: CredentialsChoice
  readonly emulator?: true
  readonly debug?: true
}

export interface Connection {
  readonly client: VpnGatewayClient
  readonly regionId: string
  /** Region or address that requests go to, to be shown. */
  readonly place: string
  /** Delays between polls, where they are not the poller's own. */
  readonly backoff?: Backoff
  /** Set where nothing real is called. */
  readonly isEmbedded: boolean
  /** Circumstances that explain errors of the real service. */
  readonly circumstances?: Circumstances
  /** Set where the region is that of a profile. */
  readonly profile?: ProfileRegion | undefined
  close(): Promise<void>
}

/** @param isMany whether several regions may be given */
export function addConnectionOptions(command: Command, isMany = false): Command {
  const region = new Option(
    '--region <id>',
    `region of the resources, for example cn-hangzhou${isMany ? '; may be given again' : ''} (default: that of the aliyun profile that the key comes from)`,
  ).env('ALIBABA_CLOUD_REGION_ID')
  if (isMany) region.argParser((id: string, before: readonly string[] = []) => [...new Set([...before, id])])
  return command
    .addOption(region)
    .option('--endpoint <address>', 'call this host instead of the region’s own endpoint')
    .addOption(
      new Option('--network <name>', 'endpoint of the region to call, public by default; vpc works inside its VPCs').choices([
        'public',
        'vpc',
      ]),
    )
    .addOption(
      new Option(
        '--credentials <source>',
        'take keys from the environment or the official default chain, or send requests unsigned (choices: "default", "none"; default: "default", or "none" for an http endpoint when no key is set)',
      ).argParser(credentialsSource),
    )
    .addOption(
      new Option('--emulator', 'run on the embedded emulator: nothing real is called').conflicts(['endpoint', 'network', 'credentials']),
    )
    .option('--debug', 'log every request to stderr, without parameters and keys')
}

/** Parses a source of keys. A wrong one may be a key itself, and is not quoted. @throws {OptionError} for what is no source. */
function credentialsSource(given: string): 'default' | 'none' {
  if (given === 'default' || given === 'none') return given
  throw new OptionError(
    '--credentials',
    'must be default or none; keys come from the environment or a profile, never from the command line',
  )
}

/**
 * @param hooks watch the requests
 * @throws {OptionError} where the region is missing.
 */
export async function connect(
  options: ConnectionOptions & { readonly region?: string | undefined },
  hooks: Hooks,
  env: NodeJS.ProcessEnv,
): Promise<Connection> {
  if (options.emulator) return connectEmbedded(hooks)
  const { endpoint, network, credentials } = options
  const profile = options.region === undefined && asksChain(env, credentials, endpoint) ? await profileRegion(env) : undefined
  const region = profile?.regionId ?? options.region
  if (!region) throw new OptionError('--region', 'is required (or ALIBABA_CLOUD_REGION_ID, or --emulator)')
  const source = credentialsFrom(env, credentials, endpoint)
  const client = createVpnGatewayClient({ regionId: region, endpoint, network, credentials: source, retry: retry(), hooks })
  const origin = endpointOf({ regionId: region, endpoint, network })
  const circumstances = { regionId: region, endpoint, origin, howToSign: source ? undefined : howToSign(credentials), env }
  const place = endpoint === undefined ? region : `${region} at ${endpoint}`
  return { client, regionId: region, place, isEmbedded: false, circumstances, profile, close: async () => {} }
}

async function connectEmbedded(hooks: Hooks): Promise<Connection> {
  const { server, credentials } = await startEmbedded()
  const called = createVpnGatewayClient({ regionId: embeddedRegion, endpoint: server.url, credentials, retry: retry(), hooks })
  // Its port is another one each time, and what is there is the same.
  const client = { ...called, [scopeOfClient]: { regionId: embeddedRegion } }
  const place = `the emulator on ${server.url}`
  return { client, regionId: embeddedRegion, place, backoff: { minMs: 250, maxMs: 700 }, isEmbedded: true, close: () => server.close() }
}
