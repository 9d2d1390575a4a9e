import type { Credentials, SigningVersion } from '@vpn-gateway/core'
import { usualRegion } from '../spec/stand-ins.ts'

/** Where calls go: to the emulator that the page came from, or to an endpoint of the service by its network. */
export type Place = 'emulator' | 'public' | 'vpc'

/** What all calls of the page share. It lives in memory and ends with the page. */
export interface Settings {
  readonly place: Place
  readonly regionId: string
  readonly signing: SigningVersion
  /** In what answers are asked for; calls that are signed are as the client makes them, and answered in JSON. */
  readonly format: 'JSON' | 'XML'
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
}

export const firstSettings: Settings = {
  place: 'emulator',
  regionId: usualRegion,
  signing: 'v3',
  format: 'JSON',
  accessKeyId: '',
  accessKeySecret: '',
  securityToken: '',
}

/** The same calls, sent to the emulator. */
export function onEmulator(settings: Settings): Settings {
  return { ...settings, place: 'emulator' }
}

/** The keys that were typed, or none: calls then go unsigned. */
export function credentialsIn({ accessKeyId, accessKeySecret, securityToken }: Settings): Credentials | undefined {
  if (accessKeyId === '' || accessKeySecret === '') return undefined
  return { accessKeyId, accessKeySecret, ...(securityToken !== '' && { securityToken }) }
}

/** The options of a client or a wire that calls where the settings say. */
export function connectionOf(settings: Settings) {
  const { place, regionId, signing } = settings
  const where = place === 'emulator' ? { endpoint: location.origin, allowInsecureHttp: true } : { network: place }
  return { ...where, regionId, signing, credentials: credentialsIn(settings) }
}
