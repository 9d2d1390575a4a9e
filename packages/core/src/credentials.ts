import { isVpnGatewayError } from './errors/base.ts'
import { CredentialsError } from './errors/input-errors.ts'

/** An access key, with a token where the key is temporary. */
export interface Credentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | undefined
}

/** A key, or a function that is asked for one at each attempt, so that temporary keys can be renewed. */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>)

/** @throws {CredentialsError} where the source fails, or gives what cannot be sent. */
export async function credentialsFrom(source: CredentialsSource): Promise<Credentials> {
  const credentials = await obtain(source)
  for (const field of ['accessKeyId', 'accessKeySecret', 'securityToken'] as const) {
    const value: unknown = credentials?.[field]
    if (value === undefined && field === 'securityToken') continue
    // What is no visible ASCII cannot stand in a header, and the runtime's complaint would quote it.
    if (typeof value !== 'string' || !/^[!-~]+$/.test(value)) throw new CredentialsError(`must have a ${field} of visible ASCII characters`)
  }
  return credentials
}

async function obtain(source: CredentialsSource): Promise<Credentials> {
  if (typeof source !== 'function') return source
  try {
    return await source()
  } catch (error) {
    throw isVpnGatewayError(error) ? error : new CredentialsError('could not be obtained', error)
  }
}
