import { type OperationName, operationMetadata, service } from '@vpn-gateway/core'
import type { Preview } from './preview.ts'
import { encoded } from './request.ts'

/** A part of a request, and its origin. */
export interface RequestPart {
  readonly name: string
  readonly value: string
  /** The parameter of the form that it is made of, if it is. */
  readonly parameter?: string
  readonly from: string
  /** Its forms in the texts that lead to the signature. */
  readonly forms: readonly string[]
}

/**
 * The parameters and headers of a request, each with where it comes from.
 *
 * @param given the parameters that the form holds
 */
export function partsOf(operation: OperationName, { url, headers }: Preview, given: object): RequestPart[] {
  const { parameters } = operationMetadata(operation)
  const originOf = (name: string): Pick<RequestPart, 'from' | 'parameter'> => {
    const [parameter = ''] = name.split('.')
    if (name === service.regionParameter || name === service.formatParameter) return { from: 'the settings above' }
    if (!(parameter in parameters)) return { from: 'the client' }
    return { from: parameter in given ? 'the form' : 'the client, as the field is empty', parameter }
  }
  const query = [...new URL(url).searchParams].map(([name, value]) => {
    // As it stands in a query, and in a query that is encoded once more.
    const forms = [`${name}=${encoded(value)}`, `${name}%3D${encoded(encoded(value))}`]
    return { name, value, ...originOf(name), forms }
  })
  const named = headers.map(([name, value]) => ({
    name,
    value,
    from: name === 'host' ? 'the settings above' : 'the client',
    forms: [`${name}:${value}`, `${name}: ${value}`],
  }))
  return [...query, ...named]
}
