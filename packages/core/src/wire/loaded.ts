import { held } from '../clock.ts'
import { isVpnGatewayError } from '../errors/base.ts'
import { CredentialsError } from '../errors/input-errors.ts'
import { ServiceError } from '../errors/service-error.ts'
import { passingKinds, UnreadableAnswerError } from '../errors/transport-errors.ts'
import { service } from '../generated/service.ts'
import type { ServiceMetadata } from '../metadata.ts'
import { echoOf, errorKindOf, isRead } from '../operation.ts'
import { encodePairs } from '../parameters/query.ts'
import { randomUuid } from '../uuid.ts'
import { makeRequest } from './request.ts'

/**
 * Parts of what a client has loaded before its first call, for what comes with that call. It is given them: of what both import,
 * bundlers make a chunk that every page has to load besides the first.
 */
export interface Loaded {
  readonly CredentialsError: typeof CredentialsError
  readonly ServiceError: typeof ServiceError
  readonly UnreadableAnswerError: typeof UnreadableAnswerError
  readonly echoOf: typeof echoOf
  readonly encodePairs: typeof encodePairs
  readonly errorKindOf: typeof errorKindOf
  readonly held: typeof held
  readonly isRead: typeof isRead
  readonly isVpnGatewayError: typeof isVpnGatewayError
  readonly makeRequest: typeof makeRequest
  readonly passingKinds: typeof passingKinds
  readonly randomUuid: typeof randomUuid
  readonly service: ServiceMetadata
}

export const loaded: Loaded = {
  CredentialsError,
  ServiceError,
  UnreadableAnswerError,
  echoOf,
  encodePairs,
  errorKindOf,
  held,
  isRead,
  isVpnGatewayError,
  makeRequest,
  passingKinds,
  randomUuid,
  service,
}
