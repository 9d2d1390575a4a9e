import { homedir } from 'node:os'
import { join } from 'node:path'
import { type CredentialProvider, type Credentials, CredentialsError, type CredentialsSource, checkRegionId } from '@vpn-gateway/core'
import { readText } from './read-file.ts'

/** Source of keys: the official chain, or none. */
export type CredentialsChoice = 'default' | 'none'

const howTo = 'set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or a profile with `aliyun configure`'

/**
 * The keys of the environment, as the first link of the official chain takes them; else those of the chain itself:
 * OIDC roles, profiles of the `aliyun` command line and of the shared file, roles of instances, a credentials address.
 * Never those of a command line, which others see and histories keep.
 *
 * @throws {CredentialsError} for half a key, and for one that cannot be sent.
 */
export function credentialsFrom(
  env: NodeJS.ProcessEnv,
  choice: CredentialsChoice | undefined,
  endpoint: string | undefined,
): CredentialsSource | undefined {
  if (choice === 'none') return undefined
  return asksChain(env, choice, endpoint) ? officialChain() : keyOf(env)
}

/** Says whether keys come from the official chain. @throws {CredentialsError} for half a key. */
export function asksChain(env: NodeJS.ProcessEnv, choice: CredentialsChoice | undefined, endpoint: string | undefined): boolean {
  if (choice === 'none' || keyOf(env)) return false
  // On this machine stands an emulator, or a proxy that signs.
  return choice === 'default' || !isLocal(endpoint)
}

/** Gives the way to have requests signed, in words, where they go unsigned. */
export function howToSign(choice: CredentialsChoice | undefined): string {
  return choice === 'none'
    ? `leave out --credentials none, and ${howTo}`
    : 'set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or take a profile of `aliyun configure` with --credentials default'
}

const keyVariables = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN'] as const

function keyOf(env: NodeJS.ProcessEnv): Credentials | undefined {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret } = env
  const odd = keyVariables.find((name) => env[name] && !/^[!-~]+$/.test(env[name]))
  if (odd) throw new CredentialsError(`cannot be used: ${odd} must consist of visible ASCII characters`)
  if (accessKeyId && accessKeySecret) return { accessKeyId, accessKeySecret, securityToken: env.ALIBABA_CLOUD_SECURITY_TOKEN || undefined }
  if (accessKeyId || accessKeySecret)
    throw new CredentialsError(
      `are incomplete: ${accessKeyId ? 'ALIBABA_CLOUD_ACCESS_KEY_SECRET' : 'ALIBABA_CLOUD_ACCESS_KEY_ID'} is not set; ${howTo}`,
    )
  return undefined
}

/** Plain http goes to this machine only. */
function isLocal(endpoint: string | undefined): boolean {
  return endpoint?.startsWith('http://') ?? false
}

/**
 * The official library is loaded, and its chain gone through, when a key is asked for. A chain remembers the link that it tried
 * last, also while that link has not answered and after it failed, and asks no other any more: only one that gave a key is kept.
 */
function officialChain(): CredentialProvider {
  let kept: CredentialProvider | undefined
  return {
    async getCredential() {
      try {
        const chain = kept ?? new (await import('@alicloud/credentials')).default.default()
        const key = await chain.getCredential()
        kept = chain
        return key
      } catch (error) {
        kept = undefined
        throw new CredentialsError(`were not found by the official chain: ${howTo}`, { cause: error })
      }
    },
  }
}

/** A region, and the profile of the `aliyun` command line that it stands in. */
export interface ProfileRegion {
  readonly regionId: string
  readonly profile: string
}

/** A file of profiles is much shorter. */
const longestFile = 2 ** 24

/**
 * Gives the region of the profile that the official chain takes a key from, where no key is in the environment. A file that is
 * missing or damaged has none: what is wrong with it the chain says, if it comes to that.
 */
export async function profileRegion(env: NodeJS.ProcessEnv): Promise<ProfileRegion | undefined> {
  if (isBeforeProfiles(env) || env.ALIBABA_CLOUD_CLI_PROFILE_DISABLED?.toLowerCase() === 'true') return undefined
  try {
    const { current, profiles } = JSON.parse((await readText(join(homedir(), '.aliyun', 'config.json'), longestFile)) ?? '')
    const profile = env.ALIBABA_CLOUD_PROFILE || current
    const { mode, access_key_id, region_id: regionId } = profiles.find(({ name }: { name?: unknown }) => name === profile)
    checkRegionId(regionId)
    return keyedModes.includes(mode) && !access_key_id ? undefined : { regionId, profile }
  } catch {
    return undefined
  }
}

/** Modes of profiles that hold a key; without one the chain asks its next link. */
const keyedModes: readonly unknown[] = ['AK', 'StsToken', 'RamRoleArn']

/** Says whether the chain has a link before profiles: a role of OIDC that the environment names. */
function isBeforeProfiles(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.ALIBABA_CLOUD_ROLE_ARN && env.ALIBABA_CLOUD_OIDC_PROVIDER_ARN && env.ALIBABA_CLOUD_OIDC_TOKEN_FILE)
}
