// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.
import type { OperationMetadata, ResourceMetadata } from '../metadata.ts'
import type { ErrorKind, OperationName, Resources } from './names.ts'

export const operations: Readonly<Record<OperationName, OperationMetadata>> = {
  "DeleteVpnConnection": {
    "method": "deleteVpnConnection",
    "resource": "VpnConnection",
    "verb": "delete",
    "absence": [
      "InvalidVpnConnectionInstanceId.NotFound"
    ],
    "longRunning": {
      "busy": "VpnGateway"
    },
    "idempotencyParameter": "ClientToken",
    "parameters": {
      "RegionId": {
        "required": true,
        "type": "string",
        "pattern": "^[a-z]+(-[a-z0-9]+)+$",
        "maxLength": 64
      },
      "VpnConnectionId": {
        "required": true,
        "type": "string",
        "pattern": "^vco-[A-Za-z0-9*]+$",
        "maxLength": 128
      },
      "ClientToken": {
        "type": "string",
        "pattern": "^[ -~]+$",
        "minLength": 1,
        "maxLength": 64
      }
    }
  },
  "DeleteIpsecServer": {
    "method": "deleteIpsecServer",
    "resource": "IpsecServer",
    "verb": "delete",
    "absence": [
      "InvalidIpsecServerId.NotFound"
    ],
    "longRunning": {
      "busy": "VpnGateway"
    },
    "idempotencyParameter": "ClientToken",
    "dryRun": {
      "parameter": "DryRun",
      "value": "true"
    },
    "parameters": {
      "RegionId": {
        "required": true,
        "type": "string",
        "pattern": "^[a-z]+(-[a-z0-9]+)+$",
        "maxLength": 64
      },
      "IpsecServerId": {
        "required": true,
        "type": "string",
        "pattern": "^iss-[A-Za-z0-9*]+$",
        "maxLength": 128
      },
      "ClientToken": {
        "type": "string",
        "pattern": "^[ -~]+$",
        "minLength": 1,
        "maxLength": 64
      },
      "DryRun": {
        "type": "string",
        "enum": [
          "true",
          "false"
        ],
        "default": "false"
      }
    }
  },
  "DescribeVpnGateway": {
    "method": "describeVpnGateway",
    "resource": "VpnGateway",
    "verb": "read",
    "parameters": {
      "RegionId": {
        "required": true,
        "type": "string",
        "pattern": "^[a-z]+(-[a-z0-9]+)+$",
        "maxLength": 64
      },
      "VpnGatewayId": {
        "required": true,
        "type": "string",
        "pattern": "^vpn-[A-Za-z0-9*]+$",
        "maxLength": 128
      },
      "IncludeReservationData": {
        "type": "boolean"
      }
    }
  },
  "DescribeVpnGateways": {
    "method": "describeVpnGateways",
    "resource": "VpnGateway",
    "verb": "list",
    "items": "VpnGateways.VpnGateway",
    "paging": {
      "number": "PageNumber",
      "size": "PageSize",
      "total": "TotalCount"
    },
    "parameters": {
      "RegionId": {
        "required": true,
        "type": "string",
        "pattern": "^[a-z]+(-[a-z0-9]+)+$",
        "maxLength": 64
      },
      "VpcId": {
        "type": "string",
        "maxLength": 128
      },
      "VpnGatewayId": {
        "type": "string",
        "pattern": "^vpn-[A-Za-z0-9*]+$",
        "maxLength": 128
      },
      "Status": {
        "type": "string",
        "maxLength": 32
      },
      "BusinessStatus": {
        "type": "string",
        "maxLength": 32
      },
      "PageNumber": {
        "type": "integer",
        "minimum": 1,
        "default": 1
      },
      "PageSize": {
        "type": "integer",
        "minimum": 1,
        "maximum": 50,
        "default": 10
      },
      "IncludeReservationData": {
        "type": "boolean"
      },
      "Tag": {
        "type": "array",
        "maxItems": 20,
        "items": {
          "type": "object",
          "properties": {
            "Key": {
              "type": "string",
              "maxLength": 128
            },
            "Value": {
              "type": "string",
              "maxLength": 128
            }
          }
        }
      },
      "ResourceGroupId": {
        "type": "string",
        "pattern": "^rg-[A-Za-z0-9*]+$",
        "maxLength": 128
      }
    }
  },
  "DescribeVpnConnection": {
    "method": "describeVpnConnection",
    "resource": "VpnConnection",
    "verb": "read",
    "parameters": {
      "RegionId": {
        "required": true,
        "type": "string",
        "pattern": "^[a-z]+(-[a-z0-9]+)+$",
        "maxLength": 64
      },
      "VpnConnectionId": {
        "required": true,
        "type": "string",
        "pattern": "^vco-[A-Za-z0-9*]+$",
        "maxLength": 128
      }
    }
  },
  "DescribeVpnConnections": {
    "method": "describeVpnConnections",
    "resource": "VpnConnection",
    "verb": "list",
    "items": "VpnConnections.VpnConnection",
    "paging": {
      "number": "PageNumber",
      "size": "PageSize",
      "total": "TotalCount"
    },
    "parameters": {
      "RegionId": {
        "required": true,
        "type": "string",
        "pattern": "^[a-z]+(-[a-z0-9]+)+$",
        "maxLength": 64
      },
      "VpnGatewayId": {
        "type": "string",
        "pattern": "^vpn-[A-Za-z0-9*]+$",
        "maxLength": 128
      },
      "CustomerGatewayId": {
        "type": "string",
        "pattern": "^cgw-[A-Za-z0-9*]+$",
        "maxLength": 128
      },
      "VpnConnectionId": {
        "type": "string",
        "pattern": "^vco-[A-Za-z0-9*]+$",
        "maxLength": 128
      },
      "PageNumber": {
        "type": "integer",
        "minimum": 1,
        "default": 1
      },
      "PageSize": {
        "type": "integer",
        "minimum": 1,
        "maximum": 50,
        "default": 10
      },
      "Tag": {
        "type": "array",
        "maxItems": 21,
        "items": {
          "type": "object",
          "properties": {
            "Key": {
              "type": "string",
              "maxLength": 128
            },
            "Value": {
              "type": "string",
              "maxLength": 128
            }
          }
        }
      },
      "ResourceGroupId": {
        "type": "string",
        "pattern": "^rg-[A-Za-z0-9*]+$",
        "maxLength": 128
      }
    }
  },
  "ListIpsecServers": {
    "method": "listIpsecServers",
    "resource": "IpsecServer",
    "verb": "list",
    "items": "IpsecServers",
    "paging": {
      "token": "NextToken",
      "size": "MaxResults",
      "total": "TotalCount"
    },
    "parameters": {
      "RegionId": {
        "required": true,
        "type": "string",
        "pattern": "^[a-z]+(-[a-z0-9]+)+$",
        "maxLength": 64
      },
      "IpsecServerName": {
        "type": "string",
        "maxLength": 128
      },
      "VpnGatewayId": {
        "type": "string",
        "pattern": "^vpn-[A-Za-z0-9*]+$",
        "maxLength": 128
      },
      "NextToken": {
        "type": "string",
        "maxLength": 256
      },
      "MaxResults": {
        "type": "integer",
        "minimum": 1,
        "maximum": 20,
        "default": 10
      },
      "IpsecServerId": {
        "type": "array",
        "maxItems": 20,
        "items": {
          "type": "string",
          "pattern": "^iss-[A-Za-z0-9*]+$",
          "maxLength": 128
        }
      },
      "ResourceGroupId": {
        "type": "string",
        "pattern": "^rg-[A-Za-z0-9*]+$",
        "maxLength": 128
      }
    }
  },
  "DescribeRegions": {
    "method": "describeRegions",
    "verb": "list",
    "items": "Regions.Region",
    "parameters": {
      "ProductType": {
        "type": "string",
        "maxLength": 64
      },
      "AcceptLanguage": {
        "type": "string",
        "maxLength": 16
      }
    }
  }
}

