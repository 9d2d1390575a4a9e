import type { ErrorKind, OperationName, Resources } from './generated/names.ts'

export type { ErrorKind }

/** A kind of resource that the spec describes. */
export type ResourceName = keyof Resources

/** The rule of one parameter, in the words of JSON Schema. */
export interface ParameterRule {
  readonly type?: string
  readonly required?: boolean
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
  readonly default?: unknown
  readonly items?: ParameterRule
  readonly properties?: Readonly<Record<string, ParameterRule>>
}

/** Metadata of one operation, from the spec. */
export interface OperationMetadata {
  /** Name of the client's method. */
  readonly method: string
  readonly resource?: ResourceName
  readonly verb: 'read' | 'list' | 'write' | 'delete'
  /** Path of the entries in the answer of a listing: field names with dots between. */
  readonly items?: string
  /** Codes by which a deletion says that there is no such resource. */
  readonly absence?: readonly string[]
  /** Runs in the background; meanwhile the parent, a resource of this kind, is busy. */
  readonly longRunning?: { readonly busy: ResourceName }
  readonly idempotencyParameter?: string
  /** The parameter and value that ask for a check without the work. */
  readonly dryRun?: { readonly parameter: string; readonly value: string }
  readonly paging?: { readonly number?: string; readonly token?: string; readonly size: string; readonly total: string }
  readonly parameters: Readonly<Record<string, ParameterRule>>
}

/** Metadata of one kind of resource, from the spec. */
export interface ResourceMetadata {
  /** Name for people. */
  readonly title: string
  readonly plural: string
  /** The parameter and the field that hold its id. */
  readonly id: string
  /** Start of every id of it. */
  readonly prefix: string
  /** Pattern that every id of it matches. */
  readonly pattern: string
  /** Parent: the field that names it, and the values of another field that say there is none. */
  readonly parent?: {
    readonly resource: ResourceName
    readonly field: string
    readonly unless?: { readonly field: string; readonly values: readonly string[] }
  }
  /** The field that shows whether it works on a change, and its values for "free" and "at work". */
  readonly status?: { readonly field: string; readonly settled: string; readonly busy: string }
  /** The field and value that say that changes are refused until a person acts. */
  readonly locked?: { readonly field: string; readonly value: string }
  /** The field and value that are as good as absence. */
  readonly deleted?: { readonly field: string; readonly value: string }
  /**
   * The fields and values that say that it is being deleted, of itself rather than of its parent. Dots lead into objects; a
   * list on the way stands for each of its entries, and one that says so is enough.
   */
  readonly work?: readonly { readonly field: string; readonly values: readonly string[] }[]
  /** Number of them that one parent can have. */
  readonly atMost?: number
  /** Kinds that cannot share a parent with it. */
  readonly excludes?: readonly ResourceName[]
  /** The codes that say that there is none of its id. */
  readonly absence: readonly string[]
  /** The field that holds the name that people gave it. */
  readonly name?: string
  /** The field that says when it was made. */
  readonly created?: string
  /** The fields that may hold its tags, one or the other, and the names of a tag's own fields. */
  readonly tags?: { readonly fields: readonly string[]; readonly key: string; readonly value: string }
  /** The field that names the VPC that it stands in. */
  readonly network?: string
  /** Fields by which a person knows it. */
  readonly identity: readonly string[]
  /** Fields that show whether it is in use at the moment. */
  readonly activity?: readonly string[]
  /** Loss that comes with its deletion, in words. */
  readonly loss?: string
  readonly operations: { readonly read?: OperationName; readonly list?: OperationName; readonly delete?: OperationName }
}

/** Metadata of the service as a whole, from the spec. */
export interface ServiceMetadata {
  readonly version: string
  readonly operationParameter: string
  readonly versionParameter: string
  readonly formatParameter: string
  readonly regionParameter: string
  /** Pattern that every region id matches. */
  readonly regionPattern: string
  /** Header of a throttled answer: how long to wait, in milliseconds. */
  readonly retryAfterHeader: string
  /** Endpoint by network, with `{region}` in place of the region's id. */
  readonly endpoints: Readonly<Record<string, string>>
}

/** One error code that an operation documents. */
export interface DocumentedError {
  readonly code: string
  readonly status: number
  /** Text on the wire; `%s` stands for a name or a value. */
  readonly message: string
  readonly kind: ErrorKind
  /** The case in which it comes, for doubles of the service. */
  readonly when?: string
  readonly resource?: string
}

/** The shape of an answer: a type's name, `secret`, a list of one shape, or fields. */
export type AnswerShape = string | readonly AnswerShape[] | { readonly [field: string]: AnswerShape }

/** Words, an example and the permission of one operation. */
export interface OperationDocumentation {
  /** The action that RAM must allow the caller. */
  readonly permission: string
  readonly summary: string
  readonly description: string
  readonly parameters: Readonly<Record<string, string>>
  readonly answer: Readonly<Record<string, unknown>>
}
