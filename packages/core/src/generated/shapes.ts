// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.
import type { AnswerShape } from '../metadata.ts'
import type { OperationName } from './names.ts'

export const answerShapes: Readonly<Record<OperationName, AnswerShape>> = {
  "DeleteVpnConnection": {
    "RequestId": "string"
  },
  "DeleteIpsecServer": {
    "RequestId": "string"
  },
  "DescribeVpnGateway": {
    "RequestId": "string",
    "VpnGatewayId": "string",
    "Name": "string",
    "Description": "string",
    "Status": "string",
    "BusinessStatus": "string",
    "VpcId": "string",
    "VSwitchId": "string",
    "InternetIp": "string",
    "DisasterRecoveryInternetIp": "string",
    "DisasterRecoveryVSwitchId": "string",
    "SslVpnInternetIp": "string",
    "Spec": "string",
    "VpnType": "string",
    "NetworkType": "string",
    "ChargeType": "string",
    "IpsecVpn": "string",
    "SslVpn": "string",
    "SslMaxConnections": "integer",
    "EnableBgp": "boolean",
    "AutoPropagate": "boolean",
    "CreateTime": "integer",
    "EndTime": "integer",
    "Tag": "string",
    "Tags": {
      "Tag": [
        {
          "Key": "string",
          "Value": "string"
        }
      ]
    },
    "EniInstanceIds": {
      "EniInstanceId": [
        "string"
      ]
    },
    "ResourceGroupId": "string",
    "ReservationData": {
      "Status": "string",
      "ReservationOrderType": "string",
      "ReservationIpsec": "string",
      "ReservationSsl": "string",
      "ReservationSpec": "string",
      "ReservationMaxConnections": "integer",
      "ReservationEndTime": "string"
    }
  },
  "DescribeVpnGateways": {
    "RequestId": "string",
    "PageNumber": "integer",
    "PageSize": "integer",
    "TotalCount": "integer",
    "VpnGateways": {
      "VpnGateway": [
        {
          "VpnGatewayId": "string",
          "Name": "string",
          "Description": "string",
          "Status": "string",
          "BusinessStatus": "string",
          "VpcId": "string",
          "VSwitchId": "string",
          "InternetIp": "string",
          "DisasterRecoveryInternetIp": "string",
          "DisasterRecoveryVSwitchId": "string",
          "SslVpnInternetIp": "string",
          "Spec": "string",
          "VpnType": "string",
          "NetworkType": "string",
          "ChargeType": "string",
          "IpsecVpn": "string",
          "SslVpn": "string",
          "SslMaxConnections": "integer",
          "EnableBgp": "boolean",
          "AutoPropagate": "boolean",
          "CreateTime": "integer",
          "EndTime": "integer",
          "Tag": "string",
          "Tags": {
            "Tag": [
              {
                "Key": "string",
                "Value": "string"
              }
            ]
          },
          "EniInstanceIds": {
            "EniInstanceId": [
              "string"
            ]
          },
          "ResourceGroupId": "string",
          "ReservationData": {
            "Status": "string",
            "ReservationOrderType": "string",
            "ReservationIpsec": "string",
            "ReservationSsl": "string",
            "ReservationSpec": "string",
            "ReservationMaxConnections": "integer",
            "ReservationEndTime": "string"
          }
        }
      ]
    }
  },
  "DescribeVpnConnection": {
    "RequestId": "string",
    "VpnConnectionId": "string",
    "VpnGatewayId": "string",
    "CustomerGatewayId": "string",
    "Name": "string",
    "Status": "string",
    "State": "string",
    "AttachType": "string",
    "AttachInstanceId": "string",
    "TransitRouterId": "string",
    "TransitRouterName": "string",
    "CrossAccountAuthorized": "boolean",
    "LocalSubnet": "string",
    "RemoteSubnet": "string",
    "InternetIp": "string",
    "NetworkType": "string",
    "Spec": "string",
    "CreateTime": "integer",
    "EffectImmediately": "boolean",
    "EnableDpd": "boolean",
    "EnableNatTraversal": "boolean",
    "EnableTunnelsBgp": "boolean",
    "RemoteCaCertificate": "string",
    "IkeConfig": {
      "IkeVersion": "string",
      "IkeMode": "string",
      "IkeEncAlg": "string",
      "IkeAuthAlg": "string",
      "IkePfs": "string",
      "IkeLifetime": "integer",
      "LocalId": "string",
      "RemoteId": "string",
      "Psk": "secret"
    },
    "IpsecConfig": {
      "IpsecEncAlg": "string",
      "IpsecAuthAlg": "string",
      "IpsecPfs": "string",
      "IpsecLifetime": "integer"
    },
    "VcoHealthCheck": {
      "Enable": "string",
      "Status": "string",
      "Dip": "string",
      "Sip": "string",
      "Interval": "integer",
      "Retry": "integer",
      "Policy": "string"
    },
    "VpnBgpConfig": {
      "EnableBgp": "string",
      "Status": "string",
      "TunnelCidr": "string",
      "LocalBgpIp": "string",
      "PeerBgpIp": "string",
      "LocalAsn": "integer",
      "PeerAsn": "integer",
      "AuthKey": "secret"
    },
    "TunnelOptionsSpecification": {
      "TunnelOptions": [
        {
          "TunnelId": "string",
          "TunnelIndex": "integer",
          "Role": "string",
          "State": "string",
          "Status": "string",
          "CustomerGatewayId": "string",
          "EnableDpd": "string",
          "EnableNatTraversal": "string",
          "InternetIp": "string",
          "ZoneNo": "string",
          "RemoteCaCertificate": "string",
          "TunnelBgpConfig": {
            "BgpStatus": "string",
            "TunnelCidr": "string",
            "LocalBgpIp": "string",
            "PeerBgpIp": "string",
            "LocalAsn": "string",
            "PeerAsn": "string"
          },
          "TunnelIkeConfig": {
            "IkeVersion": "string",
            "IkeMode": "string",
            "IkeEncAlg": "string",
            "IkeAuthAlg": "string",
            "IkePfs": "string",
            "IkeLifetime": "string",
            "LocalId": "string",
            "RemoteId": "string",
            "Psk": "secret"
          },
          "TunnelIpsecConfig": {
            "IpsecEncAlg": "string",
            "IpsecAuthAlg": "string",
            "IpsecPfs": "string",
            "IpsecLifetime": "string"
          }
        }
      ]
    },
    "ResourceGroupId": "string",
    "ZoneNo": "string",
    "Tags": {
      "Tag": [
        {
          "Key": "string",
          "Value": "string"
        }
      ]
    }
  },
  "DescribeVpnConnections": {
    "RequestId": "string",
    "PageNumber": "integer",
    "PageSize": "integer",
    "TotalCount": "integer",
    "VpnConnections": {
      "VpnConnection": [
        {
          "VpnConnectionId": "string",
          "VpnGatewayId": "string",
          "CustomerGatewayId": "string",
          "Name": "string",
          "Status": "string",
          "State": "string",
          "AttachType": "string",
          "AttachInstanceId": "string",
          "TransitRouterId": "string",
          "TransitRouterName": "string",
          "CrossAccountAuthorized": "boolean",
          "LocalSubnet": "string",
          "RemoteSubnet": "string",
          "InternetIp": "string",
          "NetworkType": "string",
          "Spec": "string",
          "CreateTime": "integer",
          "EffectImmediately": "boolean",
          "EnableDpd": "boolean",
          "EnableNatTraversal": "boolean",
          "EnableTunnelsBgp": "boolean",
          "RemoteCaCertificate": "string",
          "IkeConfig": {
            "IkeVersion": "string",
            "IkeMode": "string",
            "IkeEncAlg": "string",
            "IkeAuthAlg": "string",
            "IkePfs": "string",
            "IkeLifetime": "integer",
            "LocalId": "string",
            "RemoteId": "string",
            "Psk": "secret"
          },
          "IpsecConfig": {
            "IpsecEncAlg": "string",
            "IpsecAuthAlg": "string",
            "IpsecPfs": "string",
            "IpsecLifetime": "integer"
          },
          "VcoHealthCheck": {
            "Enable": "string",
            "Status": "string",
            "Dip": "string",
            "Sip": "string",
            "Interval": "integer",
            "Retry": "integer",
            "Policy": "string"
          },
          "VpnBgpConfig": {
            "EnableBgp": "string",
            "Status": "string",
            "TunnelCidr": "string",
            "LocalBgpIp": "string",
            "PeerBgpIp": "string",
            "LocalAsn": "integer",
            "PeerAsn": "integer",
            "AuthKey": "secret"
          },
          "TunnelOptionsSpecification": {
            "TunnelOptions": [
              {
                "TunnelId": "string",
                "TunnelIndex": "integer",
                "Role": "string",
                "State": "string",
                "Status": "string",
                "CustomerGatewayId": "string",
                "EnableDpd": "string",
                "EnableNatTraversal": "string",
                "InternetIp": "string",
                "ZoneNo": "string",
                "RemoteCaCertificate": "string",
                "TunnelBgpConfig": {
                  "BgpStatus": "string",
                  "TunnelCidr": "string",
                  "LocalBgpIp": "string",
                  "PeerBgpIp": "string",
                  "LocalAsn": "string",
                  "PeerAsn": "string"
                },
                "TunnelIkeConfig": {
                  "IkeVersion": "string",
                  "IkeMode": "string",
                  "IkeEncAlg": "string",
                  "IkeAuthAlg": "string",
                  "IkePfs": "string",
                  "IkeLifetime": "string",
                  "LocalId": "string",
                  "RemoteId": "string",
                  "Psk": "secret"
                },
                "TunnelIpsecConfig": {
                  "IpsecEncAlg": "string",
                  "IpsecAuthAlg": "string",
                  "IpsecPfs": "string",
                  "IpsecLifetime": "string"
                }
              }
            ]
          },
          "ResourceGroupId": "string",
          "Tag": {
            "Tag": [
              {
                "Key": "string",
                "Value": "string"
              }
            ]
          }
        }
      ]
    }
  },
  "ListIpsecServers": {
    "RequestId": "string",
    "NextToken": "string",
    "MaxResults": "integer",
    "TotalCount": "integer",
    "IpsecServers": [
      {
        "IpsecServerId": "string",
        "IpsecServerName": "string",
        "VpnGatewayId": "string",
        "RegionId": "string",
        "CreationTime": "string",
        "EffectImmediately": "boolean",
        "InternetIp": "string",
        "LocalSubnet": "string",
        "ClientIpPool": "string",
        "OnlineClientCount": "integer",
        "MaxConnections": "integer",
        "MultiFactorAuthEnabled": "boolean",
        "IDaaSInstanceId": "string",
        "PskEnabled": "boolean",
        "Psk": "secret",
        "IkeConfig": {
          "IkeVersion": "string",
          "IkeMode": "string",
          "IkeEncAlg": "string",
          "IkeAuthAlg": "string",
          "IkePfs": "string",
          "IkeLifetime": "integer",
          "LocalId": "string",
          "RemoteId": "string"
        },
        "IpsecConfig": {
          "IpsecEncAlg": "string",
          "IpsecAuthAlg": "string",
          "IpsecPfs": "string",
          "IpsecLifetime": "integer"
        },
        "ResourceGroupId": "string"
      }
    ]
  },
  "DescribeRegions": {
    "RequestId": "string",
    "Regions": {
      "Region": [
        {
          "RegionId": "string",
          "LocalName": "string",
          "RegionEndpoint": "string"
        }
      ]
    }
  }
}
