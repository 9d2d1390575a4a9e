import type { SchemaObject, Spec } from '@vpn-gateway/codegen/document'

/** A value inside a parameter or an answer: what is compared of its schema. */
export interface Field {
  readonly type: string
  readonly required: boolean
  readonly secret: boolean
  /** The only values that it can have; without them it can have any. */
  readonly values?: readonly string[]
  /** Rules such as `maxLength`, by their keyword. */
  readonly limits: Readonly<Record<string, unknown>>
  readonly default?: unknown
  readonly words: string
}

/** Fields by path: dots between the fields on the way, `[]` for each entry of a list. */
export type Fields = Readonly<Record<string, Field>>

/** Keywords that have a place of their own in a field, or say nothing of its values. */
const notLimits = new Set([
  ...['$ref', 'type', 'enum', 'const', 'default', 'description', 'example', 'xml', 'items', 'properties', 'required', 'allOf'],
])

/** A value at a path, and everything inside of it. */
export function fieldsAt(spec: Spec, path: string, schema: SchemaObject, required: boolean): Fields {
  const whole = merged(spec, schema)
  return {
    [path]: fieldOf(whole, required),
    ...(whole.items && fieldsAt(spec, `${path}[]`, whole.items, true)),
    ...fieldsWithin(spec, `${path}.`, whole),
  }
}

/** Everything inside of an object. */
export function fieldsWithin(spec: Spec, prefix: string, schema: SchemaObject): Fields {
  const { properties = {}, required = [] } = merged(spec, schema)
  return Object.assign(
    {},
    ...Object.entries(properties).map(([name, property]) => fieldsAt(spec, `${prefix}${name}`, property, required.includes(name))),
  ) as Fields
}

/** Where a field stands: the path of what it is inside of, or nothing at the top. */
export function parentOf(path: string): string | undefined {
  return /^(.+)(?:\.[^.]+|\[\])$/.exec(path)?.[1]
}

function fieldOf(schema: SchemaObject, required: boolean): Field {
  const values = schema.const === undefined ? schema.enum : [String(schema.const)]
  const limits = Object.entries(schema).filter(([key, value]) => !notLimits.has(key) && value !== 'password')
  return {
    type: schema.type ?? (schema.properties ? 'object' : schema.items ? 'array' : 'string'),
    required,
    secret: schema.format === 'password',
    ...(values && { values }),
    limits: Object.fromEntries(limits),
    ...(schema.default !== undefined && { default: schema.default }),
    words: schema.description ?? '',
  }
}

/** One schema in place of a reference or of parts that hold together. */
function merged(spec: Spec, reference: SchemaObject): SchemaObject {
  const { allOf = [], ...own } = spec.resolve<SchemaObject>(reference)
  const parts = [...allOf.map((part) => merged(spec, part)), own]
  const required = parts.flatMap((part) => part.required ?? [])
  const properties = Object.assign({}, ...parts.map((part) => part.properties)) as NonNullable<SchemaObject['properties']>
  return {
    ...Object.assign({}, ...parts),
    ...(required.length > 0 && { required }),
    ...(Object.keys(properties).length > 0 && { properties }),
  }
}
