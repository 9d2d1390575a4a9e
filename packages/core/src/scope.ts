import type { CredentialsSource } from './credentials.ts'
import { checkRegionId, type EndpointOptions, endpointOf } from './endpoint.ts'

/** Scope of the calls of a client, as far as it says: what it did is found there alone. */
export interface ClientScope {
  /** The region that it fills in. */
  readonly regionId?: string
  /** The origin that it calls, with the path of a proxy. */
  readonly endpoint?: string
  /** The id of its access key, where that is a lasting one. */
  readonly accessKeyId?: string
}

/** Key under which a client carries its {@link ClientScope}, for those who keep what was done with it. */
export const scopeOfClient: unique symbol = Symbol.for('@vpn-gateway/scope')

/** @throws {OptionError} for an endpoint or a region that cannot be used. */
export function scopeOf(options: EndpointOptions & { readonly credentials?: CredentialsSource | undefined }): ClientScope {
  const { regionId, credentials } = options
  if (regionId !== undefined) checkRegionId(regionId)
  const { accessKeyId, securityToken, getCredential } = Object(credentials)
  // A provider may give another key each time, and a temporary key says nothing of the next one.
  const isLasting = accessKeyId && !securityToken && !getCredential && /^(?!STS\.)[!-~]{1,128}$/.test(accessKeyId)
  return { endpoint: endpointOf(options), ...(regionId !== undefined && { regionId }), ...(isLasting && { accessKeyId }) }
}
