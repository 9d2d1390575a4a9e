// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.
import type { OperationDocumentation } from '../metadata.ts'
import type { ErrorKind, OperationName } from './names.ts'

/** Advice to the caller about each kind of errors. */
export const errorAdvice: Readonly<Record<ErrorKind, string>> = {
  "busy": "Wait until the work ends, then send the same call again, with the same idempotency token.",
  "throttled": "Wait as long as the answer asks, and send fewer requests.",
  "transient": "Send the call again where a repeat is safe: a read, or a call with an idempotency token.",
  "gone": "After a deletion nothing is left to do. Otherwise, check the id and the region.",
  "passed": "Send the call without the dry run to have it done.",
  "stop": "Correct what the code names: the parameters, the permissions, or the state of the gateway."
}

export const documentation: Readonly<Record<OperationName, OperationDocumentation>> = {
  "DeleteVpnConnection": {
    "summary": "Delete an IPsec-VPN connection",
    "permission": "vpc:DeleteVpnConnection",
    "description": "Starts the deletion and answers at once. Until it ends the gateway refuses other changes. Traffic between the VPC\nand the data center behind the connection stops.",
    "parameters": {
      "Action": "Chooses this operation.",
      "RegionId": "The region of the resource.",
      "VpnConnectionId": "The connection to delete.",
      "ClientToken": "Idempotency token. The same token with the same parameters gets the same answer again, and nothing is done twice;\nwith other parameters it is refused. Without one the service takes the request id, which protects no repeat."
    },
    "answer": {
      "RequestId": "606998F0-B94D-48FE-8316-ACA81BB230DA"
    }
  },
  "DeleteIpsecServer": {
    "summary": "Delete an IPsec server",
    "permission": "vpc:DeleteIpsecServer",
    "description": "Starts the deletion and answers at once. Until it ends the gateway refuses other changes. Clients that dial in\nthrough the server lose their connection.",
    "parameters": {
      "Action": "Chooses this operation.",
      "RegionId": "The region of the resource.",
      "IpsecServerId": "The server to delete.",
      "ClientToken": "Idempotency token. The same token with the same parameters gets the same answer again, and nothing is done twice;\nwith other parameters it is refused. Without one the service takes the request id, which protects no repeat.",
      "DryRun": "`true`, as a text, checks the request and deletes nothing. `false`, the default, checks it and deletes."
    },
    "answer": {
      "RequestId": "0ED8D006-F706-4D23-88ED-E11ED28DCAC0"
    }
  },
  "DescribeVpnGateway": {
    "summary": "Read a VPN gateway",
    "permission": "vpc:DescribeVpnGateway",
    "description": "Shows whether the gateway is free (`active`) or works on a change (`updating`).",
    "parameters": {
      "Action": "Chooses this operation.",
      "RegionId": "The region of the resource.",
      "VpnGatewayId": "The gateway to read.",
      "IncludeReservationData": "Also answer with orders that have yet to take effect."
    },
    "answer": {
      "RequestId": "27E4E088-8DE0-4672-BF5C-0A412389DB9E",
      "VpnGatewayId": "vpn-bp1r3v1xqkl0w519g****",
      "Name": "office",
      "Description": "towards the data center",
      "Status": "active",
      "BusinessStatus": "Normal",
      "VpcId": "vpc-bp19m2yx1m5q0avyq****",
      "VSwitchId": "vsw-bp1dmzugdikc6hdgx****",
      "InternetIp": "47.22.0.10",
      "Spec": "5M",
      "VpnType": "Normal",
      "NetworkType": "public",
      "ChargeType": "POSTPAY",
      "IpsecVpn": "enable",
      "SslVpn": "disable",
      "SslMaxConnections": 5,
      "EnableBgp": true,
      "AutoPropagate": false,
      "CreateTime": 1495382400000,
      "EndTime": 1544666102000,
      "Tags": {
        "Tag": [
          {
            "Key": "team",
            "Value": "network"
          }
        ]
      },
      "EniInstanceIds": {
        "EniInstanceId": [
          "eni-7xvcxgmd4y2ypibn****"
        ]
      },
      "ResourceGroupId": "rg-acfmzs372yg****"
    }
  },
  "DescribeVpnGateways": {
    "summary": "List VPN gateways",
    "permission": "vpc:DescribeVpnGateways",
    "description": "Lists the gateways of a region, page by page.",
    "parameters": {
      "Action": "Chooses this operation.",
      "RegionId": "The region of the resource.",
      "VpcId": "Only the gateways of this VPC.",
      "VpnGatewayId": "Only this gateway.",
      "Status": "Only gateways with this status.",
      "BusinessStatus": "Only gateways that are paid, or that are locked.",
      "PageNumber": "Number of the page, from 1.",
      "PageSize": "Entries per page.",
      "IncludeReservationData": "Also answer with orders that have yet to take effect.",
      "Tag": "Only gateways that carry each of these tags.",
      "ResourceGroupId": "Only resources of this resource group."
    },
    "answer": {
      "RequestId": "DF11D6F6-E35A-41C3-9B20-6FC8A901FE65",
      "PageNumber": 1,
      "PageSize": 10,
      "TotalCount": 1,
      "VpnGateways": {
        "VpnGateway": [
          {
            "VpnGatewayId": "vpn-bp17lofy9fd0dnvzv****",
            "Name": "office",
            "Description": "towards the data center",
            "Status": "active",
            "BusinessStatus": "Normal",
            "VpcId": "vpc-bp1m3i0kn1nd4wiw9****",
            "VSwitchId": "vsw-bp15lbk8sgtr6r5b0****",
            "InternetIp": "47.22.0.10",
            "Spec": "5M",
            "VpnType": "Normal",
            "NetworkType": "public",
            "ChargeType": "POSTPAY",
            "IpsecVpn": "enable",
            "SslVpn": "disable",
            "SslMaxConnections": 5,
            "EnableBgp": true,
            "AutoPropagate": false,
            "CreateTime": 1515383700000,
            "EndTime": 1518105600000,
            "Tag": "{\"VpnEnableBgp\":\"true\",\"VpnNewImage\":\"true\",\"VpnVersion\":\"v1.2.4\"}",
            "Tags": {
              "Tag": [
                {
                  "Key": "team",
                  "Value": "network"
                }
              ]
            },
            "EniInstanceIds": {
              "EniInstanceId": [
                "eni-7xvcxgmd4y2ypibn****"
              ]
            },
            "ResourceGroupId": "rg-acfmzs372yg****"
          }
        ]
      }
    }
  },
  "DescribeVpnConnection": {
    "summary": "Read an IPsec-VPN connection",
    "permission": "vpc:DescribeVpnConnection",
    "description": "Shows the gateway that a connection belongs to. The answer holds the pre-shared key in clear.",
    "parameters": {
      "Action": "Chooses this operation.",
      "RegionId": "The region of the resource.",
      "VpnConnectionId": "The connection to read."
    },
    "answer": {
      "RequestId": "F2310D45-BCF6-4E2E-9082-B4503844BA4C",
      "VpnConnectionId": "vco-bp1bbi27hojx80nck****",
      "VpnGatewayId": "vpn-bp1q8bgx4xnkm2ogj****",
      "CustomerGatewayId": "cgw-bp1mvj4g9kogwwcxk****",
      "Name": "to-data-center",
      "Status": "ipsec_sa_established",
      "State": "active",
      "LocalSubnet": "10.0.0.0/8",
      "RemoteSubnet": "192.168.0.0/16",
      "CreateTime": 1492753817000,
      "EffectImmediately": true,
      "EnableDpd": true,
      "EnableNatTraversal": true,
      "NetworkType": "public",
      "IkeConfig": {
        "IkeVersion": "ikev1",
        "IkeMode": "main",
        "IkeEncAlg": "aes",
        "IkeAuthAlg": "sha1",
        "IkePfs": "group2",
        "IkeLifetime": 86400,
        "LocalId": "116.28.0.10",
        "RemoteId": "139.34.0.10",
        "Psk": "pgw6dy****"
      },
      "IpsecConfig": {
        "IpsecEncAlg": "aes",
        "IpsecAuthAlg": "sha1",
        "IpsecPfs": "group2",
        "IpsecLifetime": 86400
      },
      "VpnBgpConfig": {
        "Status": "success",
        "TunnelCidr": "169.254.11.0/30",
        "LocalBgpIp": "169.254.11.2",
        "PeerBgpIp": "169.254.11.1",
        "LocalAsn": 65531,
        "PeerAsn": 65530,
        "AuthKey": "AuthKey****"
      },
      "Tags": {
        "Tag": [
          {
            "Key": "team",
            "Value": "network"
          }
        ]
      },
      "ResourceGroupId": "rg-acfmzs372yg****"
    }
  },
  "DescribeVpnConnections": {
    "summary": "List IPsec-VPN connections",
    "permission": "vpc:DescribeVpnConnections",
    "description": "Lists the connections of a region, page by page. The answer holds pre-shared keys in clear.",
    "parameters": {
      "Action": "Chooses this operation.",
      "RegionId": "The region of the resource.",
      "VpnGatewayId": "Only the connections of this gateway.",
      "CustomerGatewayId": "Only the connections to this customer gateway.",
      "VpnConnectionId": "Only this connection.",
      "PageNumber": "Number of the page, from 1.",
      "PageSize": "Entries per page.",
      "Tag": "Only connections that carry each of these tags.",
      "ResourceGroupId": "Only resources of this resource group."
    },
    "answer": {
      "RequestId": "238752DC-0693-49BE-9C85-711D5691D3E5",
      "PageNumber": 1,
      "PageSize": 10,
      "TotalCount": 1,
      "VpnConnections": {
        "VpnConnection": [
          {
            "VpnConnectionId": "vco-bp10lz7aejumd****",
            "VpnGatewayId": "vpn-bp1q8bgx4xnkm****",
            "CustomerGatewayId": "cgw-bp1mvj4g9kogw****",
            "Name": "to-data-center",
            "Status": "ipsec_sa_established",
            "State": "active",
            "LocalSubnet": "192.168.0.0/16,172.17.0.0/16",
            "RemoteSubnet": "10.0.0.0/8,172.16.0.0/16",
            "CreateTime": 1492753817000,
            "EffectImmediately": true,
            "EnableDpd": true,
            "EnableNatTraversal": true,
            "NetworkType": "public",
            "IkeConfig": {
              "IkeVersion": "ikev1",
              "IkeMode": "main",
              "IkeEncAlg": "aes",
              "IkeAuthAlg": "sha1",
              "IkePfs": "group2",
              "IkeLifetime": 86400,
              "LocalId": "116.28.0.10",
              "RemoteId": "139.34.0.10",
              "Psk": "pgw6dy****"
            },
            "IpsecConfig": {
              "IpsecEncAlg": "aes",
              "IpsecAuthAlg": "sha1",
              "IpsecPfs": "group2",
              "IpsecLifetime": 86400
            },
            "VpnBgpConfig": {
              "Status": "success",
              "TunnelCidr": "169.254.11.0/30",
              "LocalBgpIp": "169.254.11.2",
              "PeerBgpIp": "169.254.11.1",
              "LocalAsn": 65531,
              "PeerAsn": 65530,
              "AuthKey": "AuthKey****"
            },
            "Tag": {
              "Tag": [
                {
                  "Key": "team",
                  "Value": "network"
                }
              ]
            },
            "ResourceGroupId": "rg-acfmzs372yg****"
          }
        ]
      }
    }
  },
  "ListIpsecServers": {
    "summary": "List IPsec servers",
    "permission": "vpc:ListIpsecServers",
    "description": "Lists the IPsec servers of a region, page by page. The answer holds pre-shared keys in clear.",
    "parameters": {
      "Action": "Chooses this operation.",
      "RegionId": "The region of the resource.",
      "IpsecServerName": "Only servers of this name.",
      "VpnGatewayId": "Only the server of this gateway.",
      "NextToken": "Token of the next page, from the previous answer.",
      "MaxResults": "Entries per page.",
      "IpsecServerId": "Only these servers.",
      "ResourceGroupId": "Only resources of this resource group."
    },
    "answer": {
      "RequestId": "54B48E3D-DF70-471B-AA93-08E683A1B457",
      "MaxResults": 10,
      "TotalCount": 1,
      "IpsecServers": [
        {
          "IpsecServerId": "iss-bp1bo3xuvcxo7ixll****",
          "IpsecServerName": "remote-workers",
          "VpnGatewayId": "vpn-bp1q8bgx4xnkm2ogj****",
          "RegionId": "cn-hangzhou",
          "CreationTime": "2018-12-03T10:11:55Z",
          "EffectImmediately": false,
          "InternetIp": "47.22.0.11",
          "LocalSubnet": "192.168.0.0/16,172.17.0.0/16",
          "ClientIpPool": "10.0.0.0/24",
          "OnlineClientCount": 1,
          "MaxConnections": 5,
          "MultiFactorAuthEnabled": true,
          "IDaaSInstanceId": "idaas-cn-hangzhou-****",
          "PskEnabled": true,
          "Psk": "pgw6dy7d****",
          "IkeConfig": {
            "IkeVersion": "ikev2",
            "IkeMode": "main",
            "IkeEncAlg": "aes",
            "IkeAuthAlg": "sha1",
            "IkePfs": "group2",
            "IkeLifetime": 86400,
            "LocalId": "116.64.0.10",
            "RemoteId": "139.67.0.10"
          },
          "IpsecConfig": {
            "IpsecEncAlg": "aes",
            "IpsecAuthAlg": "sha1",
            "IpsecPfs": "group2",
            "IpsecLifetime": 86400
          },
          "ResourceGroupId": "rg-acfmzs372yg****"
        }
      ]
    }
  },
  "DescribeRegions": {
    "summary": "List regions",
    "permission": "vpc:DescribeRegions",
    "description": "Lists the regions, each with its endpoint.",
    "parameters": {
      "Action": "Chooses this operation.",
      "ProductType": "Only regions that offer this product.",
      "AcceptLanguage": "Language of the local names."
    },
    "answer": {
      "RequestId": "611CB80C-B6A9-43DB-9E38-0B0AC3D9B58F",
      "Regions": {
        "Region": [
          {
            "RegionId": "cn-hangzhou",
            "LocalName": "China (Hangzhou)",
            "RegionEndpoint": "vpc.cn-hangzhou.aliyuncs.com"
          },
          {
            "RegionId": "eu-central-1",
            "LocalName": "Germany (Frankfurt)",
            "RegionEndpoint": "vpc.eu-central-1.aliyuncs.com"
          },
          {
            "RegionId": "ap-southeast-1",
            "LocalName": "Singapore",
            "RegionEndpoint": "vpc.ap-southeast-1.aliyuncs.com"
          }
        ]
      }
    }
  }
}