export const resources: Readonly<Record<keyof Resources, ResourceMetadata>> = {
  "VpnGateway": {
    "title": "VPN gateway",
    "plural": "gateways",
    "id": "VpnGatewayId",
    "prefix": "vpn-",
    "status": {
      "field": "Status",
      "settled": "active",
      "busy": "updating"
    },
    "locked": {
      "field": "BusinessStatus",
      "value": "FinancialLocked"
    },
    "name": "Name",
    "created": "CreateTime",
    "tags": {
      "fields": [
        "Tags.Tag"
      ],
      "key": "Key",
      "value": "Value"
    },
    "network": "VpcId",
    "identity": [
      "Name",
      "VpcId",
      "InternetIp"
    ],
    "pattern": "^vpn-[A-Za-z0-9*]+$",
    "absence": [
      "InvalidVpnGatewayInstanceId.NotFound"
    ],
    "operations": {
      "read": "DescribeVpnGateway",
      "list": "DescribeVpnGateways"
    }
  },
  "VpnConnection": {
    "title": "IPsec-VPN connection",
    "plural": "connections",
    "id": "VpnConnectionId",
    "prefix": "vco-",
    "parent": {
      "resource": "VpnGateway",
      "field": "VpnGatewayId",
      "unless": {
        "field": "AttachType",
        "values": [
          "CEN",
          "NO_ASSOCIATED"
        ]
      }
    },
    "deleted": {
      "field": "State",
      "value": "deleted"
    },
    "work": [
      {
        "field": "State",
        "values": [
          "deleting",
          "detaching"
        ]
      },
      {
        "field": "TunnelOptionsSpecification.TunnelOptions.State",
        "values": [
          "deleting",
          "detaching"
        ]
      }
    ],
    "name": "Name",
    "created": "CreateTime",
    "tags": {
      "fields": [
        "Tags.Tag",
        "Tag.Tag"
      ],
      "key": "Key",
      "value": "Value"
    },
    "identity": [
      "Name",
      "LocalSubnet",
      "RemoteSubnet",
      "CustomerGatewayId"
    ],
    "activity": [
      "Status",
      "TunnelOptionsSpecification.TunnelOptions.Status"
    ],
    "loss": "the VPC and the data center behind it lose contact with each other",
    "pattern": "^vco-[A-Za-z0-9*]+$",
    "absence": [
      "InvalidVpnConnectionInstanceId.NotFound"
    ],
    "operations": {
      "delete": "DeleteVpnConnection",
      "read": "DescribeVpnConnection",
      "list": "DescribeVpnConnections"
    }
  },
  "IpsecServer": {
    "title": "IPsec server",
    "plural": "servers",
    "id": "IpsecServerId",
    "prefix": "iss-",
    "parent": {
      "resource": "VpnGateway",
      "field": "VpnGatewayId"
    },
    "atMost": 1,
    "excludes": [
      "VpnConnection"
    ],
    "name": "IpsecServerName",
    "created": "CreationTime",
    "identity": [
      "IpsecServerName",
      "LocalSubnet",
      "ClientIpPool"
    ],
    "activity": [
      "OnlineClientCount"
    ],
    "loss": "every client that dials in through it loses contact with the VPC",
    "pattern": "^iss-[A-Za-z0-9*]+$",
    "absence": [
      "InvalidIpsecServerId.NotFound"
    ],
    "operations": {
      "delete": "DeleteIpsecServer",
      "list": "ListIpsecServers"
    }
  }
}

export const echoingCodes: Readonly<Record<string, 'request' | 'string-to-sign'>> = {
  "signaturedoesnotmatch": "string-to-sign",
  "incompletesignature": "request"
}

export const pendingCodes: readonly string[] = [
  "lasttokenprocessing",
  "token_processing"
]

/** Codes by their kind, in lower case with blanks between; a trailing `*` stands for any ending. */
export const errorKinds: Readonly<Partial<Record<ErrorKind, string>>> = {
  "busy": "vpnconnection.configuring appliance.configuring vpngateway.task.conflict systembusy operationfailed.systembusy token_processing vpngateway.configuring vpntask.conflict operationconflict lasttokenprocessing taskconflict",
  "throttled": "throttling throttling.* rejected.throttling operationfailed.throttling",
  "transient": "internalservererror unknownerror signaturenonceused internalerror serviceunavailable",
  "gone": "invalidvpnconnectioninstanceid.notfound invalidipsecserverid.notfound",
  "passed": "dryrunoperation"
}
