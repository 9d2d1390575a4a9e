import type { isVpnGatewayError } from './errors/base.ts'
import type { CredentialsError, CredentialsErrorFields } from './errors/input-errors.ts'

/** An access key, with a token where the key is temporary. */
export interface Credentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | undefined
}

/** Result of `getCredential()`, as the official `@alicloud/credentials` has it. */
export interface CredentialModel {
  readonly accessKeyId?: string | null | undefined
  readonly accessKeySecret?: string | null | undefined
  readonly securityToken?: string | null | undefined
}

/** An object that is asked for a key at each attempt. */
export interface CredentialProvider {
  getCredential(): Promise<CredentialModel> | CredentialModel
}

/** A key, or who is asked for one at each attempt, so that temporary keys can be renewed. */
export type CredentialsSource = Credentials | CredentialProvider | (() => Credentials | Promise<Credentials>)

/** The call that a key is asked for. */
type Asked = Pick<CredentialsErrorFields, 'operation' | 'attempts' | 'isSent'>

/** The errors of a client that has loaded them before. */
export interface LoadedErrors {
  readonly CredentialsError: typeof CredentialsError
  readonly isVpnGatewayError: typeof isVpnGatewayError
}

/** @throws {CredentialsError} where the source fails, or gives what cannot be sent. */
export async function credentialsFrom(source: CredentialsSource, asked: Asked, errors: LoadedErrors): Promise<Credentials> {
  let given: CredentialModel
  try {
    given = typeof source === 'function' ? await source() : 'getCredential' in source ? await source.getCredential() : source
    const { accessKeyId, accessKeySecret, securityToken } = Object(given) as CredentialModel
    given = { accessKeyId, accessKeySecret, securityToken }
  } catch (error) {
    throw failed(error, asked, errors)
  }
  const { accessKeyId, accessKeySecret, securityToken } = given
  /** Pattern of visible ASCII: nothing else can stand in a header, and the runtime's complaint would quote it. */
  const visible = (field: string, value: unknown): string => {
    if (typeof value === 'string' && /^[!-~]+$/.test(value)) return value
    throw new errors.CredentialsError(`must have ${field} of visible ASCII characters`, asked)
  }
  return {
    accessKeyId: visible('accessKeyId', accessKeyId),
    accessKeySecret: visible('accessKeySecret', accessKeySecret),
    // Providers say in several ways that there is no token.
    securityToken:
      securityToken === null || securityToken === undefined || securityToken === '' ? undefined : visible('securityToken', securityToken),
  }
}

/** Wraps other errors of these packages: they are about calls of their own, whose requests are not this call's. */
function failed(error: unknown, asked: Asked, { CredentialsError, isVpnGatewayError }: LoadedErrors): CredentialsError {
  if (!isVpnGatewayError(error) || error.name !== 'CredentialsError')
    return new CredentialsError('could not be obtained', { ...asked, cause: error })
  const { message, kind, cause } = error as CredentialsError
  return new CredentialsError(message.replace(/^credentials /, ''), { ...asked, kind, cause })
}
