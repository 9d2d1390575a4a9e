import { type OperationName, operationFacts, type ParameterValues } from '@vpn-gateway/core'
import { refusal } from './refusal.ts'

export interface Page<T> {
  readonly entries: readonly T[]
  /** What the answer says about the page. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** The page that the parameters ask for, by number or by token, as the operation has it. */
export function pageOf<T>(operation: OperationName, all: readonly T[], parameters: ParameterValues): Page<T> {
  const { paging, parameters: rules } = operationFacts(operation)
  if (!paging) return { entries: all, fields: {} }
  const numberOf = (name: string) => Number(parameters[name] ?? rules[name]?.default)
  const size = numberOf(paging.size)
  const start =
    paging.number !== undefined ? (numberOf(paging.number) - 1) * size : startAt(operation, paging.token, parameters, all.length)
  const more = start + size < all.length
  return {
    entries: all.slice(start, start + size),
    fields: {
      [paging.size]: size,
      [paging.total]: all.length,
      ...(paging.number !== undefined && { [paging.number]: numberOf(paging.number) }),
      ...(paging.token !== undefined && more && { [paging.token]: `page-${start + size}` }),
    },
  }
}

function startAt(operation: OperationName, tokenParameter: string | undefined, parameters: ParameterValues, total: number): number {
  const token = tokenParameter === undefined ? undefined : parameters[tokenParameter]
  if (token === undefined || token === '') return 0
  const [, start] = /^page-(\d{1,9})$/.exec(String(token)) ?? []
  if (start === undefined || Number(start) >= total) throw refusal(operation, 'page-token-unknown')
  return Number(start)
}
