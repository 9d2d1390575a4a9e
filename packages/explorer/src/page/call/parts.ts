import { type OperationName, operationFacts, service } from '@vpn-gateway/core'
import { encoded } from './encoded.ts'
import type { Preview } from './preview.ts'

/** A part of a request, and who has made it. */
export interface RequestPart {
  readonly name: string
  readonly value: string
  readonly from: string
  /** How it is written in the texts that lead to the signature. */
  readonly forms: readonly string[]
}

/** The parameters and headers of a request, each with where it comes from. */
export function partsOf(operation: OperationName, { url, headers }: Preview): RequestPart[] {
  const { parameters } = operationFacts(operation)
  const fromOf = (name: string) => {
    if (name === service.regionParameter || name === service.formatParameter) return 'the settings above'
    return (name.split('.')[0] ?? '') in parameters ? 'the form' : 'the client'
  }
  const query = [...new URL(url).searchParams].map(([name, value]) => ({
    name,
    value,
    from: fromOf(name),
    forms: formsOfPair(name, value),
  }))
  const named = headers.map(([name, value]) => ({ name, value, from: 'the client', forms: [`${name}:${value}`, `${name}: ${value}`] }))
  return [...query, ...named]
}

/** As it stands in a query, and in a query that is encoded once more. */
function formsOfPair(name: string, value: string): string[] {
  return [`${name}=${encoded(value)}`, `${name}%3D${encoded(encoded(value))}`]
}
