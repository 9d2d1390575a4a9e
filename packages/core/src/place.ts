import type { CredentialsSource } from './credentials.ts'
import { type EndpointOptions, endpointOf } from './endpoint.ts'

/** Where the calls of a client go and for whom, as far as it says: what it did is found there alone. */
export interface ClientPlace {
  /** The region that it fills in. */
  readonly regionId?: string
  /** The origin that it calls. */
  readonly endpoint?: string
  /** The id of its access key, where that is a lasting one. */
  readonly accessKeyId?: string
}

/** Key under which a client carries its {@link ClientPlace}, for those who keep what was done with it. */
export const placeOfClient: unique symbol = Symbol.for('@vpn-gateway/place')

/** @throws {OptionError} for an endpoint or a region that cannot be used. */
export function placeOf(options: EndpointOptions & { readonly credentials?: CredentialsSource | undefined }): ClientPlace {
  const { regionId } = options
  const accessKeyId = lastingKeyId(options.credentials)
  return {
    ...(regionId !== undefined && { regionId }),
    endpoint: endpointOf(options),
    ...(accessKeyId !== undefined && { accessKeyId }),
  }
}

/** A provider may give another key each time, as a getter may; a temporary key says nothing of the next one. */
function lastingKeyId(credentials: CredentialsSource | undefined): string | undefined {
  const fieldOf = (field: string): unknown => Object.getOwnPropertyDescriptor(Object(credentials), field)?.value
  const id = fieldOf('accessKeyId')
  const isLasting = typeof id === 'string' && /^(?!STS\.)[!-~]{1,128}$/.test(id) && !fieldOf('securityToken')
  return isLasting && !('getCredential' in Object(credentials)) ? id : undefined
}
