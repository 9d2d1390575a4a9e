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
  /**
   * Address of what speaks the contract instead of the service's wire: `/api/vpn-gateway` on the origin of the page, or
   * `https://console.example/api`. It signs, so that no credentials are given beside it.
   */
  readonly proxy?: string | undefined
}

/**
 * The address that requests go to: the proxy or the endpoint if one is given, else by the service's rule from the region. It is an origin,
 * and the path of a proxy.
 *
 * @throws {OptionError} for an endpoint that is no origin, for http to anything but loopback unless it is allowed, and for neither of both.
 */
export function endpointOf({ regionId, endpoint, proxy, network = 'public', allowInsecureHttp = false }: EndpointOptions): string {
  if (proxy !== undefined) return checkedAddress('proxy', proxy, allowInsecureHttp)
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
  const isHost = typeof endpoint === 'string' && !endpoint.includes('://')
  const address = checkedAddress('endpoint', isHost ? `https://${endpoint}` : endpoint, allowInsecureHttp, '')
  const { origin } = new URL(address)
  if (address !== origin) throw new OptionError('endpoint', 'must have no path')
  return origin
}

/**
 * Gives an address that may be called: its origin and its path, without a slash at its end. A path alone is one of the page.
 *
 * @param base origin of what is relative, if it is known
 * @throws {OptionError} for any other, and for plain http on the network unless it is allowed.
 */
export function checkedAddress(
  option: string,
  address: string,
  allowInsecureHttp: boolean,
  base: string | undefined = pageOrigin(),
): string {
  const isPath = /^\/(?!\/)/.test(address)
  const from = isPath ? base : undefined
  if (typeof address !== 'string' || !URL.canParse(address, from))
    throw new OptionError(option, `must be an https address${base === '' ? ' or a host name' : ', or in a page a path such as /api'}`)
  const { protocol, hostname, origin, pathname, search, hash, username, password } = new URL(address, from)
  if (search || hash || username || password) throw new OptionError(option, 'must have no query, fragment or user')
  if (protocol !== 'https:' && !(protocol === 'http:' && (isPath || allowInsecureHttp || loopback.test(hostname))))
    throw new OptionError(option, 'must use https; plain http goes to loopback only, or where allowInsecureHttp says so')
  return origin + pathname.replace(/\/+$/, '')
}

function pageOrigin(): string | undefined {
  return (globalThis as { readonly location?: { readonly origin: string } }).location?.origin
}
