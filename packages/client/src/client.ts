import {
  type CallOptions,
  checkParameters,
  clockOfClient,
  createRawClient,
  type OperationAnswer,
  type OperationMethods,
  type OperationName,
  type OperationParameters,
  operationMetadata,
  operationNames,
  type ParameterValues,
  type RawClientOptions,
  randomUuid,
  scopeOf,
  scopeOfClient,
  service,
} from '@vpn-gateway/core'

/** Parameters may be left out where an operation requires none. */
type Arguments<Op extends OperationName> =
  Partial<OperationParameters<Op>> extends OperationParameters<Op>
    ? [parameters?: OperationParameters<Op>, options?: CallOptions]
    : [parameters: OperationParameters<Op>, options?: CallOptions]

/** One method per operation of the spec: `DescribeRegions` is `describeRegions`. */
export type VpnGatewayClient = {
  readonly [Name in keyof OperationMethods]: (
    ...args: Arguments<OperationMethods[Name]>
  ) => Promise<OperationAnswer<OperationMethods[Name]>>
}

/** Destination and settings of a client. */
export interface VpnGatewayClientOptions extends RawClientOptions {
  /** Makes idempotency tokens, at most 64 ASCII characters each; random UUIDs by default. */
  readonly generateClientToken?: (() => string) | undefined
}

/** Options that say where a client calls: by a region, an address, or a proxy. */
export type Destination =
  | { readonly regionId: string | undefined }
  | { readonly endpoint: string | undefined }
  | { readonly proxy: string | undefined }

/**
 * A client with a method per operation. A method resolves to the decoded answer, or rejects with an error of the
 * family of `VpnGatewayError`: `ParameterError` before anything is sent, `ServiceError` where the service refused,
 * `NetworkError`, `TimeoutError` or `UnreadableAnswerError` where no usable answer came.
 *
 * The client's `regionId` fills `RegionId`, and an idempotency token is made where an operation takes one and the
 * caller gave none.
 *
 * @example
 * const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', credentials })
 * const { Status } = await client.describeVpnGateway({ VpnGatewayId: 'vpn-…' })
 *
 * @throws {OptionError} for an endpoint or a region that cannot be used.
 */
export function createVpnGatewayClient(options: VpnGatewayClientOptions & Destination): VpnGatewayClient {
  const wire = createRawClient(options)
  const { generateClientToken = randomUuid } = options
  const method = (operation: OperationName) => {
    const { parameters: rules, idempotencyParameter } = operationMetadata(operation)
    return async (given: ParameterValues = {}, callOptions?: CallOptions) => {
      const parameters: Record<string, ParameterValues[string]> = { ...given }
      if (service.regionParameter in rules && options.regionId !== undefined) parameters[service.regionParameter] ??= options.regionId
      if (idempotencyParameter !== undefined) parameters[idempotencyParameter] ??= generateClientToken()
      checkParameters(operation, parameters, options.proxy === undefined ? undefined : service.regionParameter)
      return wire.call(operation, parameters, callOptions)
    }
  }
  const methods = operationNames.map((operation) => [operationMetadata(operation).method, method(operation)])
  const carried = { [scopeOfClient]: scopeOf(options), ...(options.clock && { [clockOfClient]: options.clock }) }
  return Object.freeze({ ...Object.fromEntries(methods), ...carried }) as VpnGatewayClient
}
