// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.

export type OperationName = 'DeleteVpnConnection' | 'DeleteIpsecServer' | 'DescribeVpnGateway' | 'DescribeVpnGateways' | 'DescribeVpnConnection' | 'DescribeVpnConnections' | 'ListIpsecServers' | 'DescribeRegions'

/**
 * Classes of errors by what a caller should do about them, as the spec classes their codes.
 *
 * - `busy`: The gateway or the service is occupied. Wait until the work ends, then send the same call again, with the same idempotency token.
 * - `throttled`: Too many requests. Wait as long as the answer asks, and send fewer requests.
 * - `transient`: A passing fault. Send the call again where a repeat is safe: a read, or a call with an idempotency token.
 * - `gone`: The resource does not exist. After a deletion nothing is left to do. Otherwise, check the id and the region.
 * - `passed`: A dry run found nothing wrong. A success in the form of an error. Send the call without the dry run to have it done.
 * - `stop`: A repeat would be answered the same way. Every code that is not listed elsewhere is of this kind. Correct what the code names: the parameters, the permissions, or the state of the gateway.
 */
export type ErrorKind = 'busy' | 'throttled' | 'transient' | 'gone' | 'passed' | 'stop'

/** Each operation by the name of its method. */
export interface OperationMethods {
  /**
   * Delete an IPsec-VPN connection.
   *
   * Starts the deletion and answers at once. Until it ends the gateway refuses other changes. Traffic between the VPC
   * and the data center behind the connection stops.
   *
   * The call resolves once this is accepted; `beginDelete` of `@vpn-gateway/poller` knows when it is gone.
   */
  deleteVpnConnection: 'DeleteVpnConnection'
  /**
   * Delete an IPsec server.
   *
   * Starts the deletion and answers at once. Until it ends the gateway refuses other changes. Clients that dial in
   * through the server lose their connection.
   *
   * The call resolves once this is accepted; `beginDelete` of `@vpn-gateway/poller` knows when it is gone.
   */
  deleteIpsecServer: 'DeleteIpsecServer'
  /**
   * Read a VPN gateway.
   *
   * Shows whether the gateway is free (`active`) or works on a change (`updating`).
   */
  describeVpnGateway: 'DescribeVpnGateway'
  /**
   * List VPN gateways.
   *
   * Lists the gateways of a region, page by page.
   */
  describeVpnGateways: 'DescribeVpnGateways'
  /**
   * Read an IPsec-VPN connection.
   *
   * Shows the gateway that a connection belongs to. The answer holds the pre-shared key in clear.
   */
  describeVpnConnection: 'DescribeVpnConnection'
  /**
   * List IPsec-VPN connections.
   *
   * Lists the connections of a region, page by page. The answer holds pre-shared keys in clear.
   */
  describeVpnConnections: 'DescribeVpnConnections'
  /**
   * List IPsec servers.
   *
   * Lists the IPsec servers of a region, page by page. The answer holds pre-shared keys in clear.
   */
  listIpsecServers: 'ListIpsecServers'
  /**
   * List regions.
   *
   * Lists the regions, each with its endpoint.
   */
  describeRegions: 'DescribeRegions'
}

/** The codes that each operation documents. */
export interface OperationErrorCodes {
  DeleteVpnConnection: 'VpnGateway.Configuring' | 'VpnTask.CONFLICT' | 'VpnGateway.FinancialLocked' | 'InternalError' | 'InvalidVpnGatewayInstanceId.NotFound' | 'Forbidden' | 'Forbbiden.SubUser' | 'InvalidVpnConnectionInstanceId.NotFound'
  DeleteIpsecServer: 'VpnGateway.Configuring' | 'DryRunOperation' | 'Forbidden' | 'InvalidIpsecServerId.NotFound' | 'OperationConflict'
  DescribeVpnGateway: 'Forbidden' | 'Forbbiden.SubUser' | 'InvalidVpnGatewayInstanceId.NotFound'
  DescribeVpnGateways: 'InvalidParameter.TagKey' | 'InvalidParameter.TagValue' | 'Duplicated.TagKey' | 'InternalError' | 'Forbidden.SubUser' | 'Forbidden'
  DescribeVpnConnection: 'Forbidden' | 'Forbbiden.SubUser' | 'InvalidVpnConnectionInstanceId.NotFound'
  DescribeVpnConnections: 'Forbidden.TagKey.Duplicated' | 'SizeLimitExceeded.TagNum' | 'InvalidParameter.TagValue' | 'InvalidParameter.TagKey' | 'Duplicated.TagKey' | 'Forbidden' | 'Forbbiden.SubUser'
  ListIpsecServers: 'IllegalParam.NextToken' | 'Forbidden'
  DescribeRegions: 'Forbbiden'
}

/** The codes that any operation can be answered with. */
export type FrontDoorErrorCode = 'InvalidAction.NotFound' | 'NoSuchVersion' | 'MissingParameter' | 'InvalidParameter' | 'InvalidParameter.Format' | 'InvalidAccessKeyId.NotFound' | 'InvalidAccessKeyId.Inactive' | 'Forbidden.AccessKeyDisabled' | 'MissingSecurityToken' | 'InvalidSecurityToken.Expired' | 'InvalidSecurityToken.MismatchWithAccessKey' | 'InvalidSecurityToken.Malformed' | 'InvalidTimeStamp.Format' | 'InvalidTimeStamp.Expired' | 'SignatureNonceUsed' | 'SignatureDoesNotMatch' | 'IncompleteSignature' | 'InvalidSignatureMethod' | 'InvalidProtocol.NeedSsl' | 'Throttling.User' | 'Throttling.Api' | 'Forbidden.RAM' | 'NoPermission' | 'IdempotentParameterMismatch' | 'LastTokenProcessing' | 'IllegalParam.ClientToken' | 'TaskConflict' | 'InternalError' | 'ServiceUnavailable'

/** The codes that no operation documents, and whose kind is known. */
export type UndocumentedErrorCode = 'VpnConnection.Configuring' | 'Appliance.Configuring' | 'VpnGateway.task.conflict' | 'SystemBusy' | 'OperationFailed.SystemBusy' | 'TOKEN_PROCESSING' | 'Throttling' | 'Rejected.Throttling' | 'OperationFailed.Throttling' | 'InternalServerError' | 'UnknownError' | 'IllegalTimestamp' | 'MissingAccessKeyId'

/** Each resource: the parameter that names one, its plural, and the operation that deletes it. */
export interface Resources {
  VpnGateway: { id: 'VpnGatewayId'; plural: 'gateways'; delete: never; child: false }
  VpnConnection: { id: 'VpnConnectionId'; plural: 'connections'; delete: 'DeleteVpnConnection'; child: true }
  IpsecServer: { id: 'IpsecServerId'; plural: 'servers'; delete: 'DeleteIpsecServer'; child: true }
}
