import { operationMetadata, type ParameterValue, service } from '@vpn-gateway/core'
import type { Item } from '../model/inventory.ts'
import type { OperationContext } from './context.ts'
import { fieldFor, represent } from './represent.ts'

type Filter = readonly [name: string, wanted: ParameterValue]

/** Keeps the items of the region and with the values that a listing asks for. */
export function filterItems(context: OperationContext, items: readonly Item[]): readonly Item[] {
  const { regionId, view } = context
  const filters = filtersOf(context)
  return items
    .filter((item) => regionId === undefined || item.regionId === regionId)
    .filter((item) => filters.length === 0 || matches(represent(view, item), filters))
}

/** Parameters that choose among entries, not among pages. */
function filtersOf({ operation, parameters }: OperationContext): Filter[] {
  const { paging } = operationMetadata(operation)
  const others: unknown[] = [...Object.values(paging ?? {}), service.regionParameter]
  return Object.entries(parameters).filter((each): each is [string, ParameterValue] => each[1] !== undefined && !others.includes(each[0]))
}

/** A parameter that is named like a field keeps the entries that have its value, one of its values, or all of its tags. */
function matches(fields: Readonly<Record<string, unknown>>, filters: readonly Filter[]): boolean {
  return filters.every(([name, wanted]) => {
    const isOfTags = Array.isArray(wanted) && wanted.some((each) => typeof each === 'object')
    const field = fieldFor(fields, name, isOfTags)
    if (field === undefined) return true
    const value = fields[field]
    if (!Array.isArray(wanted)) return wanted === value
    return isOfTags ? wanted.every((tag) => contains(value, Object(tag))) : wanted.length === 0 || wanted.includes(value as string)
  })
}

/** Says whether a field contains, at any depth, an object with these values. */
function contains(value: unknown, wanted: Readonly<Record<string, unknown>>): boolean {
  if (typeof value !== 'object' || value === null) return false
  const isOne = Object.entries(wanted).every(([name, each]) => (value as Record<string, unknown>)[name] === each)
  return isOne || Object.values(value).some((inner) => contains(inner, wanted))
}
