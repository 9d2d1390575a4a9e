import { type OperationName, operationFacts, type ParameterValue, resourceFacts, service } from '@vpn-gateway/core'
import { operationErrors } from '@vpn-gateway/core/catalogue'
import type { SampleSubject } from '@vpn-gateway/samples'
import { withGaps } from './stand-ins.ts'

/** The call of a form, as sample code is written of it. */
export function sampleOf(operation: OperationName, regionId: string, given: Readonly<Record<string, ParameterValue>>): SampleSubject {
  const facts = operationFacts(operation)
  const resource = facts.resource && resourceFacts(facts.resource)
  const parent = resource?.parent && resourceFacts(resource.parent.resource)
  const refusal = operationErrors[operation].find(({ kind }) => kind === 'busy' || kind === 'throttled')?.code
  return {
    operation,
    facts,
    ...(resource && { resource }),
    ...(parent && { parent }),
    names: { operation: service.operationParameter, region: service.regionParameter },
    regionId,
    parameters: withGaps(operation, given),
    ...(refusal !== undefined && { refusal }),
  }
}
