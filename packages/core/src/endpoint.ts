import { OptionError } from './errors/input-errors.ts'
import { service } from './generated/service.ts'

/** Destination of requests. */
export interface EndpointOptions {
  /** Region id, for example `cn-hangzhou`. */
  readonly regionId?: string | undefined
  /** Address to call instead of the region's own, for example `http://127.0.0.1:4010`. */
  readonly endpoint?: string | undefined
  /** Lets an endpoint use plain http on the network too, where keys and answers can be read; `false` by default. */
  readonly allowInsecureHttp?: boolean | undefined
  /** `public` (the default), or `vpc` from inside a VPC of the region. */
  readonly network?: 'public' | 'vpc' | undefined
}

/**
 * The origin that requests go to: the endpoint if one is given, else by the service's rule from the region.
 *
 * @throws {OptionError} for an endpoint that is no origin, for http to anything but loopback unless it is allowed, and for neither of both.
 */
export function endpointOf({ regionId, endpoint, network = 'public', allowInsecureHttp = false }: EndpointOptions): string {
  if (endpoint !== undefined) return checkedOrigin(endpoint, allowInsecureHttp)
  if (regionId === undefined) throw new OptionError('regionId', 'is required where no endpoint is given')
  checkRegionId(regionId)
  const template = Object.hasOwn(service.endpoints, network) ? service.endpoints[network] : undefined
  if (template === undefined) throw new OptionError('network', `must be one of ${Object.keys(service.endpoints).join(', ')}`)
  return template.replace('{region}', regionId)
}

/** @throws {OptionError} for what the spec says is no region id. */
export function checkRegionId(regionId: string): void {
  if (typeof regionId !== 'string' || !new RegExp(service.regionPattern).test(regionId))
    throw new OptionError('regionId', `must match ${service.regionPattern}`)
}

const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

function checkedOrigin(endpoint: string, allowInsecureHttp: boolean): string {
  if (typeof endpoint !== 'string') throw new OptionError('endpoint', 'must be a string')
  const text = endpoint.includes('://') ? endpoint : `https://${endpoint}`
  if (!URL.canParse(text)) throw new OptionError('endpoint', 'must be a host name or an https address')
  const { protocol, hostname, origin, pathname, search, hash, username, password } = new URL(text)
  if (pathname !== '/' || search || hash || username || password)
    throw new OptionError('endpoint', 'must have no path, query, fragment or user')
  if (protocol === 'https:' || (protocol === 'http:' && (allowInsecureHttp || loopback.test(hostname)))) return origin
  throw new OptionError('endpoint', 'must use https; plain http goes to loopback only, or where allowInsecureHttp says so')
}
