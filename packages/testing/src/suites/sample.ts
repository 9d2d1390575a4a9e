import {
  type DeletableResource,
  operationMetadata,
  type ParameterValues,
  resourceMetadata,
  resourceNames,
  service,
} from '@vpn-gateway/core'
import type { EmulatorSeed } from '@vpn-gateway/emulator'

// The suites work on what the spec has: a kind that is deleted, and the parent that is busy meanwhile.

/** Kind of resource that is deleted. */
export const childKind = resourceNames.find((name) => {
  const { parent, operations } = resourceMetadata(name)
  return parent !== undefined && operations.delete !== undefined
}) as DeletableResource

const child = resourceMetadata(childKind)
const parent = resourceMetadata(child.parent?.resource ?? childKind)

export const regionId = 'cn-hangzhou'
export const parentId: string = `${parent.prefix}1`
export const childIds = (count: number): string[] => Array.from({ length: count }, (_, at) => `${child.prefix}${at + 1}`)

/** Seed of one parent with so many children. */
export function seedOf(count: number): EmulatorSeed {
  return { [parent.plural]: [{ id: parentId, [child.plural]: childIds(count) }] }
}

type Call = readonly [operation: Parameters<typeof operationMetadata>[0], parameters: ParameterValues]

const region = { [service.regionParameter]: regionId }

/** A read of the parent. */
export const read: Call = [parent.operations.read as Call[0], { ...region, [parent.id]: parentId }]

/** The deletion of the first child. */
export const deletion: Call = [child.operations.delete as Call[0], { ...region, [child.id]: childIds(1)[0] ?? '' }]

/** A page of children, as long as there is. */
export const page: Call = [child.operations.list as Call[0], { ...region, ...longest(child.operations.list as Call[0]) }]

function longest(operation: Call[0]): ParameterValues {
  const { paging, parameters } = operationMetadata(operation)
  const size = paging?.size
  return size === undefined ? {} : { [size]: parameters[size]?.maximum }
}

/** Number of entries of a page. */
export function entriesOf(answer: unknown): number {
  const { items = '' } = operationMetadata(page[0])
  const entries = items.split('.').reduce<unknown>((at, field) => Object(at)[field], answer)
  return Array.isArray(entries) ? entries.length : 0
}
