import { type OperationName, operationMetadata, type ParameterValue, resourceMetadata, service } from '@vpn-gateway/core'
import { operationErrors } from '@vpn-gateway/core/catalogue'
import type { SampleSubject } from '../../samples/subject.ts'
import { credentialsIn, type Settings } from '../call/settings.ts'
import { withGaps } from './check-parameter.ts'

/** The call of a form, as sample code is written of it: it goes where the page would send it. */
export function sampleOf(operation: OperationName, settings: Settings, given: Readonly<Record<string, ParameterValue>>): SampleSubject {
  const { destination, regionId, signing } = settings
  const metadata = operationMetadata(operation)
  const resource = metadata.resource && resourceMetadata(metadata.resource)
  const parent = resource?.parent && resourceMetadata(resource.parent.resource)
  const refusal = operationErrors[operation].find(({ kind }) => kind === 'busy' || kind === 'throttled')?.code
  const isHere = destination === 'emulator'
  return {
    operation,
    metadata,
    ...(resource && { resource }),
    ...(parent && { parent }),
    names: { operation: service.operationParameter, region: service.regionParameter },
    regionId,
    ...(isHere
      ? { destination: { endpoint: location.origin } }
      : destination === 'public'
        ? {}
        : { destination: { network: destination } }),
    clientOptions: {
      ...(signing === 'v1' && { signing }),
      ...(isHere && location.protocol === 'http:' && !isSecureContext && { allowInsecureHttp: true }),
    },
    isTemporary: settings.securityToken !== '',
    isUnsigned: isHere && credentialsIn(settings) === undefined,
    parameters: withGaps(operation, given),
    ...(refusal !== undefined && { refusal }),
  }
}
