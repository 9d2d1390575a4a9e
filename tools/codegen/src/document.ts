import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'

/** The part of an OpenAPI document that the generator reads. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly info: { readonly description: string; readonly [about: string]: unknown }
  readonly tags: readonly object[]
  readonly servers: readonly { readonly url: string; readonly 'x-network': string }[]
  readonly paths: Readonly<Record<string, { readonly post: OperationObject }>>
  readonly components: {
    readonly parameters: Readonly<Record<string, ParameterObject>>
    readonly schemas: Readonly<Record<string, SchemaObject>>
    readonly responses: Readonly<Record<string, ResponseObject>>
    readonly examples: Readonly<Record<string, ErrorExample>>
  }
  readonly 'x-rpc': RpcExtension
  /** The words that open the description of the contract. */
  readonly 'x-contract': { readonly description: string }
  readonly 'x-resources': Readonly<Record<string, ResourceExtension>>
  readonly 'x-error-kinds': Readonly<
    Record<
      string,
      {
        /** Its meaning; the first sentence is the message of a code that no operation documents. */
        readonly description: string
        /** Advice to the caller. */
        readonly advice: string
        readonly codes: readonly string[]
        readonly pending?: readonly string[]
        readonly clock?: readonly string[]
        readonly unsigned?: readonly string[]
      }
    >
  >
}

export interface RpcExtension {
  readonly version: string
  readonly operationParameter: string
  readonly versionParameter: string
  readonly formatParameter: string
  readonly regionParameter: string
  readonly retryAfterHeader: string
  readonly expiredCredentials?: { readonly named: readonly string[] }
  readonly commonParameters: readonly string[]
  readonly knownRegions?: readonly string[]
}

export interface ResourceExtension {
  readonly title: string
  readonly plural: string
  readonly id: string
  readonly prefix: string
  readonly parent?: { readonly resource: string; readonly field: string }
  readonly work?: readonly { readonly field: string; readonly values: readonly string[] }[]
  readonly name?: string
  readonly created?: string
  readonly tags?: { readonly fields: readonly string[]; readonly key: string; readonly value: string }
  readonly network?: string
  readonly identity?: readonly string[]
  readonly activity?: readonly string[]
  readonly [metadata: string]: unknown
}

export interface OperationObject {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  readonly parameters: readonly (ParameterObject | Reference)[]
  readonly responses: Readonly<Record<string, ResponseObject | Reference>>
  readonly 'x-access'?: { readonly resource?: string; readonly verb: string; readonly items?: string }
  /** The action that RAM must allow the caller. */
  readonly 'x-ram'?: string
  readonly 'x-long-running'?: { readonly busy: string } | false
  readonly 'x-idempotency'?: { readonly parameter: string }
  readonly 'x-dry-run'?: { readonly parameter: string; readonly value: string }
  readonly 'x-paging'?: Readonly<Record<string, string>>
}

export interface Reference {
  readonly $ref: string
}

export interface ParameterObject {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description: string
  readonly schema: SchemaObject
  readonly example?: unknown
}

export interface SchemaObject {
  readonly description?: string
  readonly $ref?: string
  readonly type?: string
  readonly const?: string | boolean
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
  readonly items?: SchemaObject
  readonly properties?: Readonly<Record<string, SchemaObject>>
  readonly required?: readonly string[]
  readonly allOf?: readonly SchemaObject[]
  readonly xml?: { readonly name?: string }
  readonly contentMediaType?: string
  readonly contentSchema?: SchemaObject
  /** Known values of a text that may have any other. */
  readonly 'x-extensible-enum'?: readonly string[]
}

export interface ResponseObject {
  readonly description: string
  readonly content: Readonly<
    Record<string, { readonly schema: SchemaObject; readonly examples: Readonly<Record<string, ErrorExample | Reference>> }>
  >
}

export interface ErrorExample {
  readonly summary: string
  readonly value: Readonly<Record<string, unknown>>
  readonly 'x-error'?: {
    readonly kind: string
    readonly when?: string
    readonly resource?: string
    readonly status?: number
    readonly echoes?: 'request' | 'string-to-sign'
    readonly clock?: boolean
    readonly credentials?: 'expired'
  }
}

/** The spec as data, with a way to say where in the file something stands. */
export interface Spec {
  readonly document: OpenApiDocument
  /** Follows `$ref`s until a value is reached. */
  resolve<T extends object>(value: T | Reference): T
  /** `file:line` of the value at a path of keys. */
  where(...path: readonly string[]): string
}

/** A fault in the spec that the generator will not guess its way around. */
export class SpecError extends Error {
  override readonly name = 'SpecError'
}

export function readSpec(file: string): Spec {
  const text = readFileSync(file, 'utf8')
  const lines = new LineCounter()
  const parsed = parseDocument(text, { lineCounter: lines, merge: true })
  const [fault] = parsed.errors
  if (fault) throw new SpecError(`${file}: ${fault.message}`)
  return specOf(parsed.toJS({ maxAliasCount: -1 }) as OpenApiDocument, file, (...path) => {
    const node = parsed.getIn(path, true) as { range?: [number, number, number] } | undefined
    const line = node?.range ? lines.linePos(node.range[0]).line : 1
    return `${file}:${line}`
  })
}

/** A spec that is data already, such as one that was written as JSON. */
export function specOf(document: OpenApiDocument, file: string, where: Spec['where'] = () => file): Spec {
  function resolve<T extends object>(value: T | Reference): T {
    if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T
    const { $ref, ...siblings } = value
    const target = $ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
    if (target === undefined) throw new SpecError(`${file}: nothing stands at ${$ref}`)
    return { ...resolve(target as T), ...siblings }
  }

  return { document, resolve, where }
}
