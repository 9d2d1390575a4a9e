import type { OperationMetadata, ResourceMetadata } from '@vpn-gateway/core'
import { sampleKinds } from '../../../../packages/explorer/src/samples/sample-kinds.ts'
import type { SampleSubject } from '../../../../packages/explorer/src/samples/subject.ts'
import { answerFields } from '../answers.ts'
import type { OperationObject, SchemaObject, Spec } from '../document.ts'
import { type DocumentedError, errorAdvice, errorsOfFrontDoor, errorsOfOperation } from '../errors.ts'
import { eachOperation, operationTable } from '../operations.ts'
import { resourceTable } from '../resources.ts'
import { conductByKind, toolsInWords } from './conduct.ts'

const banner = '<!-- Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit. -->\n'

/** A page for each operation, and one that leads to them, by file name. */
export function referencePages(spec: Spec): Record<string, string> {
  const operations = eachOperation(spec)
  const pages = operations.map(([path, operation]) => [`${operation.operationId}.md`, pageOf(spec, path, operation)] as const)
  return { 'README.md': indexOf(spec), ...Object.fromEntries(pages) }
}

function indexOf(spec: Spec): string {
  const rows = eachOperation(spec).map(([, { operationId, summary }]) => `| [${operationId}](${operationId}.md) | ${summary} |`)
  const errors = errorsOfFrontDoor(spec)
  return `${banner}
# Reference

| operation | what it does |
| --- | --- |
${rows.join('\n')}

## Errors of every operation

They come before an operation sees the request.

${errorTable(spec, errors)}

## Kinds of errors

| kind | what a caller should do | what the packages do |
| --- | --- | --- |
${kindRows(spec, new Set(Object.keys(spec.document['x-error-kinds'])))}

## The packages

| | |
| --- | --- |
${toolsInWords.map(([name, words]) => `| \`${name}\` | ${words} |`).join('\n')}
`
}

function pageOf(spec: Spec, path: string, operation: OperationObject): string {
  const errors = errorsOfOperation(spec, path, operation)
  const kinds = new Set(errors.map(({ kind }) => kind))
  return `${banner}
# ${operation.operationId}

${operation.summary}. ${operation.description.trim().replace(/\s*\n\s*/g, ' ')}

${metadataInWords(spec, operation)}

## Parameters

| name | | rule | |
| --- | --- | --- | --- |
${parameterRows(spec, operation)}

## Answer

| field | type | |
| --- | --- | --- |
${answerRows(spec, operation)}

## Errors

${errors.length === 0 ? 'None of its own.' : errorTable(spec, errors)}

[Those of every operation](README.md#errors-of-every-operation) come besides.
${kinds.size === 0 ? '' : `\n| kind | what a caller should do | what the packages do |\n| --- | --- | --- |\n${kindRows(spec, kinds)}\n`}
## Sample code

${samplesOf(spec, path, operation)}`
}

function metadataInWords(spec: Spec, operation: OperationObject): string {
  const {
    'x-long-running': longRunning,
    'x-idempotency': idempotency,
    'x-dry-run': dryRun,
    'x-access': access,
    'x-paging': paging,
    'x-ram': permission,
  } = operation
  const titleOf = (name = '') => spec.document['x-resources'][name]?.title ?? name
  return [
    access?.resource &&
      `- ${{ read: 'Reads', list: 'Lists', write: 'Changes', delete: 'Deletes' }[access.verb]}: ${titleOf(access.resource)}.`,
    `- Needs the RAM permission \`${permission}\`.`,
    longRunning && `- Runs in the background; meanwhile its ${titleOf(longRunning.busy)} is busy and refuses others.`,
    idempotency && `- \`${idempotency.parameter}\` is its idempotency token; the client makes one where none is given.`,
    dryRun && `- \`${dryRun.parameter}=${dryRun.value}\` only checks.`,
    paging && `- Answers in pages, by ${paging.number ? `number (\`${paging.number}\`)` : `token (\`${paging.token}\`)`}.`,
  ]
    .filter(Boolean)
    .join('\n')
}

function parameterRows(spec: Spec, operation: OperationObject): string {
  return operation.parameters
    .map((each) => spec.resolve(each))
    .map(({ name, required, description, schema }) =>
      row(`\`${name}\``, required ? 'required' : '', ruleInWords(spec, schema), description.trim()),
    )
    .join('\n')
}