/** Parameters that any request of the service's wire may have besides those of its operation. */
export const commonParameters: readonly string[] = [
  "Action",
  "Version",
  "Format",
  "RegionId",
  "AccessKeyId",
  "SecurityToken",
  "Signature",
  "SignatureMethod",
  "SignatureNonce",
  "SignatureType",
  "SignatureVersion",
  "Timestamp",
  "OwnerAccount",
  "OwnerId",
  "ResourceOwnerAccount",
  "ResourceOwnerId"
]

/** Regions that were known when this was released, for hints about a misspelt one; others appear. */
export const knownRegions: readonly string[] = [
  "cn-qingdao",
  "cn-beijing",
  "cn-zhangjiakou",
  "cn-huhehaote",
  "cn-wulanchabu",
  "cn-hangzhou",
  "cn-shanghai",
  "cn-nanjing",
  "cn-fuzhou",
  "cn-shenzhen",
  "cn-heyuan",
  "cn-guangzhou",
  "cn-wuhan-lr",
  "cn-chengdu",
  "cn-zhongwei",
  "cn-zhengzhou-jva",
  "cn-hongkong",
  "cn-beijing-finance-1",
  "cn-hangzhou-finance",
  "cn-shanghai-finance-1",
  "cn-shenzhen-finance-1",
  "cn-north-2-gov-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ap-southeast-8",
  "ap-south-1",
  "eu-central-1",
  "eu-west-1",
  "us-east-1",
  "us-west-1",
  "na-south-1",
  "me-east-1",
  "me-central-1"
]
