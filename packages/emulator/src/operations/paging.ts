import { type OperationName, operationMetadata, type ParameterValues } from '@vpn-gateway/core'
import type { FaultKind } from '../faults/fault-kinds.ts'
import { refusal } from '../gate/refusal.ts'

export interface Page<T> {
  readonly entries: readonly T[]
  /** What the answer says about the page. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** The page that the parameters ask for, by number or by token, as the operation has it, and what a fault makes of it. */
export function pageOf<T extends { readonly id: string }>(
  operation: OperationName,
  all: readonly T[],
  parameters: ParameterValues,
  fault: FaultKind | undefined,
): Page<T> {
  const { paging, parameters: rules } = operationMetadata(operation)
  if (!paging) return { entries: without(all, 0, fault), fields: {} }
  const numberOf = (name: string) => Number(parameters[name] ?? rules[name]?.default)
  const size = numberOf(paging.size)
  const start =
    paging.number !== undefined ? (numberOf(paging.number) - 1) * size : startAt(operation, paging.token, parameters, all.length)
  const listed = without(all, start, fault)
  const entries = listed.slice(start, start + size)
  const more = start + size < listed.length
  return {
    entries: fault?.kind === 'short-page' ? entries.slice(0, Math.floor(entries.length / 2)) : entries,
    fields: {
      [paging.size]: size,
      // Undefined hides the total that the example shows.
      [paging.total]: fault?.kind === 'no-total' ? undefined : listed.length,
      ...(paging.number !== undefined && { [paging.number]: numberOf(paging.number) }),
      ...(paging.token !== undefined && more && { [paging.token]: `page-${start + size}` }),
    },
  }
}

/** Everything but the entry that a fault leaves out: the one with its id, or the first of the page. */
function without<T extends { readonly id: string }>(all: readonly T[], start: number, fault: FaultKind | undefined): readonly T[] {
  if (fault?.kind !== 'omitted') return all
  const { entry = all[start]?.id } = fault
  return all.filter(({ id }) => id !== entry)
}

function startAt(operation: OperationName, tokenParameter: string | undefined, parameters: ParameterValues, total: number): number {
  const token = tokenParameter === undefined ? undefined : parameters[tokenParameter]
  if (token === undefined || token === '') return 0
  const [, start] = /^page-(\d{1,9})$/.exec(String(token)) ?? []
  if (start === undefined || Number(start) >= total) throw refusal(operation, 'page-token-unknown')
  return Number(start)
}