function answerRows(spec: Spec, operation: OperationObject): string {
  return answerFields(spec, operation)
    .map(({ path, type, description }) => row(`\`${path}\``, type === 'secret' ? 'a secret, never printed' : type, description))
    .join('\n')
}

function errorTable(spec: Spec, errors: readonly DocumentedError[]): string {
  const rows = errors.map(({ code, status, kind }) =>
    row(`\`${code}\``, String(status), kind, spec.document.components.examples[code]?.summary ?? ''),
  )
  return `| code | status | kind | |\n| --- | --- | --- | --- |\n${rows.join('\n')}`
}

function kindRows(spec: Spec, kinds: ReadonlySet<string>): string {
  const advice = errorAdvice(spec)
  return [...kinds].map((kind) => row(kind, advice[kind] ?? '', conductByKind[kind] ?? '')).join('\n')
}

function samplesOf(spec: Spec, path: string, operation: OperationObject): string {
  const subject = subjectOf(spec, path, operation)
  return Object.values(sampleKinds)
    .map(({ title, language, write }) => `### ${title}\n\n\`\`\`${language}\n${write(subject)}\`\`\`\n`)
    .join('\n')
}

/** The call that the samples of a page show: only what is required, with the values of the spec's examples. */
export function subjectOf(spec: Spec, path: string, operation: OperationObject): SampleSubject {
  const { operationParameter, regionParameter } = spec.document['x-rpc']
  const resources = resourceTable(spec) as Readonly<Record<string, ResourceMetadata>>
  const resource = resources[operation['x-access']?.resource ?? '']
  const given = operation.parameters
    .map((each) => spec.resolve(each))
    .filter(({ name, required }) => required && name !== operationParameter && name !== regionParameter)
  const errors = errorsOfOperation(spec, path, operation)
  const refusal = errors.find(({ kind }) => kind === 'busy') ?? errors.find(({ when }) => when === 'absent') ?? errors[0]
  return {
    operation: operation.operationId,
    metadata: operationTable(spec)[operation.operationId] as unknown as OperationMetadata,
    ...(resource && { resource }),
    ...(resource?.parent && { parent: resources[resource.parent.resource] as ResourceMetadata }),
    names: { operation: operationParameter, region: regionParameter },
    regionId: String(spec.resolve({ $ref: `#/components/parameters/${regionParameter}` } as never as { example: string }).example),
    parameters: Object.fromEntries(given.map(({ name, example }) => [name, example as string])),
    ...(refusal && { refusal: refusal.code }),
  }
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`
}

/** Writes the rule of a value in words. */
function ruleInWords(spec: Spec, reference: SchemaObject): string {
  const schema = spec.resolve(reference)
  if (schema.const !== undefined) return `\`${schema.const}\``
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ')
  if (schema.items) return `list${schema.maxItems ? ` of up to ${schema.maxItems}` : ''}: ${ruleInWords(spec, schema.items)}`
  if (schema.properties)
    return Object.entries(schema.properties)
      .map(([name, property]) => `\`${name}\` (${ruleInWords(spec, property)})`)
      .join(', ')
  return [
    schema.type,
    schema.pattern && `matches \`${schema.pattern}\``,
    lengths(schema),
    range(schema),
    schema.default !== undefined && `\`${schema.default}\` by default`,
  ]
    .filter(Boolean)
    .join(', ')
}

function lengths({ minLength = 0, maxLength }: SchemaObject): string {
  if (maxLength === undefined) return minLength > 0 ? `at least ${minLength} characters` : ''
  return `${minLength > 0 ? `${minLength} to` : 'up to'} ${maxLength} characters`
}

function range({ minimum, maximum }: SchemaObject): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`
  if (minimum !== undefined) return `at least ${minimum}`
  return maximum !== undefined ? `at most ${maximum}` : ''
}
