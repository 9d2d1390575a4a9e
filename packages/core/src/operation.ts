import { echoingCodes, errorKinds, operations, pendingCodes, resources } from './generated/metadata.ts'
import type { FrontDoorErrorCode, OperationErrorCodes, OperationName, Resources, UndocumentedErrorCode } from './generated/names.ts'
import type { Operations } from './generated/types.ts'
import type { DocumentedError, ErrorKind, OperationMetadata, ResourceMetadata, ResourceName } from './metadata.ts'

/** The parameters of an operation as the wire spells them; the selector is not yours to write, the client fills the region. */
export type OperationParameters<Op extends OperationName> = Operations[Op]['parameters']

/** The decoded answer of an operation, and what can be said of it besides. */
export type OperationAnswer<Op extends OperationName> = Operations[Op]['answer']

/** The codes that are known of an operation. Others can come: the service adds codes without notice. */
export type ErrorCode<Op extends OperationName = OperationName> = OperationErrorCodes[Op] | FrontDoorErrorCode | UndocumentedErrorCode

/** Resources that an operation of the spec deletes. */
export type DeletableResource = {
  [R in ResourceName]: Resources[R]['delete'] extends never ? never : R
}[ResourceName]

/** Names one resource to delete by the parameter of its id, for example `{ VpnConnectionId: 'vco-…' }`. */
export type DeletionTarget = {
  [R in DeletableResource]: { readonly [Id in Resources[R]['id']]: string } & {
    readonly [Other in Exclude<Resources[DeletableResource]['id'], Resources[R]['id']>]?: never
  }
}[DeletableResource]

/** Every operation of the spec, in its order. */
export const operationNames = /* @__PURE__ */ Object.keys(operations) as readonly OperationName[]

/** Every kind of resource of the spec, in its order. */
export const resourceNames = /* @__PURE__ */ Object.keys(resources) as readonly ResourceName[]

/** Gives what the spec says of an operation. */
export function operationMetadata(operation: OperationName): OperationMetadata {
  return operations[operation]
}

/** Says whether an operation changes nothing. */
export function isRead(operation: OperationName): boolean {
  const { verb } = operations[operation]
  return verb === 'read' || verb === 'list'
}

/** Gives what the spec says of a kind of resource. */
export function resourceMetadata(resource: ResourceName): ResourceMetadata {
  return resources[resource]
}

/** Says whether the spec has an operation of this name. */
export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name)
}

/** The kind of an error code: exact, then by a pattern of the spec, else `stop`. Blanks around it and case do not count. */
export function errorKindOf(code: DocumentedError['code']): ErrorKind {
  const key = normalized(code)
  const kindWith = (isMeant: (known: string) => boolean) =>
    (Object.keys(errorKinds) as ErrorKind[]).find((kind) => errorKinds[kind]?.split(' ').some(isMeant))
  return kindWith((known) => known === key) ?? kindWith((known) => known.endsWith('*') && key.startsWith(known.slice(0, -1))) ?? 'stop'
}

/** Says whether an error code means that there is no such resource, of a given kind or of any. */
export function saysAbsent(code: string, resource?: ResourceName): boolean {
  const asked = resource === undefined ? resourceNames : [resource]
  return asked.some((name) => resources[name].absence.some((known) => isSameCode(known, code)))
}

/** Gives what the message of a code quotes, and so must not be shown; nothing for most codes. */
export function echoOf(code: string): 'request' | 'string-to-sign' | undefined {
  const key = normalized(code)
  return Object.hasOwn(echoingCodes, key) ? echoingCodes[key] : undefined
}

/** Says whether a code means that a request with the same idempotency token is still at work, so that its answer is not known. */
export function saysPending(code: string): boolean {
  return pendingCodes.includes(normalized(code))
}

/** Says whether two codes are one to the service. */
export function isSameCode(one: string, other: string): boolean {
  return normalized(one) === normalized(other)
}

/** Codes of the service differ in case and in blanks around them. */
function normalized(code: string): string {
  return code.trim().toLowerCase()
}
