import { operationMetadata } from '@vpn-gateway/core'
import { refusal } from '../gate/refusal.ts'
import type { OperationContext } from './context.ts'

/** Page of a listing. */
export interface Page<Entry> {
  readonly entries: readonly Entry[]
  /** Fields of the answer about the page. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Cuts the page that the parameters ask for, by number or by token, as the operation has it. */
export function pageOf<Entry extends { readonly id: string }>(context: OperationContext, all: readonly Entry[]): Page<Entry> {
  const { operation, parameters, effect } = context
  const { paging, parameters: rules } = operationMetadata(operation)
  if (!paging) return { entries: effect.listed?.(all, 0) ?? all, fields: {} }
  const numberOf = (name: string) => Number(parameters[name] ?? rules[name]?.default)
  const size = numberOf(paging.size)
  const start = paging.number === undefined ? startAt(context, paging.token, all.length) : (numberOf(paging.number) - 1) * size
  const listed = effect.listed?.(all, start) ?? all
  const entries = listed.slice(start, start + size)
  return {
    entries: entries.slice(0, effect.pageLength?.(entries.length)),
    fields: {
      [paging.size]: size,
      // Undefined hides the total that the example shows.
      [paging.total]: effect.hidesTotal ? undefined : listed.length,
      ...(paging.number !== undefined && { [paging.number]: numberOf(paging.number) }),
      ...(paging.token !== undefined && start + size < listed.length && { [paging.token]: `page-${start + size}` }),
    },
  }
}

function startAt({ operation, parameters }: OperationContext, tokenParameter: string | undefined, total: number): number {
  const token = tokenParameter === undefined ? undefined : parameters[tokenParameter]
  if (token === undefined || token === '') return 0
  const [, start] = /^page-(\d{1,9})$/.exec(String(token)) ?? []
  if (start === undefined || Number(start) >= total) throw refusal('page-token-unknown', { operation })
  return Number(start)
}
