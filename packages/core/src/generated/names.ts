// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.

export type OperationName = 'DeleteVpnConnection' | 'DeleteIpsecServer' | 'DescribeVpnGateway' | 'DescribeVpnGateways' | 'DescribeVpnConnection' | 'DescribeVpnConnections' | 'ListIpsecServers' | 'DescribeRegions'

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
