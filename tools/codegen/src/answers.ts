import { type OperationObject, type SchemaObject, type Spec, SpecError } from './document.ts'
import { eachOperation } from './operations.ts'

/**
 * The shape of an answer, small enough to ship: a type's name, `secret`, a list of one shape, or fields.
 * XML has no types of its own, and what is not in the shape or is a secret is never printed.
 */
export type Shape = string | readonly [Shape] | { readonly [field: string]: Shape }

export function answerShapes(spec: Spec): Record<string, Shape> {
  return Object.fromEntries(
    eachOperation(spec).map(([, operation]) => [operation.operationId, shapeOf(spec, answerOf(spec, operation).schema)]),
  )
}

/** Words and examples of each operation, for help texts and doubles. */
export function documentation(spec: Spec): Record<string, unknown> {
  return Object.fromEntries(
    eachOperation(spec).map(([, operation]) => {
      const [example] = Object.values(answerOf(spec, operation).examples)
      const parameters = operation.parameters.map((each) => spec.resolve(each))
      return [
        operation.operationId,
        {
          summary: operation.summary,
          permission: operation['x-ram'],
          description: operation.description.trim(),
          parameters: Object.fromEntries(parameters.map(({ name, description }) => [name, description.trim()])),
          answer: example ? spec.resolve(example).value : {},
        },
      ]
    }),
  )
}

/** One field of an answer, with dots between the fields on the way to it; `[]` stands for each entry of a list. */
export interface AnswerField {
  readonly path: string
  readonly type: string
  readonly description: string
}

/** Every field of an answer, one after another. */
export function answerFields(spec: Spec, operation: OperationObject): AnswerField[] {
  return fieldsOf(spec, answerOf(spec, operation).schema, '')
}

function fieldsOf(spec: Spec, reference: SchemaObject, prefix: string): AnswerField[] {
  const schema = spec.resolve(reference)
  if (schema.allOf) return schema.allOf.flatMap((part) => fieldsOf(spec, part, prefix))
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const { items, ...own } = spec.resolve(property)
    const path = `${prefix}${name}`
    const type = items ? 'list' : own.format === 'password' ? 'secret' : (own.type ?? 'object')
    const inner = items ? fieldsOf(spec, items, `${path}[].`) : fieldsOf(spec, own, `${path}.`)
    return [{ path, type, description: own.description ?? '' }, ...inner]
  })
}

function answerOf(spec: Spec, operation: OperationObject) {
  const content = operation.responses['200'] && spec.resolve(operation.responses['200']).content['application/json']
  if (!content?.schema || !content.examples)
    throw new SpecError(
      `${spec.where('paths', `/#${operation.operationId}`)}: ${operation.operationId} needs a 200 with a JSON schema and an example`,
    )
  return content
}

function shapeOf(spec: Spec, reference: SchemaObject): Shape {
  const schema = spec.resolve(reference)
  if (schema.format === 'password') return 'secret'
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => shapeOf(spec, part)))
  if (schema.items) return [shapeOf(spec, schema.items)]
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([field, property]) => [field, shapeOf(spec, property)]))
  return schema.type ?? 'string'
}
