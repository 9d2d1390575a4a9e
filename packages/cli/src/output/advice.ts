import {
  isServiceError,
  isVpnGatewayError,
  type NetworkError,
  nearestTo,
  operationMetadata,
  resourceMetadata,
  saysAbsent,
  type VpnGatewayError,
} from '@vpn-gateway/core'
import { knownRegions, saysUnsigned } from '@vpn-gateway/core/catalogue'

/** Facts about the requests of a command that explain their errors. */
export interface Circumstances {
  readonly regionId: string
  /** Host that is called instead of that of the region. */
  readonly endpoint?: string | undefined
  readonly origin: string
  /** Way to sign, in words, where requests go unsigned. */
  readonly howToSign?: string | undefined
  readonly env: NodeJS.ProcessEnv
}

const ofErrors = new WeakMap<object, Circumstances>()

/** Waits for requests of one connection; the error that ends them is explained by its circumstances, wherever it is caught. */
export async function explained<T>(requests: Promise<T>, circumstances: Circumstances | undefined): Promise<T> {
  try {
    return await requests
  } catch (error) {
    if (circumstances) ofErrors.set(Object(error), circumstances)
    throw error
  }
}

/**
 * Gives what a person can do about an error, as far as its circumstances show; nothing for most errors.
 *
 * @param otherwise its circumstances where it has none of its own
 */
export function adviceOn(error: unknown, otherwise: Circumstances | undefined): string[] {
  const circumstances = ofErrors.get(Object(error)) ?? otherwise
  if (!circumstances) return []
  // The error of a wait has that of a request as its cause.
  const errors = [error, (Object(error) as Error).cause].filter(isVpnGatewayError) as Explained[]
  const advice = errors.flatMap((each) => rules.flatMap((rule) => rule(each, circumstances) ?? []))
  return [...new Set([...absence(error, circumstances), ...advice])]
}

/** Any error of these packages, with the fields of those that can be explained. */
type Explained = VpnGatewayError & Partial<Pick<NetworkError, 'isSent'>>

type Rule = (error: Explained, circumstances: Circumstances) => string | undefined

/** Names where something is absent; a resource of the same id may be in another region. */
function absence(error: unknown, { regionId, endpoint }: Circumstances): string[] {
  if (!isServiceError(error) || !['gone', 'stop'].includes(error.kind) || !error.operation) return []
  const { resource } = operationMetadata(error.operation)
  if (!resource || !saysAbsent(error.code, resource)) return []
  return [`there is no ${resourceMetadata(resource).title} of this id in ${regionId}${endpoint === undefined ? '' : ` at ${endpoint}`}`]
}

const unsigned: Rule = ({ name, code }, { howToSign }) =>
  howToSign !== undefined && name === 'ServiceError' && saysUnsigned(code) ? `the request went unsigned: ${howToSign}` : undefined

/** Says whether no connection was made, for another reason than a certificate that was refused. */
function isUnconnected({ name, kind, isSent }: Explained): boolean {
  return (name === 'NetworkError' || name === 'TimeoutError') && kind === 'transient' && isSent === false
}

/** Gives the regions that are spelt nearest to one that is not known, where everything seems to be absent. */
export function regionAdvice(circumstances: Circumstances | undefined): string[] {
  if (!circumstances || knownRegions.includes(circumstances.regionId)) return []
  const near = nearestTo(circumstances.regionId, knownRegions)
  const known = `${near.length === 1 ? 'one is' : 'ones are'} ${near.join(', ')}`
  return [`is the region ${circumstances.regionId} spelt right? The nearest known ${known}`]
}

const region: Rule = (error, circumstances) => {
  const isRefused = error.kind === 'gone' || (error.name === 'ServiceError' && error.kind === 'stop')
  const isAbout = isRefused || (circumstances.endpoint === undefined && isUnconnected(error))
  return isAbout ? regionAdvice(circumstances)[0] : undefined
}

const hostName: Rule = ({ cause }, { regionId, endpoint }) => {
  const { code } = Object(cause) as { readonly code?: string }
  if (code === 'EAI_AGAIN') return 'no name server answered; check the network'
  if (code !== 'ENOTFOUND') return undefined
  if (endpoint !== undefined) return `there is no host of that name: is --endpoint ${endpoint} spelt right?`
  return knownRegions.includes(regionId) ? `the network has no name server that knows the host of the region ${regionId}` : undefined
}

const proxy: Rule = (error, { origin, env }) => (isUnconnected(error) ? proxyAdvice(origin, env) : undefined)

const rules: readonly Rule[] = [unsigned, region, hostName, proxy]

/**
 * Points at a proxy of the environment that Node does not use. Plain http goes to this machine alone, where no proxy leads.
 *
 * @param origin where a request went that made no connection
 */
function proxyAdvice(origin: string, env: NodeJS.ProcessEnv): string | undefined {
  const { protocol, hostname } = new URL(origin)
  const name = ['https_proxy', 'HTTPS_PROXY'].find((each) => env[each])
  if (protocol !== 'https:' || name === undefined || isUsed() || isExempt(hostname, env.no_proxy || env.NO_PROXY || '')) return undefined
  return process.allowedNodeEnvironmentFlags.has('--use-env-proxy')
    ? `${name} is set, but Node uses it only with NODE_USE_ENV_PROXY=1`
    : `${name} is set, but this Node cannot use it; Node 22.21, or 24.5, or later does with NODE_USE_ENV_PROXY=1`
}

/** Says whether Node uses the proxies of the environment, by whichever option it was asked to. */
function isUsed(): boolean {
  const { options } = process.getBuiltinModule('node:https').globalAgent as { readonly options?: { readonly proxyEnv?: object } }
  return options?.proxyEnv !== undefined
}

function isExempt(hostname: string, list: string): boolean {
  const domains = list.split(/[\s,]+/).filter((entry) => entry !== '')
  return domains.some((entry) => entry === '*' || `.${hostname}`.endsWith(`.${entry.replace(/^\*?\./, '')}`))
}
