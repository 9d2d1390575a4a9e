// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.
import type { DocumentedError } from '../metadata.ts'
import type { OperationName } from './names.ts'

export const operationErrors: Readonly<Record<OperationName, readonly DocumentedError[]>> = {
  "DeleteVpnConnection": [
    {
      "code": "VpnGateway.Configuring",
      "status": 400,
      "message": "The specified service is configuring.",
      "kind": "busy",
      "when": "busy"
    },
    {
      "code": "VpnTask.CONFLICT",
      "status": 400,
      "message": "Vpn task has conflict.",
      "kind": "busy"
    },
    {
      "code": "VpnGateway.FinancialLocked",
      "status": 400,
      "message": "The specified service is financial locked.",
      "kind": "stop",
      "when": "locked"
    },
    {
      "code": "InternalError",
      "status": 400,
      "message": "The request processing has failed due to some unknown error, exception or failure.",
      "kind": "transient",
      "when": "fault"
    },
    {
      "code": "InvalidVpnGatewayInstanceId.NotFound",
      "status": 400,
      "message": "The specified vpn gateway instance id does not exist.",
      "kind": "stop",
      "when": "absent",
      "resource": "VpnGateway"
    },
    {
      "code": "Forbidden",
      "status": 403,
      "message": "User not authorized to operate on the specified resource.",
      "kind": "stop"
    },
    {
      "code": "Forbbiden.SubUser",
      "status": 403,
      "message": "User not authorized to operate on the specified resource as your account is created by another user.",
      "kind": "stop"
    },
    {
      "code": "InvalidVpnConnectionInstanceId.NotFound",
      "status": 404,
      "message": "The specified vpn connection instance id does not exist.",
      "kind": "gone",
      "when": "absent",
      "resource": "VpnConnection"
    }
  ],
  "DeleteIpsecServer": [
    {
      "code": "VpnGateway.Configuring",
      "status": 400,
      "message": "The specified service is configuring.",
      "kind": "busy",
      "when": "busy"
    },
    {
      "code": "DryRunOperation",
      "status": 400,
      "message": "Request validation has been passed with DryRun flag set.",
      "kind": "passed",
      "when": "dry-run-passed"
    },
    {
      "code": "Forbidden",
      "status": 403,
      "message": "User not authorized to operate on the specified resource.",
      "kind": "stop"
    },
    {
      "code": "InvalidIpsecServerId.NotFound",
      "status": 404,
      "message": "The specified IPsec server ID (%s) does not exist.",
      "kind": "gone",
      "when": "absent",
      "resource": "IpsecServer"
    },
    {
      "code": "OperationConflict",
      "status": 409,
      "message": "The operation against this instance is too frequent, please try again later.",
      "kind": "busy"
    }
  ],
  "DescribeVpnGateway": [
    {
      "code": "Forbidden",
      "status": 403,
      "message": "User not authorized to operate on the specified resource.",
      "kind": "stop"
    },
    {
      "code": "Forbbiden.SubUser",
      "status": 403,
      "message": "User not authorized to operate on the specified resource as your account is created by another user.",
      "kind": "stop"
    },
    {
      "code": "InvalidVpnGatewayInstanceId.NotFound",
      "status": 404,
      "message": "The specified vpn gateway instance id does not exist.",
      "kind": "stop",
      "when": "absent",
      "resource": "VpnGateway"
    }
  ],
  "DescribeVpnGateways": [
    {
      "code": "InvalidParameter.TagKey",
      "status": 400,
      "message": "The specified parameter TagKey is invalid.",
      "kind": "stop"
    },
    {
      "code": "InvalidParameter.TagValue",
      "status": 400,
      "message": "The specified parameter TagValue is invalid.",
      "kind": "stop"
    },
    {
      "code": "Duplicated.TagKey",
      "status": 400,
      "message": "The specified parameter TagKey is duplicated.",
      "kind": "stop"
    },
    {
      "code": "InternalError",
      "status": 400,
      "message": "The request processing has failed due to some unknown error, exception or failure.",
      "kind": "transient",
      "when": "fault"
    },
    {
      "code": "Forbidden.SubUser",
      "status": 403,
      "message": "User not authorized to operate on the specified resource as your account is created by another user.",
      "kind": "stop"
    },
    {
      "code": "Forbidden",
      "status": 403,
      "message": "User not authorized to operate on the specified resource.",
      "kind": "stop"
    }
  ],
  "DescribeVpnConnection": [
    {
      "code": "Forbidden",
      "status": 403,
      "message": "User not authorized to operate on the specified resource.",
      "kind": "stop"
    },
    {
      "code": "Forbbiden.SubUser",
      "status": 403,
      "message": "User not authorized to operate on the specified resource as your account is created by another user.",
      "kind": "stop"
    },
    {
      "code": "InvalidVpnConnectionInstanceId.NotFound",
      "status": 404,
      "message": "The specified vpn connection instance id does not exist.",
      "kind": "gone",
      "when": "absent",
      "resource": "VpnConnection"
    }
  ],
  "DescribeVpnConnections": [
    {
      "code": "Forbidden.TagKey.Duplicated",
      "status": 400,
      "message": "The specified tag key already exists.",
      "kind": "stop"
    },
    {
      "code": "SizeLimitExceeded.TagNum",
      "status": 400,
      "message": "The maximum number of tags is exceeded.",
      "kind": "stop"
    },
    {
      "code": "InvalidParameter.TagValue",
      "status": 400,
      "message": "The specified parameter TagValue is invalid.",
      "kind": "stop"
    },
    {
      "code": "InvalidParameter.TagKey",
      "status": 400,
      "message": "The specified parameter TagKey is invalid.",
      "kind": "stop"
    },
    {
      "code": "Duplicated.TagKey",
      "status": 400,
      "message": "The specified parameter TagKey is duplicated.",
      "kind": "stop"
    },
    {
      "code": "Forbidden",
      "status": 403,
      "message": "User not authorized to operate on the specified resource.",
      "kind": "stop"
    },
    {
      "code": "Forbbiden.SubUser",
      "status": 403,
      "message": "User not authorized to operate on the specified resource as your account is created by another user.",
      "kind": "stop"
    }
  ],
  "ListIpsecServers": [
    {
      "code": "IllegalParam.NextToken",
      "status": 400,
      "message": "The specified NextToken is invalid.",
      "kind": "stop",
      "when": "page-token-unknown"
    },
    {
      "code": "Forbidden",
      "status": 403,
      "message": "User not authorized to operate on the specified resource.",
      "kind": "stop"
    }
  ],
  "DescribeRegions": [
    {
      "code": "Forbbiden",
      "status": 403,
      "message": "User not authorized to operate on the specified resource.",
      "kind": "stop"
    }
  ]
}

