import { OptionError } from './errors/input-errors.ts'

/** An access key, with a token where the key is temporary. */
export interface Credentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | undefined
}

/** A key, or a function that is asked for one at each attempt, so that temporary keys can be renewed. */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>)

export async function credentialsFrom(source: CredentialsSource): Promise<Credentials> {
  const credentials = typeof source === 'function' ? await source() : source
  for (const field of ['accessKeyId', 'accessKeySecret'] as const) {
    if (typeof credentials?.[field] !== 'string' || credentials[field] === '')
      throw new OptionError(`credentials.${field}`, 'must be a text that is not empty')
  }
  return credentials
}
