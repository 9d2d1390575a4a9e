import type { OperationMetadata, ParameterValues, ResourceMetadata } from '@vpn-gateway/core'

/** A call that sample code is to show. */
export interface SampleSubject {
  /** The operation's name. */
  readonly operation: string
  readonly metadata: OperationMetadata
  /** Kind of resource that the operation works on, if any, and that of its parent. */
  readonly resource?: ResourceMetadata
  readonly parent?: ResourceMetadata
  /** The names of the parameters that say what is asked and where. */
  readonly names: { readonly operation: string; readonly region: string }
  readonly regionId: string
  /** Destination of the call, if not the public endpoint of the region. */
  readonly destination?: Readonly<Partial<Record<'network' | 'endpoint', string>>>
  /** Further options of the client. */
  readonly clientOptions?: Readonly<Record<string, string | boolean>>
  /** Set where its keys are temporary, and come with a security token. */
  readonly isTemporary?: boolean
  /** Set where it goes without keys, as to an emulator that takes any. */
  readonly isUnsigned?: boolean
  /** The parameters of the call, the region aside. */
  readonly parameters: ParameterValues
  /** A code that the operation documents, for code that meets it. */
  readonly refusal?: string
}

/** Says whether a call is a dry run. */
export function isDryRun({ metadata: { dryRun }, parameters }: Pick<SampleSubject, 'metadata' | 'parameters'>): boolean {
  return dryRun !== undefined && parameters[dryRun.parameter] === dryRun.value
}

/** The parameter that names what is read, changed or deleted. */
export function subjectParameter({ metadata: { verb }, resource }: SampleSubject): string | undefined {
  return resource && verb !== 'list' ? resource.id : undefined
}
