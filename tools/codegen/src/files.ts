import { fileURLToPath } from 'node:url'
import { answerShapes, documentation } from './answers.ts'
import { contractOf } from './contract/contract.ts'
import { contractTypes } from './contract/types.ts'
import type { OperationObject, Spec } from './document.ts'
import {
  clockCodes,
  echoingCodes,
  errorAdvice,
  errorKinds,
  errorsOfFrontDoor,
  errorsOfOperation,
  expiredCredentials,
  markedCodes,
  undocumentedErrors,
} from './errors.ts'
import { eachOperation, operationTable } from './operations.ts'
import { referencePages } from './reference/pages.ts'
import { resourceTable } from './resources.ts'
import { operationTypes } from './types.ts'

const banner = '// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.\n'

/** Every generated file, by its path in the workspace. */
export async function generatedFiles(spec: Spec): Promise<Record<string, string>> {
  const core = 'packages/core'
  const contract = contractOf(spec)
  const reference = Object.entries(referencePages(spec)).map(([name, text]) => [`docs/reference/${name}`, text])
  return {
    [`${core}/openapi.json`]: documentText(contract),
    [`${core}/openapi.rpc.json`]: documentText(spec.document),
    [`${core}/src/generated/openapi.ts`]: `${banner}\n${await contractTypes(contract)}`,
    [`${core}/src/generated/types.ts`]: `${banner}\n${await operationTypes(spec)}`,
    [`${core}/src/generated/names.ts`]: namesFile(spec),
    [`${core}/src/generated/metadata.ts`]: metadataFile(spec),
    [`${core}/src/generated/signing.ts`]: signingFile(spec),
    [`${core}/src/generated/service.ts`]: serviceFile(spec),
    [`${core}/src/generated/errors.ts`]: errorsFile(spec),
    [`${core}/src/generated/shapes.ts`]: shapesFile(spec),
    [`${core}/src/generated/documentation.ts`]: documentationFile(spec),
    ...Object.fromEntries(reference),
  }
}

/** Folders in which nothing stands but what is generated. */
export const generatedFolders: readonly string[] = ['packages/core/src/generated', 'docs/reference']

/** The workspace of this file, which may be a copy. */
export const workspace: string = fileURLToPath(new URL('../../../', import.meta.url))

export const specFile: string = fileURLToPath(new URL('../../../spec/vpn-gateway.yaml', import.meta.url))

/** Text that a diff shows line by line, in two thirds of the room that the usual two blanks take. */
function documentText(document: object): string {
  return `${JSON.stringify(document, null, 1)}\n`
}

/** The names alone, which the shapes of the tables build on. */
function namesFile(spec: Spec): string {
  const operations = eachOperation(spec)
  const table = operationTable(spec)
  const resources = Object.entries(
    resourceTable(spec) as Record<string, { id: string; plural: string; parent?: object; operations: { delete?: string } }>,
  )
  return [
    banner,
    `export type OperationName = ${union(operations.map(([, { operationId }]) => operationId))}\n`,
    `/**\n * Classes of errors by what a caller should do about them, as the spec classes their codes.\n *\n${kindsInWords(spec)}\n */\nexport type ErrorKind = ${union(Object.keys(spec.document['x-error-kinds']))}\n`,
    `/** Each operation by the name of its method. */\nexport interface OperationMethods {\n${operations.map(([, operation]) => methodLine(operation, table[operation.operationId]?.method)).join('\n')}\n}\n`,
    `/** The codes that each operation documents. */\nexport interface OperationErrorCodes {\n${operations
      .map(([path, operation]) => `  ${operation.operationId}: ${union(errorsOfOperation(spec, path, operation).map(({ code }) => code))}`)
      .join('\n')}\n}\n`,
    `/** The codes that any operation can be answered with. */\nexport type FrontDoorErrorCode = ${union(errorsOfFrontDoor(spec).map(({ code }) => code))}\n`,
    `/** The codes that no operation documents, and whose kind is known. */\nexport type UndocumentedErrorCode = ${union(undocumentedErrors(spec).map(({ code }) => code))}\n`,
    `/** Each resource: the parameter that names one, its plural, and the operation that deletes it. */\nexport interface Resources {\n${resources
      .map(
        ([name, { id, plural, parent, operations }]) =>
          `  ${name}: { id: '${id}'; plural: '${plural}'; delete: ${operations.delete ? `'${operations.delete}'` : 'never'}; child: ${String(parent !== undefined)} }`,
      )
      .join('\n')}\n}\n`,
  ].join('\n')
}

/** Editors show the text above a method. */
function methodLine({ operationId, summary, description, 'x-long-running': longRunning }: OperationObject, method: unknown): string {
  const background = 'The call resolves once this is accepted; `beginDelete` of `@vpn-gateway/poller` knows when it is gone.'
  const paragraphs = [`${summary}.`, description, ...(longRunning ? [background] : [])].map((text) =>
    text.trim().replaceAll('\n', '\n   * '),
  )
  return `  /**\n   * ${paragraphs.join('\n   *\n   * ')}\n   */\n  ${method}: '${operationId}'`
}

function kindsInWords(spec: Spec): string {
  const { 'x-error-kinds': kinds } = spec.document
  return Object.entries(errorAdvice(spec))
    .map(([kind, advice]) => ` * - \`${kind}\`: ${kinds[kind]?.description} ${advice}`)
    .join('\n')
}

