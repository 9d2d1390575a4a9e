import { createVpnGatewayClient, type VpnGatewayClient } from '@vpn-gateway/client'
import { type CredentialsSource, OptionError } from '@vpn-gateway/core'
import { type Backoff, retry } from '@vpn-gateway/poller'
import { type Command, Option } from 'commander'
import { embeddedRegion, startEmbedded } from './embedded.ts'

/** The options that say where requests go. */
export interface ConnectionOptions {
  readonly region?: string
  readonly endpoint?: string
  readonly network?: 'public' | 'vpc'
  readonly emulator?: true
}

export interface Connection {
  readonly client: VpnGatewayClient
  /** Where requests go, to be shown. */
  readonly place: string
  /** How often a deletion is looked at, where it is not the poller's own way. */
  readonly backoff?: Backoff
  close(): Promise<void>
}

export function addConnectionOptions(command: Command): Command {
  return command
    .addOption(new Option('--region <id>', 'region of the resources, for example cn-hangzhou').env('ALIBABA_CLOUD_REGION_ID'))
    .option('--endpoint <address>', 'call this host instead of the region’s own endpoint')
    .addOption(new Option('--network <name>', 'endpoint to call').choices(['public', 'vpc']))
    .addOption(new Option('--emulator', 'run on the embedded emulator: nothing real is called').conflicts(['endpoint', 'network']))
}

/** @throws {OptionError} where region or credentials are missing. */
export async function connect(options: ConnectionOptions, env: NodeJS.ProcessEnv): Promise<Connection> {
  if (options.emulator) return connectEmbedded()
  const { region, endpoint, network } = options
  if (region === undefined) throw new OptionError('--region', 'is required (or ALIBABA_CLOUD_REGION_ID, or --emulator)')
  const client = createVpnGatewayClient({
    regionId: region,
    endpoint,
    network,
    credentials: credentialsFrom(env, endpoint),
    retry: retry(),
  })
  return { client, place: endpoint ?? region, close: async () => {} }
}

async function connectEmbedded(): Promise<Connection> {
  const { server, credentials } = await startEmbedded()
  const client = createVpnGatewayClient({ regionId: embeddedRegion, endpoint: server.url, credentials, retry: retry() })
  return { client, place: `the emulator on ${server.url}`, backoff: { minMs: 250, maxMs: 700 }, close: () => server.close() }
}

/** Keys come from the environment only: a command line is seen by others and kept in histories. */
function credentialsFrom(env: NodeJS.ProcessEnv, endpoint: string | undefined): CredentialsSource | undefined {
  const accessKeyId = env.ALIBABA_CLOUD_ACCESS_KEY_ID
  const accessKeySecret = env.ALIBABA_CLOUD_ACCESS_KEY_SECRET
  if (accessKeyId && accessKeySecret) return { accessKeyId, accessKeySecret, securityToken: env.ALIBABA_CLOUD_SECURITY_TOKEN || undefined }
  // An endpoint of one's own may be an emulator, or a proxy that signs.
  if (endpoint !== undefined && !accessKeyId && !accessKeySecret) return undefined
  throw new OptionError('credentials', 'are missing: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET')
}
