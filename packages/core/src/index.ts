export { type Clock, clockOf, clockOfClient, monotonic, systemClock } from './clock.ts'
export type { CredentialModel, CredentialProvider, Credentials, CredentialsSource } from './credentials.ts'
export { checkRegionId, type EndpointOptions, endpointOf } from './endpoint.ts'
export { isVpnGatewayError, VpnGatewayError } from './errors/base.ts'
export { CredentialsError, OptionError, ParameterError } from './errors/input-errors.ts'
export { type AccessDenied, isServiceError, ServiceError } from './errors/service-error.ts'
export { NetworkError, TimeoutError, UnreadableAnswerError } from './errors/transport-errors.ts'
export type { FrontDoorErrorCode, OperationErrorCodes, OperationMethods, OperationName, Resources } from './generated/names.ts'
export { service } from './generated/service.ts'
export type * from './generated/types.ts'
export { keepsRule } from './keeps-rule.ts'
export type { ErrorKind, OperationMetadata, ParameterRule, ResourceMetadata, ResourceName, ServiceMetadata } from './metadata.ts'
export { nearestTo } from './nearest.ts'
export {
  type DeletableResource,
  type DeletionTarget,
  type ErrorCode,
  errorKindOf,
  isOperationName,
  type OperationAnswer,
  type OperationParameters,
  operationMetadata,
  operationNames,
  resourceMetadata,
  resourceNames,
  saysAbsent,
  saysPending,
} from './operation.ts'
export { checkParameters } from './parameters/check.ts'
export type { ParameterValue, ParameterValues } from './parameters/flatten.ts'
export { type ClientScope, scopeOf, scopeOfClient } from './scope.ts'
export type { Fetch } from './transport/fetch.ts'
export { randomUuid } from './uuid.ts'
export { valuesAt } from './values-at.ts'
export { attemptsOf } from './wire/call.ts'
export type { Failure, Hooks, RequestEvent, ResponseEvent, RetryEvent } from './wire/hooks.ts'
export type { CallOptions, RawClientOptions, Retry, RetryContext } from './wire/options.ts'
export { createRawClient, type RawClient } from './wire/raw-client.ts'
export type { ParametersIn, ProxyHeaders, SigningVersion } from './wire/request.ts'
