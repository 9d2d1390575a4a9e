// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.

export interface components {
    schemas: {
        /** @description Id of a VPN gateway. */
        VpnGatewayId: string;
        /** @description Id of an IPsec-VPN connection. */
        VpnConnectionId: string;
        /** @description Id of an IPsec server. */
        IpsecServerId: string;
        /** @description Id of the request. */
        RequestIdValue: string;
        RequestId: {
            RequestId: components["schemas"]["RequestIdValue"];
        };
        Error: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: string;
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
        };
        Tag: {
            /** @description Key of the tag. */
            Key?: string;
            /** @description Value of the tag. */
            Value?: string;
        };
        /** @description The tags of the resource. */
        Tags: {
            Tag?: components["schemas"]["Tag"][];
        };
        VpnGateway: {
            /** @description Id of the gateway. */
            VpnGatewayId: string;
            /** @description Name of the gateway. */
            Name?: string;
            /** @description Description of the gateway. */
            Description?: string;
            /**
             * @description `active` is free; `updating` works on a change.
             * @enum {string}
             */
            Status: "init" | "provisioning" | "active" | "updating" | "deleting";
            /**
             * @description `FinancialLocked` refuses changes until the account is paid.
             * @enum {string}
             */
            BusinessStatus?: "Normal" | "FinancialLocked";
            /** @description The VPC that the gateway belongs to. */
            VpcId?: string;
            /** @description The vSwitch that the gateway is attached to. */
            VSwitchId?: string;
            /** @description Address of the gateway. */
            InternetIp?: string;
            /** @description Second address of a dual-tunnel gateway. */
            DisasterRecoveryInternetIp?: string;
            /** @description Second vSwitch of a dual-tunnel gateway. */
            DisasterRecoveryVSwitchId?: string;
            /** @description Address for SSL-VPN. */
            SslVpnInternetIp?: string;
            /** @description Bandwidth. */
            Spec?: string;
            /** @description Kind of gateway. */
            VpnType?: string;
            /** @description `public` or `private`. */
            NetworkType?: string;
            /** @description How the gateway is paid. */
            ChargeType?: string;
            /** @description Whether IPsec-VPN is enabled. */
            IpsecVpn?: string;
            /** @description Whether SSL-VPN is enabled. */
            SslVpn?: string;
            /**
             * Format: int64
             * @description Concurrent SSL-VPN clients at most.
             */
            SslMaxConnections?: number;
            /** @description Whether BGP is enabled. */
            EnableBgp?: boolean;
            /** @description Whether BGP routes reach the VPC's route table. */
            AutoPropagate?: boolean;
            /**
             * Format: int64
             * @description When it was made, in milliseconds since 1970.
             */
            CreateTime?: number;
            /**
             * Format: int64
             * @description When it expires, in milliseconds since 1970.
             */
            EndTime?: number;
            /** @description Features of the gateway as a JSON text. */
            Tag?: string;
            Tags?: components["schemas"]["Tags"];
            /** @description Network interfaces of the gateway. */
            EniInstanceIds?: {
                EniInstanceId?: string[];
            };
            /** @description Resource group of the gateway. */
            ResourceGroupId?: string;
            /** @description An order that has yet to take effect. */
            ReservationData?: {
                /** @description State of the order. */
                Status?: string;
                /** @description Kind of order. */
                ReservationOrderType?: string;
                /** @description Whether IPsec-VPN will be enabled. */
                ReservationIpsec?: string;
                /** @description Whether SSL-VPN will be enabled. */
                ReservationSsl?: string;
                /** @description Bandwidth to come. */
                ReservationSpec?: string;
                /**
                 * Format: int32
                 * @description Concurrent SSL-VPN clients to come.
                 */
                ReservationMaxConnections?: number;
                /** @description When the order takes effect. */
                ReservationEndTime?: string;
            };
        };
        /** @description Settings of phase 2. */
        IpsecConfig: {
            /** @description Encryption. */
            IpsecEncAlg?: string;
            /** @description Authentication. */
            IpsecAuthAlg?: string;
            /** @description Diffie-Hellman group. */
            IpsecPfs?: string;
            /**
             * Format: int64
             * @description Lifetime in seconds.
             */
            IpsecLifetime?: number;
        };
        /** @description Settings of phase 1. */
        IkeConfig: {
            /** @description Version of IKE. */
            IkeVersion?: string;
            /** @description Negotiation mode. */
            IkeMode?: string;
            /** @description Encryption. */
            IkeEncAlg?: string;
            /** @description Authentication. */
            IkeAuthAlg?: string;
            /** @description Diffie-Hellman group. */
            IkePfs?: string;
            /**
             * Format: int64
             * @description Lifetime in seconds.
             */
            IkeLifetime?: number;
            /** @description Identity of the gateway. */
            LocalId?: string;
            /** @description Identity of the peer. */
            RemoteId?: string;
        };
        /** @description Settings of phase 1, with the key. */
        ConnectionIkeConfig: components["schemas"]["IkeConfig"] & {
            /**
             * Format: password
             * @description Pre-shared key, in clear.
             */
            Psk?: string;
        };
        VpnConnection: {
            /** @description Id of the connection. */
            VpnConnectionId: string;
            /** @description The gateway it belongs to, where it has one. */
            VpnGatewayId?: string;
            /** @description The customer gateway at its other end. */
            CustomerGatewayId?: string;
            /** @description Name of the connection. */
            Name?: string;
            /** @description State of the negotiation. */
            Status?: string;
            /** @description State of the connection itself. `deleted` is as good as absent. */
            State?: string;
            /** @description `CEN` and `NO_ASSOCIATED` connections have no VPN gateway. */
            AttachType?: string;
            /** @description What it is attached to instead of a gateway. */
            AttachInstanceId?: string;
            /** @description Transit router it is attached to. */
            TransitRouterId?: string;
            /** @description Name of that transit router. */
            TransitRouterName?: string;
            /** @description Whether another account's transit router may use it. */
            CrossAccountAuthorized?: boolean;
            /** @description Networks on the side of the VPC, separated by commas. */
            LocalSubnet?: string;
            /** @description Networks on the side of the data center, separated by commas. */
            RemoteSubnet?: string;
            /** @description Address of the connection's gateway. */
            InternetIp?: string;
            /** @description `public` or `private`. */
            NetworkType?: string;
            /** @description Bandwidth. */
            Spec?: string;
            /**
             * Format: int64
             * @description When it was made, in milliseconds since 1970.
             */
            CreateTime?: number;
            /** @description Whether negotiation starts at once. */
            EffectImmediately?: boolean;
            /** @description Whether dead peers are detected. */
            EnableDpd?: boolean;
            /** @description Whether NAT traversal is enabled. */
            EnableNatTraversal?: boolean;
            /** @description Whether its tunnels use BGP. */
            EnableTunnelsBgp?: boolean;
            /** @description CA certificate of the peer. */
            RemoteCaCertificate?: string;
            IkeConfig?: components["schemas"]["ConnectionIkeConfig"];
            IpsecConfig?: components["schemas"]["IpsecConfig"];
            /** @description Health check. */
            VcoHealthCheck?: {
                /** @description Whether it is enabled. */
                Enable?: string;
                /** @description Last result. */
                Status?: string;
                /** @description Destination address. */
                Dip?: string;
                /** @description Source address. */
                Sip?: string;
                /**
                 * Format: int32
                 * @description Seconds between two checks.
                 */
                Interval?: number;
                /**
                 * Format: int32
                 * @description Checks before it counts as failed.
                 */
                Retry?: number;
                /** @description What happens to routes when it fails. */
                Policy?: string;
            };
            /** @description BGP settings. */
            VpnBgpConfig?: {
                /** @description Whether BGP is enabled. */
                EnableBgp?: string;
                /** @description State of BGP. */
                Status?: string;
                /** @description Network of the tunnel. */
                TunnelCidr?: string;
                /** @description BGP address of the gateway. */
                LocalBgpIp?: string;
                /** @description BGP address of the peer. */
                PeerBgpIp?: string;
                /**
                 * Format: int64
                 * @description AS number of the gateway.
                 */
                LocalAsn?: number;
                /**
                 * Format: int64
                 * @description AS number of the peer.
                 */
                PeerAsn?: number;
                /**
                 * Format: password
                 * @description Key of the BGP session, in clear.
                 */
                AuthKey?: string;
            };
            /** @description The tunnels of a dual-tunnel connection. */
            TunnelOptionsSpecification?: {
                TunnelOptions?: components["schemas"]["Tunnel"][];
            };
            /** @description Resource group of the connection. */
            ResourceGroupId?: string;
        };
        Tunnel: {
            /** @description Id of the tunnel. */
            TunnelId?: string;
            /**
             * Format: int32
             * @description Order of creation.
             */
            TunnelIndex?: number;
            /** @description `master` or `slave`. */
            Role?: string;
            /** @description State of the tunnel. */
            State?: string;
            /** @description State of the negotiation. */
            Status?: string;
            /** @description The customer gateway at its other end. */
            CustomerGatewayId?: string;
            /** @description Whether dead peers are detected. */
            EnableDpd?: string;
            /** @description Whether NAT traversal is enabled. */
            EnableNatTraversal?: string;
            /** @description Address of the tunnel. */
            InternetIp?: string;
            /** @description Zone of the tunnel. */
            ZoneNo?: string;
            /** @description CA certificate of the peer. */
            RemoteCaCertificate?: string;
            /** @description BGP settings of the tunnel. */
            TunnelBgpConfig?: {
                /** @description State of BGP. */
                BgpStatus?: string;
                /** @description Network of the tunnel. */
                TunnelCidr?: string;
                /** @description BGP address of the gateway. */
                LocalBgpIp?: string;
                /** @description BGP address of the peer. */
                PeerBgpIp?: string;
                /** @description AS number of the gateway. */
                LocalAsn?: string;
                /** @description AS number of the peer. */
                PeerAsn?: string;
            };
            /** @description Settings of phase 1 of the tunnel. */
            TunnelIkeConfig?: {
                /** @description Version of IKE. */
                IkeVersion?: string;
                /** @description Negotiation mode. */
                IkeMode?: string;
                /** @description Encryption. */
                IkeEncAlg?: string;
                /** @description Authentication. */
                IkeAuthAlg?: string;
                /** @description Diffie-Hellman group. */
                IkePfs?: string;
                /** @description Lifetime in seconds. */
                IkeLifetime?: string;
                /** @description Identity of the gateway. */
                LocalId?: string;
                /** @description Identity of the peer. */
                RemoteId?: string;
                /**
                 * Format: password
                 * @description Pre-shared key, in clear.
                 */
                Psk?: string;
            };
            /** @description Settings of phase 2 of the tunnel. */
            TunnelIpsecConfig?: {
                /** @description Encryption. */
                IpsecEncAlg?: string;
                /** @description Authentication. */
                IpsecAuthAlg?: string;
                /** @description Diffie-Hellman group. */
                IpsecPfs?: string;
                /** @description Lifetime in seconds. */
                IpsecLifetime?: string;
            };
        };
        IpsecServer: {
            /** @description Id of the server. */
            IpsecServerId: string;
            /** @description Name of the server. */
            IpsecServerName?: string;
            /** @description The gateway it belongs to. */
            VpnGatewayId?: string;
            /** @description Region of the server. */
            RegionId?: string;
            /** @description When it was made, as a UTC time. */
            CreationTime?: string;
            /** @description Whether negotiation starts at once. */
            EffectImmediately?: boolean;
            /** @description Address that clients dial. */
            InternetIp?: string;
            /** @description Networks on the side of the VPC, separated by commas. */
            LocalSubnet?: string;
            /** @description Network that clients get addresses from. */
            ClientIpPool?: string;
            /**
             * Format: int32
             * @description Clients connected now.
             */
            OnlineClientCount?: number;
            /**
             * Format: int32
             * @description Concurrent clients at most.
             */
            MaxConnections?: number;
            /** @description Whether clients need a second factor. */
            MultiFactorAuthEnabled?: boolean;
            /** @description Identity service for the second factor. */
            IDaaSInstanceId?: string;
            /** @description Whether clients use a pre-shared key. */
            PskEnabled?: boolean;
            /**
             * Format: password
             * @description Pre-shared key, in clear.
             */
            Psk?: string;
            IkeConfig?: components["schemas"]["IkeConfig"];
            IpsecConfig?: components["schemas"]["IpsecConfig"];
            /** @description Resource group of the server. */
            ResourceGroupId?: string;
        };
    };
    responses: never;
    parameters: {
        /**
         * @description The region of the resource.
         * @example cn-hangzhou
         */
        RegionId: string;
        /**
         * @description Idempotency token. The same token with the same parameters gets the same answer again, and nothing is done twice;
         *     with other parameters it is refused. Without one the service takes the request id, which protects no repeat.
         * @example 02fb3da4-130e-11e9-8e44-0016e04115b
         */
        ClientToken: string;
        /**
         * @description Only resources of this resource group.
         * @example rg-acfmzs372yg****
         */
        ResourceGroupId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    DeleteVpnConnection: {
        parameters: {
            query: {
                /** @description Chooses this operation. */
                Action: "DeleteVpnConnection";
                /**
                 * @description The region of the resource.
                 * @example cn-hangzhou
                 */
                RegionId: components["parameters"]["RegionId"];
                /**
                 * @description The connection to delete.
                 * @example vco-bp1bbi27hojx80nck****
                 */
                VpnConnectionId: components["schemas"]["VpnConnectionId"];
                /**
                 * @description Idempotency token. The same token with the same parameters gets the same answer again, and nothing is done twice;
                 *     with other parameters it is refused. Without one the service takes the request id, which protects no repeat.
                 * @example 02fb3da4-130e-11e9-8e44-0016e04115b
                 */
                ClientToken?: components["parameters"]["ClientToken"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deletion was accepted and runs in the background. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestId"];
                };
            };
        };
    };
    DeleteIpsecServer: {
        parameters: {
            query: {
                /** @description Chooses this operation. */
                Action: "DeleteIpsecServer";
                /**
                 * @description The region of the resource.
                 * @example cn-hangzhou
                 */
                RegionId: components["parameters"]["RegionId"];
                /**
                 * @description The server to delete.
                 * @example iss-bp1jougp8cfsbo8y9****
                 */
                IpsecServerId: components["schemas"]["IpsecServerId"];
                /**
                 * @description Idempotency token. The same token with the same parameters gets the same answer again, and nothing is done twice;
                 *     with other parameters it is refused. Without one the service takes the request id, which protects no repeat.
                 * @example 02fb3da4-130e-11e9-8e44-0016e04115b
                 */
                ClientToken?: components["parameters"]["ClientToken"];
                /**
                 * @description `true` checks the request and deletes nothing: a request that would be accepted is answered with an error code
                 *     that says so. `false`, the default, checks it and deletes.
                 * @example false
                 */
                DryRun?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deletion was accepted and runs in the background. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestId"];
                };
            };
        };
    };
    DescribeVpnGateway: {
        parameters: {
            query: {
                /** @description Chooses this operation. */
                Action: "DescribeVpnGateway";
                /**
                 * @description The region of the resource.
                 * @example cn-hangzhou
                 */
                RegionId: components["parameters"]["RegionId"];
                /**
                 * @description The gateway to read.
                 * @example vpn-bp1r3v1xqkl0w519g****
                 */
                VpnGatewayId: components["schemas"]["VpnGatewayId"];
                /**
                 * @description Also answer with orders that have yet to take effect.
                 * @example true
                 */
                IncludeReservationData?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gateway. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestId"] & components["schemas"]["VpnGateway"];
                };
            };
        };
    };
    DescribeVpnConnection: {
        parameters: {
            query: {
                /** @description Chooses this operation. */
                Action: "DescribeVpnConnection";
                /**
                 * @description The region of the resource.
                 * @example cn-hangzhou
                 */
                RegionId: components["parameters"]["RegionId"];
                /**
                 * @description The connection to read.
                 * @example vco-bp1bbi27hojx80nck****
                 */
                VpnConnectionId: components["schemas"]["VpnConnectionId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestId"] & components["schemas"]["VpnConnection"] & {
                        /** @description Zone of the gateway's address. */
                        ZoneNo?: string;
                        Tags?: components["schemas"]["Tags"];
                    };
                };
            };
        };
    };
    DescribeVpnConnections: {
        parameters: {
            query: {
                /** @description Chooses this operation. */
                Action: "DescribeVpnConnections";
                /**
                 * @description The region of the resource.
                 * @example cn-hangzhou
                 */
                RegionId: components["parameters"]["RegionId"];
                /**
                 * @description Only the connections of this gateway.
                 * @example vpn-bp1q8bgx4xnkx****
                 */
                VpnGatewayId?: components["schemas"]["VpnGatewayId"];
                /**
                 * @description Only the connections to this customer gateway.
                 * @example cgw-bp1mvj4g9kogw****
                 */
                CustomerGatewayId?: string;
                /**
                 * @description Only this connection.
                 * @example vco-bp10lz7aejumd****
                 */
                VpnConnectionId?: components["schemas"]["VpnConnectionId"];
                /**
                 * @description The page to answer with, from 1.
                 * @example 1
                 */
                PageNumber?: number;
                /**
                 * @description Entries on a page.
                 * @example 10
                 */
                PageSize?: number;
                /** @description Only connections that carry each of these tags. */
                Tag?: components["schemas"]["Tag"][];
                /**
                 * @description Only resources of this resource group.
                 * @example rg-acfmzs372yg****
                 */
                ResourceGroupId?: components["parameters"]["ResourceGroupId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of connections. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        RequestId: components["schemas"]["RequestIdValue"];
                        /**
                         * Format: int32
                         * @description The page.
                         */
                        PageNumber?: number;
                        /**
                         * Format: int32
                         * @description Entries on a page.
                         */
                        PageSize?: number;
                        /**
                         * Format: int32
                         * @description Entries on all pages.
                         */
                        TotalCount?: number;
                        /** @description The connections of this page. */
                        VpnConnections?: {
                            VpnConnection?: (components["schemas"]["VpnConnection"] & {
                                Tag?: components["schemas"]["Tags"];
                            })[];
                        };
                    };
                };
            };
        };
    };
    ListIpsecServers: {
        parameters: {
            query: {
                /** @description Chooses this operation. */
                Action: "ListIpsecServers";
                /**
                 * @description The region of the resource.
                 * @example cn-hangzhou
                 */
                RegionId: components["parameters"]["RegionId"];
                /**
                 * @description Only servers of this name.
                 * @example test
                 */
                IpsecServerName?: string;
                /**
                 * @description Only the server of this gateway.
                 * @example vpn-bp1q8bgx4xnkm2ogj****
                 */
                VpnGatewayId?: components["schemas"]["VpnGatewayId"];
                /**
                 * @description Where the page before left off.
                 * @example caeba0bbb2be03f84eb48b699f0a****
                 */
                NextToken?: string;
                /**
                 * @description Entries on a page.
                 * @example 10
                 */
                MaxResults?: number;
                /**
                 * @description Only these servers.
                 * @example [
                 *       "iss-bp1bo3xuvcxo7ixll****"
                 *     ]
                 */
                IpsecServerId?: components["schemas"]["IpsecServerId"][];
                /**
                 * @description Only resources of this resource group.
                 * @example rg-acfmzs372yg****
                 */
                ResourceGroupId?: components["parameters"]["ResourceGroupId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of servers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        RequestId: components["schemas"]["RequestIdValue"];
                        /** @description Where the next page starts; absent or empty on the last one. */
                        NextToken?: string;
                        /**
                         * Format: int32
                         * @description Entries on a page.
                         */
                        MaxResults?: number;
                        /**
                         * Format: int32
                         * @description Entries on all pages.
                         */
                        TotalCount?: number;
                        /** @description The servers of this page. */
                        IpsecServers?: components["schemas"]["IpsecServer"][];
                    };
                };
            };
        };
    };
    DescribeRegions: {
        parameters: {
            query: {
                /** @description Chooses this operation. */
                Action: "DescribeRegions";
                /**
                 * @description Only regions that offer this product.
                 * @example VPC
                 */
                ProductType?: string;
                /**
                 * @description Language of the local names.
                 * @example en-US
                 */
                AcceptLanguage?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The regions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        RequestId: components["schemas"]["RequestIdValue"];
                        /** @description The regions. */
                        Regions?: {
                            Region?: {
                                /** @description Id of the region. */
                                RegionId?: string;
                                /** @description Name in the language asked for. */
                                LocalName?: string;
                                /** @description Host name of the region's endpoint. */
                                RegionEndpoint?: string;
                            }[];
                        };
                    };
                };
            };
        };
    };
}
