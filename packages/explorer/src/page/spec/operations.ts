import { type OperationName, operationMetadata, operationNames, type ParameterRule, service, valuesAt } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'

/** The parameters of an operation that a form asks for; the region is chosen once for all of them. */
export function askedParameters(operation: OperationName): [name: string, rule: ParameterRule][] {
  return Object.entries(operationMetadata(operation).parameters).filter(([name]) => name !== service.regionParameter)
}

/** The regions in the answer of a listing. */
export function regionsIn(operation: OperationName, answer: unknown): string[] {
  const { items } = operationMetadata(operation)
  return items === undefined ? [] : valuesAt(answer, `${items}.${service.regionParameter}`).filter((each) => typeof each === 'string')
}

const documentedRegions = (operation: OperationName) => regionsIn(operation, documentation[operation].answer)

/** The list operation of the regions: the one whose entries are known by the parameter that names a region. */
export const regionListing: OperationName | undefined = operationNames.find((operation) => {
  const { verb, resource, parameters } = operationMetadata(operation)
  const isOfNoResource = verb === 'list' && resource === undefined && !(service.regionParameter in parameters)
  return isOfNoResource && documentedRegions(operation).length > 0
})

/** The region of a call for which none was chosen: the first in the spec's example of a listing of regions. */
export const usualRegion: string = (regionListing && documentedRegions(regionListing)[0]) ?? ''
