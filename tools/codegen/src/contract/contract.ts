import type { OperationObject, ParameterObject, SchemaObject, Spec } from '../document.ts'
import { eachOperation } from '../operations.ts'
import { errorSchemas, frontDoor, headersOf, responsesOf } from './responses.ts'
import { answerOf, flattened, type Json, mapValues, parametersOf, reference } from './schemas.ts'

/**
 * The operations as other teams generate from them: `GET /Name` for reads and listings, `POST /Name` with a body of JSON for
 * what changes something; see docs/decisions/0001.
 */
export function contractOf(spec: Spec): Json {
  const { openapi, info, tags, components } = spec.document
  const { description, ...about } = info
  const operations = eachOperation(spec)
  const schemas: Readonly<Record<string, SchemaObject>> = {
    ...components.schemas,
    ...Object.assign({}, ...operations.map(([, operation]) => schemasOf(spec, operation))),
    ...errorSchemas(spec),
  }
  const paths = Object.fromEntries(operations.map(([path, operation]) => [`/${operation.operationId}`, pathItem(spec, path, operation)]))
  const responses = frontDoor(spec)
  const examples = mapValues(components.examples, ({ summary, value }) => ({ summary, value }))
  const flat = mapValues(schemas, (schema) => flattened(spec, schema))
  return {
    openapi,
    info: { ...about, description: `${spec.document['x-contract'].description}\n${description}` },
    // With `/` some generators write `//DeleteVpnConnection`, which a page sends to another host.
    servers: [{ url: '/api/vpn-gateway', description: 'Whatever speaks the contract: a proxy, an emulator, or `createServiceFetch`.' }],
    security: [],
    tags,
    paths,
    components: {
      schemas: onlyReferred('schemas', flat, { paths, responses, flat }),
      parameters: { [idempotencyKey]: idempotencyHeader(spec) },
      headers: headersOf(spec),
      responses,
      examples: onlyReferred('examples', examples, { paths, responses }),
    },
  }
}

const idempotencyKey = 'Idempotency-Key'

/** Has no example: Swagger UI would send it with every deletion, and a second one would be refused, or taken for a repeat. */
/** Header with the rules of the idempotency token, which it stands for. */
function idempotencyHeader(spec: Spec): Json {
  const takers = eachOperation(spec).map(([, operation]) => operation)
  const rules = takers.flatMap((operation) => {
    const { parameter = '' } = operation['x-idempotency'] ?? {}
    return parametersOf(spec, operation).properties?.[parameter] ?? []
  })
  const { description: _, ...schema } = rules[0] ?? { type: 'string' }
  return {
    name: idempotencyKey,
    in: 'header',
    description: 'Taken for the idempotency token where the body has none: a repeat with the same key changes nothing a second time.',
    schema,
  }
}

/** The components that something refers to. */
function onlyReferred(kind: string, components: Json, where: Json): Json {
  const text = JSON.stringify(where)
  return Object.fromEntries(Object.entries(components).filter(([name]) => text.includes(`"#/components/${kind}/${name}"`)))
}

/** True for what changes something. */
function changes({ 'x-access': access }: OperationObject): boolean {
  return access?.verb === 'write' || access?.verb === 'delete'
}

/** Schemas of one operation, which have names so that generators name types by them. */
function schemasOf(spec: Spec, operation: OperationObject): Record<string, SchemaObject> {
  const { operationId } = operation
  return {
    ...(changes(operation) && { [`${operationId}Parameters`]: withoutDefaults(parametersOf(spec, operation)) }),
    [`${operationId}Answer`]: answerOf(spec, operation),
  }
}

/** Generators take a field of a body that has a default for one that is always there; the description says it. */
function withoutDefaults(schema: SchemaObject): SchemaObject {
  return { ...schema, properties: mapValues(schema.properties ?? {}, ({ default: _, ...property }) => property) }
}

function pathItem(spec: Spec, path: string, operation: OperationObject): Json {
  const { operationId, tags, summary, description, 'x-idempotency': idempotency } = operation
  const told = { operationId, tags, summary, description }
  const answers = responsesOf(spec, path, operation)
  if (!changes(operation)) return { get: { ...told, parameters: queryOf(spec, operation), responses: answers } }
  const content = { 'application/json': { schema: reference('schemas', `${operationId}Parameters`), example: exampleOf(spec, operation) } }
  const parameters = idempotency ? { parameters: [reference('parameters', idempotencyKey)] } : {}
  return { post: { ...told, ...parameters, requestBody: { required: true, content }, responses: answers } }
}

/** Parameters of a read or a listing. A list is written again and again; the entries of one of objects are texts of JSON. */
function queryOf(spec: Spec, operation: OperationObject): Json[] {
  const { required = [], properties = {} } = parametersOf(spec, operation)
  const given: readonly ParameterObject[] = operation.parameters.map((each) => spec.resolve(each))
  return Object.entries(properties).map(([name, { description, ...schema }]) => {
    const { example } = given.find((parameter) => parameter.name === name) ?? {}
    const isList = schema.items !== undefined
    const objects = isList && spec.resolve(schema.items ?? {}).properties !== undefined
    return {
      name,
      in: 'query',
      ...(required.includes(name) && { required: true }),
      description: objects ? `${description?.trim()} Each is a text of JSON.` : description,
      ...(isList && { style: 'form', explode: true }),
      schema: objects
        ? { ...schema, items: { type: 'string', contentMediaType: 'application/json', contentSchema: schema.items } }
        : schema,
      // Pages that try operations out fill in every example, and a filter of one hides what is there.
      ...(required.includes(name) && { example }),
    }
  })
}

/** The body of an example: what is required. */
function exampleOf(spec: Spec, operation: OperationObject): Json {
  const { required = [] } = parametersOf(spec, operation)
  const given: readonly ParameterObject[] = operation.parameters.map((each) => spec.resolve(each))
  return Object.fromEntries(given.filter(({ name }) => required.includes(name)).map(({ name, example }) => [name, example]))
}
