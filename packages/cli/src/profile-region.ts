import { homedir } from 'node:os'
import { join } from 'node:path'
import { checkRegionId } from '@vpn-gateway/core'
import { readText } from './read-text.ts'

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
export function profileRegion(env: NodeJS.ProcessEnv): ProfileRegion | undefined {
  if (isBeforeProfiles(env) || env.ALIBABA_CLOUD_CLI_PROFILE_DISABLED?.toLowerCase() === 'true') return undefined
  try {
    const { current, profiles } = JSON.parse(readText(join(homedir(), '.aliyun', 'config.json'), longestFile) ?? '')
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
