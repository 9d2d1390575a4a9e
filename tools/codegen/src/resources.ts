import { answerFields } from './answers.ts'
import { type ResourceExtension, type Spec, SpecError } from './document.ts'
import { absenceCodes, eachOperation } from './operations.ts'

/** Each resource with the operations that read, list and delete it. */
export function resourceTable(spec: Spec): Record<string, unknown> {
  const resources = spec.document['x-resources']
  return Object.fromEntries(
    Object.entries(resources).map(([name, metadata]) => {
      if (metadata.parent && !(metadata.parent.resource in resources))
        throw new SpecError(`${spec.where('x-resources', name, 'parent')}: ${metadata.parent.resource} is not one of x-resources`)
      const operations: Record<string, string> = {}
      for (const [, operation] of eachOperation(spec)) {
        const access = operation['x-access']
        if (access?.resource !== name || access.verb === 'write') continue
        const rival = operations[access.verb]
        if (rival !== undefined)
          throw new SpecError(
            `${spec.where('paths', `/#${operation.operationId}`, 'post', 'x-access')}: ${rival} is the ${access.verb} of ${name} already`,
          )
        operations[access.verb] = operation.operationId
      }
      const absence = absenceCodes(spec, name)
      requireFields(spec, name, metadata)
      return [name, { ...metadata, pattern: patternOfId(spec, name, metadata), absence, operations }]
    }),
  )
}

/** The pattern of a resource's ids, from the parameter that takes one. */
function patternOfId(spec: Spec, name: string, { id, prefix }: ResourceExtension): string {
  const parameters = eachOperation(spec).flatMap(([, operation]) => operation.parameters.map((each) => spec.resolve(each)))
  const schema = parameters.filter((parameter) => parameter.name === id).map((parameter) => spec.resolve(parameter.schema))[0]
  const pattern = schema && (schema.items ? spec.resolve(schema.items) : schema).pattern
  if (pattern === undefined || !pattern.startsWith(`^${prefix}`))
    throw new SpecError(`${spec.where('x-resources', name)}: the parameter ${id} needs a pattern that starts with ^${prefix}`)
  return pattern
}

/** Metadata that names a field which no answer has is useless. */
function requireFields(
  spec: Spec,
  name: string,
  { work = [], name: called, created, tags, network, identity = [], activity = [] }: ResourceExtension,
): void {
  const answered = fieldsOfAnswers(spec, name)
  const named: [place: readonly string[], field: string | undefined][] = [
    ...work.map(({ field }, at): [string[], string] => [['work', `${at}`], field]),
    [['name'], called],
    [['created'], created],
    [['network'], network],
    ...(tags?.fields ?? []).flatMap((field): [string[], string][] =>
      [tags?.key, tags?.value].map((each) => [['tags'], `${field}.${each}`]),
    ),
    ...identity.map((field): [string[], string] => [['identity'], field]),
    ...activity.map((field): [string[], string] => [['activity'], field]),
  ]
  for (const [place, field] of named) {
    // Where a listing does not say where its entries are, that is what is refused.
    if (field !== undefined && answered.size > 0 && !answered.has(field))
      throw new SpecError(
        `${spec.where('x-resources', name, ...place)}: ${name} has no field ${field}; name one of its answers, with dots on the way into objects`,
      )
  }
}

/** The fields of a resource in the answers that read or list it, with dots between; lists on the way go without a mark. */
function fieldsOfAnswers(spec: Spec, name: string): ReadonlySet<string> {
  return new Set(
    eachOperation(spec).flatMap(([, operation]) => {
      const { resource, verb, items } = operation['x-access'] ?? {}
      if (resource !== name || (verb !== 'read' && verb !== 'list')) return []
      if (verb === 'list' && items === undefined) return []
      const prefix = items === undefined ? '' : `${items}[].`
      return answerFields(spec, operation)
        .filter(({ path }) => path.startsWith(prefix))
        .map(({ path }) => path.slice(prefix.length).replaceAll('[]', ''))
    }),
  )
}
