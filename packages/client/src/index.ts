export {
  type Credentials,
  type CredentialsSource,
  type ErrorCode,
  type ErrorKind,
  isVpnGatewayError,
  NetworkError,
  type OperationAnswer,
  type OperationName,
  type OperationParameters,
  OptionError,
  ParameterError,
  ServiceError,
  TimeoutError,
  UnreadableAnswerError,
  VpnGatewayError,
} from '@vpn-gateway/core'
export { createVpnGatewayClient, type VpnGatewayClient, type VpnGatewayClientOptions } from './client.ts'
