import { service } from '@vpn-gateway/core'
import { credentialsIn, type Settings } from './settings.ts'

/** A request of the client, as it asks for the format that was chosen: the client has no such option, but reads both. */
export function inFormat(request: Request, settings: Settings): Request {
  if (settings.format !== 'XML' || credentialsIn(settings)) return request
  return new Request(`${request.url}&${service.formatParameter}=XML`, request)
}
