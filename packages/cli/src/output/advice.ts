import {
  isServiceError,
  isVpnGatewayError,
  type NetworkError,
  operationMetadata,
  resourceMetadata,
  saysAbsent,
  type VpnGatewayError,
} from '@vpn-gateway/core'
import { knownRegions, saysUnsigned } from '@vpn-gateway/core/catalogue'
import { nearest } from '../nearest.ts'
import { proxyAdvice } from './proxy-advice.ts'

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
  return [spelling(circumstances.regionId)]
}

function spelling(regionId: string): string {
  const near = nearest(regionId, knownRegions)
  return `is the region ${regionId} spelt right? The nearest known ${near.length === 1 ? 'one is' : 'ones are'} ${near.join(', ')}`
}

const region: Rule = (error, { regionId, endpoint }) => {
  const isRefused = error.kind === 'gone' || (error.name === 'ServiceError' && error.kind === 'stop')
  const isAbout = isRefused || (endpoint === undefined && isUnconnected(error))
  if (!isAbout || knownRegions.includes(regionId)) return undefined
  return spelling(regionId)
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