export const frontDoorErrors: readonly DocumentedError[] = [
  {
    "code": "InvalidAction.NotFound",
    "status": 404,
    "message": "Specified api is not found, please check your url and method.",
    "kind": "stop",
    "when": "operation-unknown"
  },
  {
    "code": "NoSuchVersion",
    "status": 400,
    "message": "The specified version does not exist.",
    "kind": "stop",
    "when": "version-unknown"
  },
  {
    "code": "MissingParameter",
    "status": 400,
    "message": "The input parameter \"%s\" that is mandatory for processing this request is not supplied.",
    "kind": "stop",
    "when": "parameter-missing"
  },
  {
    "code": "InvalidParameter",
    "status": 400,
    "message": "The specified parameter %s is not valid.",
    "kind": "stop",
    "when": "parameter-invalid"
  },
  {
    "code": "InvalidParameter.Format",
    "status": 400,
    "message": "The specified parameter Format is not valid.",
    "kind": "stop",
    "when": "format-unknown"
  },
  {
    "code": "InvalidAccessKeyId.NotFound",
    "status": 404,
    "message": "Specified access key is not found.",
    "kind": "stop",
    "when": "key-unknown"
  },
  {
    "code": "InvalidAccessKeyId.Inactive",
    "status": 400,
    "message": "Specified access key is disabled.",
    "kind": "stop",
    "when": "key-inactive"
  },
  {
    "code": "Forbidden.AccessKeyDisabled",
    "status": 403,
    "message": "The access key is disabled.",
    "kind": "stop",
    "when": "key-disabled"
  },
  {
    "code": "MissingSecurityToken",
    "status": 400,
    "message": "SecurityToken is mandatory for this action.",
    "kind": "stop",
    "when": "security-token-missing"
  },
  {
    "code": "InvalidSecurityToken.Expired",
    "status": 400,
    "message": "Specified SecurityToken is expired.",
    "kind": "stop",
    "when": "security-token-expired"
  },
  {
    "code": "InvalidSecurityToken.MismatchWithAccessKey",
    "status": 400,
    "message": "Specified SecurityToken mismatch with the AccessKey.",
    "kind": "stop",
    "when": "security-token-mismatch"
  },
  {
    "code": "InvalidSecurityToken.Malformed",
    "status": 400,
    "message": "Specified SecurityToken is malformed.",
    "kind": "stop",
    "when": "security-token-malformed"
  },
  {
    "code": "InvalidTimeStamp.Format",
    "status": 400,
    "message": "Specified time stamp or date value is not well formatted.",
    "kind": "stop",
    "when": "time-malformed"
  },
  {
    "code": "InvalidTimeStamp.Expired",
    "status": 400,
    "message": "Specified time stamp or date value is expired.",
    "kind": "stop",
    "when": "time-expired"
  },
  {
    "code": "SignatureNonceUsed",
    "status": 400,
    "message": "Specified signature nonce was used already.",
    "kind": "transient",
    "when": "nonce-used"
  },
  {
    "code": "SignatureDoesNotMatch",
    "status": 400,
    "message": "Specified signature is not matched with our calculation. server string to sign is:%s",
    "kind": "stop",
    "when": "signature-mismatch"
  },
  {
    "code": "IncompleteSignature",
    "status": 400,
    "message": "The request signature does not conform to Aliyun standards.",
    "kind": "stop",
    "when": "signature-incomplete"
  },
  {
    "code": "InvalidSignatureMethod",
    "status": 400,
    "message": "The specified signature method is not supported.",
    "kind": "stop",
    "when": "signature-method-unknown"
  },
  {
    "code": "InvalidProtocol.NeedSsl",
    "status": 403,
    "message": "Your request is denied as lack of ssl protect.",
    "kind": "stop",
    "when": "tls-required"
  },
  {
    "code": "Throttling.User",
    "status": 400,
    "message": "Request was denied due to user flow control.",
    "kind": "throttled",
    "when": "user-throttled"
  },
  {
    "code": "Throttling.Api",
    "status": 400,
    "message": "Request was denied due to api flow control.",
    "kind": "throttled",
    "when": "api-throttled"
  },
  {
    "code": "Forbidden.RAM",
    "status": 403,
    "message": "User not authorized to operate on the specified resource, or this API does not support RAM.",
    "kind": "stop",
    "when": "forbidden"
  },
  {
    "code": "NoPermission",
    "status": 403,
    "message": "You are not authorized to perform this action.",
    "kind": "stop"
  },
  {
    "code": "IdempotentParameterMismatch",
    "status": 400,
    "message": "The request uses the same client token as a previous, but non-identical request.",
    "kind": "stop",
    "when": "token-mismatch"
  },
  {
    "code": "LastTokenProcessing",
    "status": 403,
    "message": "The last request with the same client token is still processing.",
    "kind": "busy",
    "when": "token-processing"
  },
  {
    "code": "IllegalParam.ClientToken",
    "status": 400,
    "message": "The specified ClientToken is invalid.",
    "kind": "stop",
    "when": "token-malformed"
  },
  {
    "code": "TaskConflict",
    "status": 400,
    "message": "The operation conflicts with a task that is in progress.",
    "kind": "busy",
    "when": "busy"
  },
  {
    "code": "InternalError",
    "status": 500,
    "message": "The request processing has failed due to some unknown error, exception or failure.",
    "kind": "transient",
    "when": "fault"
  },
  {
    "code": "ServiceUnavailable",
    "status": 503,
    "message": "The request has failed due to a temporary failure of the server.",
    "kind": "transient",
    "when": "unavailable"
  }
]

