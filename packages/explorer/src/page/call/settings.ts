import type { Credentials, SigningVersion } from '@vpn-gateway/core'

/** Destination of calls: the emulator that the page came from, or an endpoint of the service by its network. */
type Destination = 'emulator' | 'public' | 'vpc'

/** Settings of all calls. They are kept in memory and end with the page. */
export interface Settings {
  readonly destination: Destination
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
  destination: 'emulator',
  regionId: '',
  signing: 'v3',
  format: 'JSON',
  accessKeyId: '',
  accessKeySecret: '',
  securityToken: '',
}

/** The same calls, sent to the emulator; keys of the real service are not for it. */
export function onEmulator(settings: Settings): Settings {
  if (settings.destination === 'emulator') return settings
  return { ...settings, destination: 'emulator', accessKeyId: '', accessKeySecret: '', securityToken: '' }
}

/** The keys that were typed, or none: calls then go unsigned. */
export function credentialsIn({ accessKeyId, accessKeySecret, securityToken }: Settings): Credentials | undefined {
  if (accessKeyId === '' || accessKeySecret === '') return undefined
  return { accessKeyId, accessKeySecret, ...(securityToken !== '' && { securityToken }) }
}

/** Options of a client that calls the destination of the settings. */
export function connectionOf(settings: Settings) {
  const { destination, regionId, signing } = settings
  const where = destination === 'emulator' ? { endpoint: location.origin, allowInsecureHttp: true } : { network: destination }
  return { ...where, regionId, signing, credentials: credentialsIn(settings) }
}

/** @throws {Error} where a call would be signed and the browser cannot: WebCrypto is for https and this machine alone. */
export function checkContext(settings: Settings): void {
  if (credentialsIn(settings) && !isSecureContext) throw new Error('Browsers sign on https and on localhost only; clear the access key.')
}
