import type { Credentials, SigningVersion } from '@vpn-gateway/core'

/** Where calls go: to the emulator that the page came from, or to an endpoint of the service by its network. */
type Place = 'emulator' | 'public' | 'vpc'

/** What all calls of the page share. It lives in memory and ends with the page. */
export interface Settings {
  readonly place: Place
  /** Empty for that of the emulator, until one is chosen. */
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
  regionId: '',
  signing: 'v3',
  format: 'JSON',
  accessKeyId: '',
  accessKeySecret: '',
  securityToken: '',
}

/** The same calls, sent to the emulator; keys of the real service are not for it. */
export function onEmulator(settings: Settings): Settings {
  if (settings.place === 'emulator') return settings
  return { ...settings, place: 'emulator', accessKeyId: '', accessKeySecret: '', securityToken: '' }
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

/** @throws {Error} where a call would be signed and the browser cannot: WebCrypto is for https and this machine alone. */
export function checkContext(settings: Settings): void {
  if (credentialsIn(settings) && !isSecureContext) throw new Error('Browsers sign on https and on localhost only; clear the access key.')
}