/** Errors that no operation documents, and whose kind is known: with a status and words of our own. */
export const undocumentedErrors: readonly DocumentedError[] = [
  {
    "code": "VpnConnection.Configuring",
    "status": 400,
    "message": "The gateway or the service is occupied.",
    "kind": "busy"
  },
  {
    "code": "Appliance.Configuring",
    "status": 400,
    "message": "The gateway or the service is occupied.",
    "kind": "busy"
  },
  {
    "code": "VpnGateway.task.conflict",
    "status": 400,
    "message": "The gateway or the service is occupied.",
    "kind": "busy"
  },
  {
    "code": "SystemBusy",
    "status": 400,
    "message": "The gateway or the service is occupied.",
    "kind": "busy"
  },
  {
    "code": "OperationFailed.SystemBusy",
    "status": 400,
    "message": "The gateway or the service is occupied.",
    "kind": "busy"
  },
  {
    "code": "TOKEN_PROCESSING",
    "status": 400,
    "message": "The gateway or the service is occupied.",
    "kind": "busy"
  },
  {
    "code": "Throttling",
    "status": 400,
    "message": "Too many requests.",
    "kind": "throttled"
  },
  {
    "code": "Rejected.Throttling",
    "status": 400,
    "message": "Too many requests.",
    "kind": "throttled"
  },
  {
    "code": "OperationFailed.Throttling",
    "status": 400,
    "message": "Too many requests.",
    "kind": "throttled"
  },
  {
    "code": "InternalServerError",
    "status": 500,
    "message": "A passing fault.",
    "kind": "transient"
  },
  {
    "code": "UnknownError",
    "status": 500,
    "message": "A passing fault.",
    "kind": "transient"
  },
  {
    "code": "IllegalTimestamp",
    "status": 400,
    "message": "A repeat would be answered the same way.",
    "kind": "stop"
  },
  {
    "code": "MissingAccessKeyId",
    "status": 400,
    "message": "A repeat would be answered the same way.",
    "kind": "stop"
  }
]

export const unsignedCodes: readonly string[] = [
  "incompletesignature",
  "missingaccesskeyid",
  "missingparameter"
]
