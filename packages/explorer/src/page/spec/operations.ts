import { type OperationName, operationMetadata, operationNames, type ParameterRule, service } from '@vpn-gateway/core'
import { documentation } from '@vpn-gateway/core/catalogue'

/** The parameters of an operation that a form asks for; the region is chosen once for all of them. */
export function askedParameters(operation: OperationName): [name: string, rule: ParameterRule][] {
  return Object.entries(operationMetadata(operation).parameters).filter(([name]) => name !== service.regionParameter)
}

/** The entries of the answer of a listing. */
export function entriesOf(operation: OperationName, answer: unknown): readonly Readonly<Record<string, unknown>>[] {
  const path = operationMetadata(operation).items?.split('.') ?? []
  const found = path.reduce<unknown>((at, name) => Object(at)[name], answer)
  return path.length > 0 && Array.isArray(found) ? found : []
}

/** The list operation of the regions: the one whose entries are known by the parameter that names a region. */
export const regionListing: OperationName | undefined = operationNames.find((operation) => {
  const { verb, resource, parameters } = operationMetadata(operation)
  const [first] = entriesOf(operation, documentation[operation].answer)
  return (
    verb === 'list' &&
    resource === undefined &&
    !(service.regionParameter in parameters) &&
    first !== undefined &&
    service.regionParameter in first
  )
})

/** The region of a call for which none was chosen: the first in the spec's example of a listing of regions. */
export const usualRegion: string = String(
  regionListing === undefined ? '' : entriesOf(regionListing, documentation[regionListing].answer)[0]?.[service.regionParameter],
)