function metadataFile(spec: Spec): string {
  return [
    `${banner}import type { OperationMetadata, ResourceMetadata } from '../metadata.ts'\nimport type { ErrorKind, OperationName, Resources } from './names.ts'\n`,
    `export const operations: Readonly<Record<OperationName, OperationMetadata>> = ${json(operationTable(spec))}\n`,
    `export const resources: Readonly<Record<keyof Resources, ResourceMetadata>> = ${json(resourceTable(spec))}\n`,
    `export const echoingCodes: Readonly<Record<string, 'request' | 'string-to-sign'>> = ${json(echoingCodes(spec))}\n`,
    `export const pendingCodes: readonly string[] = ${json(markedCodes(spec, 'pending'))}\n`,
    `/** Codes by their kind, in lower case with blanks between; a trailing \`*\` stands for any ending. */\nexport const errorKinds: Readonly<Partial<Record<ErrorKind, string>>> = ${json(codesByKind(spec))}\n`,
  ].join('\n')
}

/** Shorter by far than each code with its kind, in what every page loads. */
function codesByKind(spec: Spec): Record<string, string> {
  const codes: Record<string, string> = {}
  for (const [code, kind] of Object.entries(errorKinds(spec))) codes[kind] = codes[kind] === undefined ? code : `${codes[kind]} ${code}`
  return codes
}

/** A file of its own: a page that signs nothing does without. */
function signingFile(spec: Spec): string {
  return [
    banner,
    `export const clockCodes: readonly string[] = ${json(clockCodes(spec))}\n`,
    `export const expiredCredentials: readonly string[] = ${json(expiredCredentials(spec))}\n`,
  ].join('\n')
}

/** A file of its own: the address of the service needs no table. */
function serviceFile({ document }: Spec): string {
  const { operationParameter, versionParameter, formatParameter, regionParameter, retryAfterHeader, version } = document['x-rpc']
  const regionPattern = document.components.parameters[regionParameter]?.schema.pattern
  const endpoints = Object.fromEntries(
    document.servers.map((server) => [server['x-network'], server.url.replace(`{${regionParameter}}`, '{region}')]),
  )
  return [
    `${banner}import type { ServiceMetadata } from '../metadata.ts'\n`,
    `export const service: ServiceMetadata = ${json({ version, operationParameter, versionParameter, formatParameter, regionParameter, regionPattern, retryAfterHeader, endpoints })}\n`,
  ].join('\n')
}

function errorsFile(spec: Spec): string {
  const errors = Object.fromEntries(
    eachOperation(spec).map(([path, operation]) => [operation.operationId, errorsOfOperation(spec, path, operation)]),
  )
  return [
    `${banner}import type { DocumentedError } from '../metadata.ts'\nimport type { OperationName } from './names.ts'\n`,
    `export const operationErrors: Readonly<Record<OperationName, readonly DocumentedError[]>> = ${json(errors)}\n`,
    `export const frontDoorErrors: readonly DocumentedError[] = ${json(errorsOfFrontDoor(spec))}\n`,
    `/** Errors that no operation documents, and whose kind is known: with a status and words of our own. */\nexport const undocumentedErrors: readonly DocumentedError[] = ${json(undocumentedErrors(spec))}\n`,
    `export const unsignedCodes: readonly string[] = ${json(markedCodes(spec, 'unsigned'))}\n`,
  ].join('\n')
}

function shapesFile(spec: Spec): string {
  return [
    `${banner}import type { AnswerShape } from '../metadata.ts'\nimport type { OperationName } from './names.ts'\n`,
    `export const answerShapes: Readonly<Record<OperationName, AnswerShape>> = ${json(answerShapes(spec))}\n`,
  ].join('\n')
}

function documentationFile(spec: Spec): string {
  return [
    `${banner}import type { OperationDocumentation } from '../metadata.ts'\nimport type { ErrorKind, OperationName } from './names.ts'\n`,
    `/** Advice to the caller about each kind of errors. */\nexport const errorAdvice: Readonly<Record<ErrorKind, string>> = ${json(errorAdvice(spec))}\n`,
    `export const documentation: Readonly<Record<OperationName, OperationDocumentation>> = ${json(documentation(spec))}\n`,
    `/** Parameters that any request of the service's wire may have besides those of its operation. */\nexport const commonParameters: readonly string[] = ${json(commonParameters(spec))}\n`,
    `/** Regions that were known when this was released, for hints about a misspelt one; others appear. */\nexport const knownRegions: readonly string[] = ${json(spec.document['x-rpc'].knownRegions ?? [])}\n`,
  ].join('\n')
}

function commonParameters(spec: Spec): string[] {
  const { operationParameter, versionParameter, formatParameter, commonParameters } = spec.document['x-rpc']
  return [operationParameter, versionParameter, formatParameter, ...commonParameters]
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

function union(names: readonly string[]): string {
  return names.length === 0 ? 'never' : [...new Set(names)].map((name) => `'${name}'`).join(' | ')
}

/** The contract as it was generated last. */
export const contractFile: string = fileURLToPath(new URL('../../../packages/core/openapi.json', import.meta.url))

/** The emulator's admin interface is described by hand, and linted as the spec is. */
export const adminSpecFile: string = fileURLToPath(new URL('../../../packages/emulator/admin.openapi.yaml', import.meta.url))
