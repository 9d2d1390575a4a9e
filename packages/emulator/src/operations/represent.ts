import { type OperationName, operationMetadata, type ResourceName, resourceMetadata } from '@vpn-gateway/core'
import { type AnswerShape, answerShapes, documentation } from '@vpn-gateway/core/catalogue'
import type { Item } from '../model/inventory.ts'
import type { View } from '../model/view.ts'

type Fields = Record<string, unknown>

/** Represents an item: the spec's example of its kind, with the item's own values, true ones or those that one read shows. */
export function represent(view: View, item: Item, how: 'fieldsOf' | 'readFieldsOf' = 'fieldsOf'): Fields {
  return { ...exampleOf(item.resource), ...view[how](item) }
}

/** Makes an entry of a listing of a representation: the same values, in the fields that entries have. */
export function entryOf(operation: OperationName, fields: Readonly<Fields>): Fields {
  const [example = {}] = entriesOf(operation, documentation[operation].answer)
  const [shape] = (at(answerShapes[operation], operationMetadata(operation).items) ?? []) as readonly AnswerShape[]
  const known = Object.entries(Object(shape)).flatMap(([name, inner]) => {
    const field = fieldFor(fields, name, typeof inner === 'object')
    return field === undefined ? [] : [[name, fields[field]]]
  })
  return { ...example, ...Object.fromEntries(known) }
}

/**
 * Finds the field that has the name of a listing's field or parameter: some are plural elsewhere, and a text beside a plural of
 * objects is something else.
 *
 * @param isObject whether the listing has an object, or a list, of that name
 */
export function fieldFor(fields: Readonly<Fields>, name: string, isObject: boolean): string | undefined {
  return [name, `${name}s`].find((each) => Object.hasOwn(fields, each) && (typeof fields[each] === 'object') === isObject)
}

/** Puts entries into the answer of a listing, in place of the example's. */
export function withEntries(operation: OperationName, answer: Readonly<Fields>, entries: readonly Fields[]): Fields {
  const { items = '' } = operationMetadata(operation)
  return { ...answer, ...(items.split('.').reduceRight<unknown>((inner, field) => ({ [field]: inner }), entries) as Fields) }
}

function exampleOf(resource: ResourceName): Readonly<Fields> {
  const { read, list } = resourceMetadata(resource).operations
  if (read !== undefined) {
    // The id of a request is not the resource's.
    const { RequestId: _, ...fields } = documentation[read].answer
    return fields
  }
  return (list && entriesOf(list, documentation[list].answer)[0]) ?? {}
}

function entriesOf(operation: OperationName, answer: unknown): readonly Fields[] {
  return (at(answer, operationMetadata(operation).items) as readonly Fields[] | undefined) ?? []
}

function at(value: unknown, path = ''): unknown {
  return path.split('.').reduce<unknown>((inner, field) => (inner as Fields | undefined)?.[field], value)
}
