import { type OperationObject, type ParameterObject, type SchemaObject, type Spec, SpecError } from './document.ts'
import { errorsOfOperation } from './errors.ts'

/** Metadata of one operation at run time; the type of core's table is its twin. */
export type OperationEntry = Readonly<Record<string, unknown>> & {
  readonly parameters: Readonly<Record<string, unknown>>
}

export function eachOperation(spec: Spec): [path: string, operation: OperationObject][] {
  return Object.entries(spec.document.paths).map(([path, { post }]) => {
    if (!post?.operationId) throw new SpecError(`${spec.where('paths', path)}: describe the operation under post, with an operationId`)
    if (path !== `/#${post.operationId}`)
      throw new SpecError(`${spec.where('paths', path)}: the path of ${post.operationId} is /#${post.operationId}`)
    return [path, post]
  })
}

export function operationTable(spec: Spec): Record<string, OperationEntry> {
  return Object.fromEntries(eachOperation(spec).map(([path, operation]) => [operation.operationId, entryOf(spec, path, operation)]))
}

function entryOf(spec: Spec, path: string, operation: OperationObject): OperationEntry {
  const at = ['paths', path, 'post']
  const parameters = operation.parameters.map((each) => spec.resolve(each))
  const selector = spec.document['x-rpc'].operationParameter
  if (parameters.find(({ name }) => name === selector)?.schema.const !== operation.operationId)
    throw new SpecError(`${spec.where(...at, 'parameters')}: ${selector} must be the constant ${operation.operationId}`)
  const longRunning = operation['x-long-running']
  const { verb, resource } = operation['x-access'] ?? {}
  requireMetadata(spec, at, operation, parameters)
  return {
    method: operation.operationId.charAt(0).toLowerCase() + operation.operationId.slice(1),
    ...operation['x-access'],
    ...(verb === 'delete' && resource !== undefined && { absence: absenceCodes(spec, resource) }),
    ...(longRunning && { longRunning }),
    ...(operation['x-idempotency'] && { idempotencyParameter: operation['x-idempotency'].parameter }),
    ...(operation['x-dry-run'] && { dryRun: operation['x-dry-run'] }),
    ...(operation['x-paging'] && { paging: operation['x-paging'] }),
    parameters: Object.fromEntries(
      parameters
        .filter(({ name }) => name !== selector)
        .map(({ name, required, schema }) => [name, { ...(required && { required }), ...ruleOf(spec, schema) }]),
    ),
  }
}

/** Lists the codes that say that there is no such resource. */
export function absenceCodes(spec: Spec, resource: string): string[] {
  return Object.entries(spec.document.components.examples)
    .filter(([, { 'x-error': error }]) => error?.when === 'absent' && error.resource === resource)
    .map(([code]) => code)
}

const verbs = ['read', 'list', 'write', 'delete']

/** A deletion that runs in the background is of no use without the metadata that shows its end. */
function requireMetadata(spec: Spec, at: string[], operation: OperationObject, parameters: readonly ParameterObject[]): void {
  const refuse = (what: string): never => {
    throw new SpecError(`${spec.where(...at)}: ${operation.operationId} ${what}`)
  }
  const has = (name: string | undefined) => parameters.some((parameter) => parameter.name === name)
  const access = operation['x-access']
  if (!access) throw refuse('needs x-access with a verb')
  if (!verbs.includes(access.verb)) refuse(`has the verb ${access.verb} in x-access; use one of ${verbs.join(', ')}`)
  const resource = access.resource === undefined ? undefined : spec.document['x-resources'][access.resource]
  if (access.resource && !resource) refuse(`works on ${access.resource}; add it to x-resources`)
  if (!/^[a-z]+:\w+$/.test(operation['x-ram'] ?? '')) refuse('needs x-ram with the action that RAM must allow, such as vpc:DescribeRegions')
  if (access.verb === 'delete' && !resource) refuse('deletes; say with x-access.resource what')
  if (access.verb === 'list' && !access.items) refuse('lists; say with x-access.items where its answer holds the entries')
  if (resource && access.verb !== 'list' && !has(resource.id)) refuse(`needs the parameter ${resource.id}`)
  if (operation['x-idempotency'] && !has(operation['x-idempotency'].parameter))
    refuse(`has no parameter ${operation['x-idempotency'].parameter}`)
  requireAbsence(spec, operation, refuse)
  const longRunning = operation['x-long-running']
  if (access.verb === 'delete' && longRunning === undefined)
    refuse('deletes; say with x-long-running: { busy: … } what is busy meanwhile, or x-long-running: false')
  if (!longRunning) return
  if (access.verb !== 'delete') refuse('runs long; say with x-access what it deletes')
  if (!resource?.parent) refuse(`runs long; give its resource a parent in x-resources, where the end shows`)
  if (resource?.parent?.resource !== longRunning.busy)
    refuse(`runs long; the busy resource is the parent of what it deletes, ${resource?.parent?.resource}`)
  if (!operation['x-idempotency']) refuse('runs long; name its idempotency parameter with x-idempotency')
  const known = [spec.document['x-rpc'].operationParameter, spec.document['x-rpc'].regionParameter, resource?.id]
  const unknown = parameters.find(({ name, required }) => required && !known.includes(name))
  if (unknown) refuse(`runs long, and requires ${unknown.name}; the poller knows the region and the id only`)
  const proof = eachOperation(spec).some(
    ([, { 'x-access': other }]) => other?.resource === access.resource && (other?.verb === 'read' || other?.verb === 'list'),
  )
  if (!proof) refuse('runs long; add an operation that reads or lists its resource, which proves it gone')
}

/** A request for what is not there needs a code that says so: retries, pollers and doubles depend on it. */
function requireAbsence(spec: Spec, operation: OperationObject, refuse: (what: string) => never): void {
  const { resource, verb } = operation['x-access'] ?? {}
  if (resource === undefined || verb === 'list') return
  const documents = errorsOfOperation(spec, `/#${operation.operationId}`, operation)
  if (!documents.some((error) => error.when === 'absent' && error.resource === resource))
    refuse(`needs an error for an absent ${resource}: an example with x-error { kind: gone, when: absent, resource: ${resource} }`)
}

/** The rules that a value must keep, in the words of JSON Schema. */
function ruleOf(spec: Spec, reference: SchemaObject): Record<string, unknown> {
  const schema = spec.resolve(reference)
  const { type, pattern, minLength, maxLength, minimum, maximum, maxItems } = schema
  const rule: Record<string, unknown> = { type, pattern, enum: schema.enum, minLength, maxLength, minimum, maximum, maxItems }
  rule.default = schema.default
  if (schema.items) rule.items = ruleOf(spec, schema.items)
  if (schema.properties)
    rule.properties = Object.fromEntries(Object.entries(schema.properties).map(([key, property]) => [key, ruleOf(spec, property)]))
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined))
}
