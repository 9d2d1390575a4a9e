import { type OperationObject, type SchemaObject, type Spec, SpecError } from '../document.ts'

export type Json = Readonly<Record<string, unknown>>

/** Parameters of an operation without the selector, and with an optional region, which whoever answers fills. */
export function parametersOf(spec: Spec, { parameters }: OperationObject): SchemaObject {
  const { operationParameter, regionParameter } = spec.document['x-rpc']
  const given = parameters.map((each) => spec.resolve(each)).filter(({ name }) => name !== operationParameter)
  return {
    type: 'object',
    required: given.filter(({ name, required }) => required && name !== regionParameter).map(({ name }) => name),
    properties: Object.fromEntries(given.map(({ name, description, schema }) => [name, { ...schema, description }])),
  }
}

/** The answer of success in JSON (XML is decoded to the same value), and what can be said of it besides. */
export function answerOf(spec: Spec, operation: OperationObject): SchemaObject {
  const success = operation.responses['200']
  const schema = success && spec.resolve(success).content['application/json']?.schema
  if (!schema)
    throw new SpecError(`${spec.where('paths', `/#${operation.operationId}`, 'post', 'responses')}: give the answer of success in JSON`)
  const gone = {
    type: 'boolean',
    const: true,
    description: 'The resource was there before the first attempt and absent at a repeat: it is deleted.',
  }
  const passed = {
    type: 'string',
    const: 'passed',
    description: 'The dry run found nothing that would refuse the call; nothing was changed.',
  }
  const outcomes = {
    ...(operation['x-access']?.verb === 'delete' && { alreadyGone: gone }),
    ...(operation['x-dry-run'] && { dryRun: passed }),
  }
  return Object.keys(outcomes).length === 0 ? schema : { allOf: [schema, { type: 'object', properties: outcomes }] }
}

/** One object in place of `allOf`, which many generators flatten badly, and nothing of XML. */
export function flattened(spec: Spec, schema: SchemaObject): SchemaObject {
  if (schema.allOf) return mergedParts(spec, schema)
  const { xml: _, items, properties, ...own } = schema
  return {
    ...own,
    ...(items && { items: flattened(spec, items) }),
    ...(properties && { properties: mapValues(properties, (property) => flattened(spec, property)) }),
  }
}

function mergedParts(spec: Spec, { allOf = [], xml: _, ...own }: SchemaObject): SchemaObject {
  const parts = allOf.map((part) => flattened(spec, spec.resolve(part)))
  const required = [...new Set(parts.flatMap((part) => part.required ?? []))]
  return {
    ...own,
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
  }
}

/** Makes an object of the same keys. */
export function mapValues<From, To>(object: Readonly<Record<string, From>>, change: (value: From, key: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]))
}

/** Refers to a component. */
export function reference(kind: string, name: string): { readonly $ref: string } {
  return { $ref: `#/components/${kind}/${name}` }
}
