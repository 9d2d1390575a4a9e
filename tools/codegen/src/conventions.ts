import { isDeepStrictEqual } from 'node:util'
import type { OperationObject, ResponseObject, SchemaObject, Spec } from './document.ts'
import { eachOperation } from './operations.ts'

/** Lists the breaches of the project's own rules in a spec, each with its line and its remedy. */
export function conventionProblems(spec: Spec): string[] {
  return eachOperation(spec).flatMap(([path, operation]) =>
    rules.flatMap((rule) =>
      rule(spec, operation).map(([at, what]) => `${spec.where('paths', path, 'post', ...at)}: ${operation.operationId} ${what}`),
    ),
  )
}

type Finding = readonly [at: readonly string[], what: string]
type Rule = (spec: Spec, operation: OperationObject) => Finding[]

/** RPC: names are capitalised, and everything is sent in the query. */
const parametersFollowRpc: Rule = (spec, { parameters }) =>
  parameters.flatMap((each) => {
    const { name, in: place } = spec.resolve(each)
    const at = ['parameters']
    return [
      ...(/^[A-Z][A-Za-z0-9]*$/.test(name) ? [] : [[at, `has the parameter ${name}; RPC names begin with a capital`] as const]),
      ...(place === 'query' ? [] : [[at, `sends ${name} in ${place}; put it in the query, as everything is`] as const]),
    ]
  })

/** The common parameters that a client fills. */
const namesItsRegion: Rule = (spec, { parameters, 'x-access': access }) => {
  const { regionParameter } = spec.document['x-rpc']
  const has = parameters.some((each) => spec.resolve(each).name === regionParameter)
  return access?.resource === undefined || has
    ? []
    : [[['parameters'], `works on a resource of a region; give it the parameter ${regionParameter}`]]
}

/** Samples and doubles take their values from the examples. */
const requiredParametersHaveExamples: Rule = (spec, { parameters }) =>
  parameters
    .map((each) => spec.resolve(each))
    .filter(({ required, schema, example }) => required && schema.const === undefined && example === undefined)
    .map(({ name }) => [['parameters'], `requires ${name}; give it an example`])

const answersLikeTheService: Rule = (spec, { operationId, responses }) => {
  const at = ['responses', '200']
  const { content } = spec.resolve(responses['200'] ?? { content: {} }) as ResponseObject
  const [json, xml] = [content['application/json'], content['application/xml']]
  if (!json || !xml) return [[at, 'answers in one format; describe application/json and application/xml']]
  const isSame = isDeepStrictEqual(json.examples, xml.examples) && isDeepStrictEqual(json.schema, xml.schema)
  return [
    ...(isSame ? [] : [[at, 'shows other answers in XML than in JSON; use one schema and one set of examples for both'] as const]),
    ...(rootOf(spec, json.schema) === `${operationId}Response`
      ? []
      : [[at, `needs xml: { name: ${operationId}Response } in the schema of its answer`] as const]),
    ...(requires(spec, json.schema, 'RequestId') ? [] : [[at, 'must require RequestId in its answer'] as const]),
  ]
}

const errorsInBothFormats: Rule = (spec, { responses }) =>
  Object.entries(responses).flatMap(([status, response]) => {
    const { content } = spec.resolve(response) as ResponseObject
    const [json, xml] = [content['application/json'], content['application/xml']]
    return isDeepStrictEqual(json, xml) || status === '200'
      ? []
      : [[['responses', status], `documents other errors in XML than in JSON for ${status}`] as const]
  })

const endsAtTheFrontDoor: Rule = (_, { responses }) =>
  '$ref' in (responses.default ?? {}) ? [] : [[['responses'], 'needs default: { $ref: "#/components/responses/FrontDoor" }']]

const rules: readonly Rule[] = [
  parametersFollowRpc,
  namesItsRegion,
  requiredParametersHaveExamples,
  answersLikeTheService,
  errorsInBothFormats,
  endsAtTheFrontDoor,
]

function rootOf(spec: Spec, schema: SchemaObject): string | undefined {
  return schema.xml?.name ?? spec.resolve(schema).xml?.name
}

function requires(spec: Spec, reference: SchemaObject, field: string): boolean {
  const schema = spec.resolve(reference)
  return (schema.required?.includes(field) ?? false) || (schema.allOf?.some((part) => requires(spec, part, field)) ?? false)
}
