import { type OperationName, operationFacts, service } from '@vpn-gateway/core'
import { formsOf } from './mask.ts'
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
  const { parameters, idempotencyParameter } = operationFacts(operation)
  const fromOf = (name: string) => {
    if (name === service.regionParameter) return 'the region above'
    if (name === idempotencyParameter) return 'the form'
    return (name.split('.')[0] ?? '') in parameters ? 'the form' : 'the client'
  }
  const query = [...new URL(url).searchParams].map(([name, value]) => ({
    name,
    value,
    from: fromOf(name),
    forms: formsOfPair(name, value),
  }))
  const named = headers.map(([name, value]) => ({ name, value, from: 'the client', forms: [`${name}:${value}`] }))
  return [...query, ...named]
}

function formsOfPair(name: string, value: string): string[] {
  const [twice = '', once = ''] = [formsOf(formsOf(value).at(-2) ?? value), formsOf(value)].map((forms) => forms[0] ?? '')
  const plain = formsOf(value).at(formsOf(value).length > 1 ? -2 : 0) ?? value
  return [...new Set([`${name}%3D${once}`, `${name}%3D${twice}`, `${name}=${plain}`])]
}
