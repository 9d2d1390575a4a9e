// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.

export interface paths {
    "/DeleteVpnConnection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete an IPsec-VPN connection
         * @description Starts the deletion and answers at once. Until it ends the gateway refuses other changes. Traffic between the VPC
         *     and the data center behind the connection stops.
         */
        post: operations["DeleteVpnConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/DeleteIpsecServer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete an IPsec server
         * @description Starts the deletion and answers at once. Until it ends the gateway refuses other changes. Clients that dial in
         *     through the server lose their connection.
         */
        post: operations["DeleteIpsecServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/DescribeVpnGateway": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a VPN gateway
         * @description Shows whether the gateway is free (`active`) or works on a change (`updating`).
         */
        get: operations["DescribeVpnGateway"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/DescribeVpnGateways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List VPN gateways
         * @description Lists the gateways of a region, page by page.
         */
        get: operations["DescribeVpnGateways"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/DescribeVpnConnection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an IPsec-VPN connection
         * @description Shows the gateway that a connection belongs to. The answer holds the pre-shared key in clear.
         */
        get: operations["DescribeVpnConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/DescribeVpnConnections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List IPsec-VPN connections
         * @description Lists the connections of a region, page by page. The answer holds pre-shared keys in clear.
         */
        get: operations["DescribeVpnConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ListIpsecServers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List IPsec servers
         * @description Lists the IPsec servers of a region, page by page. The answer holds pre-shared keys in clear.
         */
        get: operations["ListIpsecServers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/DescribeRegions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List regions
         * @description Lists the regions, each with its endpoint.
         */
        get: operations["DescribeRegions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
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
        ConnectionIkeConfig: {
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
            /**
             * Format: password
             * @description Pre-shared key, in clear.
             */
            Psk?: string;
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
            /** @description State of the tunnel. `deleting` and `detaching` say that the connection is being deleted. */
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
        DeleteVpnConnectionParameters: {
            /** @description The region of the resource. */
            RegionId?: string;
            /** @description The connection to delete. */
            VpnConnectionId: components["schemas"]["VpnConnectionId"];
            /**
             * @description Idempotency token. The same token with the same parameters gets the same answer again, and nothing is done twice;
             *     with other parameters it is refused. Without one the service takes the request id, which protects no repeat.
             */
            ClientToken?: string;
        };
        DeleteVpnConnectionAnswer: {
            RequestId: components["schemas"]["RequestIdValue"];
            /**
             * @description The resource was there before the first attempt and absent at a repeat: it is deleted.
             * @constant
             */
            alreadyGone?: true;
        };
        DeleteIpsecServerParameters: {
            /** @description The region of the resource. */
            RegionId?: string;
            /** @description The server to delete. */
            IpsecServerId: components["schemas"]["IpsecServerId"];
            /**
             * @description Idempotency token. The same token with the same parameters gets the same answer again, and nothing is done twice;
             *     with other parameters it is refused. Without one the service takes the request id, which protects no repeat.
             */
            ClientToken?: string;
            /**
             * @description `true`, as a text, checks the request and deletes nothing. `false`, the default, checks it and deletes.
             * @enum {string}
             */
            DryRun?: "true" | "false";
        };
        DeleteIpsecServerAnswer: {
            RequestId: components["schemas"]["RequestIdValue"];
            /**
             * @description The resource was there before the first attempt and absent at a repeat: it is deleted.
             * @constant
             */
            alreadyGone?: true;
            /**
             * @description The dry run found nothing that would refuse the call; nothing was changed.
             * @constant
             */
            dryRun?: "passed";
        };
        DescribeVpnGatewayAnswer: {
            RequestId: components["schemas"]["RequestIdValue"];
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
        DescribeVpnGatewaysAnswer: {
            RequestId: components["schemas"]["RequestIdValue"];
            /**
             * Format: int32
             * @description The page.
             */
            PageNumber?: number;
            /**
             * Format: int32
             * @description Entries per page.
             */
            PageSize?: number;
            /**
             * Format: int32
             * @description Entries on all pages.
             */
            TotalCount?: number;
            /** @description The gateways of this page. */
            VpnGateways?: {
                VpnGateway?: components["schemas"]["VpnGateway"][];
            };
        };
        DescribeVpnConnectionAnswer: {
            RequestId: components["schemas"]["RequestIdValue"];
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
            /** @description State of the connection itself. `deleting` and `detaching` say that it is being deleted; `deleted` is as good as absent. */
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
            /** @description Zone of the gateway's address. */
            ZoneNo?: string;
            Tags?: components["schemas"]["Tags"];
        };
        DescribeVpnConnectionsAnswer: {
            RequestId: components["schemas"]["RequestIdValue"];
            /**
             * Format: int32
             * @description The page.
             */
            PageNumber?: number;
            /**
             * Format: int32
             * @description Entries per page.
             */
            PageSize?: number;
            /**
             * Format: int32
             * @description Entries on all pages.
             */
            TotalCount?: number;
            /** @description The connections of this page. */
            VpnConnections?: {
                VpnConnection?: {
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
                    /** @description State of the connection itself. `deleting` and `detaching` say that it is being deleted; `deleted` is as good as absent. */
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
                    Tag?: components["schemas"]["Tags"];
                }[];
            };
        };
        ListIpsecServersAnswer: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Where the next page starts; absent or empty on the last one. */
            NextToken?: string;
            /**
             * Format: int32
             * @description Entries per page.
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
        DescribeRegionsAnswer: {
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
        DeleteVpnConnectionError400: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "VpnGateway.Configuring" | "VpnTask.CONFLICT" | "VpnGateway.FinancialLocked" | "InternalError" | "InvalidVpnGatewayInstanceId.NotFound" | "NoSuchVersion" | "MissingParameter" | "InvalidParameter" | "InvalidParameter.Format" | "InvalidAccessKeyId.Inactive" | "MissingSecurityToken" | "InvalidSecurityToken.Expired" | "InvalidSecurityToken.MismatchWithAccessKey" | "InvalidSecurityToken.Malformed" | "InvalidTimeStamp.Format" | "InvalidTimeStamp.Expired" | "SignatureNonceUsed" | "SignatureDoesNotMatch" | "IncompleteSignature" | "InvalidSignatureMethod" | "Throttling.User" | "Throttling.Api" | "IdempotentParameterMismatch" | "IllegalParam.ClientToken" | "TaskConflict" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DeleteVpnConnectionError403: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "Forbidden" | "Forbbiden.SubUser" | "Forbidden.AccessKeyDisabled" | "InvalidProtocol.NeedSsl" | "Forbidden.RAM" | "NoPermission" | "LastTokenProcessing" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DeleteVpnConnectionError404: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "InvalidVpnConnectionInstanceId.NotFound" | "InvalidAction.NotFound" | "InvalidAccessKeyId.NotFound" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DeleteIpsecServerError400: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "VpnGateway.Configuring" | "NoSuchVersion" | "MissingParameter" | "InvalidParameter" | "InvalidParameter.Format" | "InvalidAccessKeyId.Inactive" | "MissingSecurityToken" | "InvalidSecurityToken.Expired" | "InvalidSecurityToken.MismatchWithAccessKey" | "InvalidSecurityToken.Malformed" | "InvalidTimeStamp.Format" | "InvalidTimeStamp.Expired" | "SignatureNonceUsed" | "SignatureDoesNotMatch" | "IncompleteSignature" | "InvalidSignatureMethod" | "Throttling.User" | "Throttling.Api" | "IdempotentParameterMismatch" | "IllegalParam.ClientToken" | "TaskConflict" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DeleteIpsecServerError403: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "Forbidden" | "Forbidden.AccessKeyDisabled" | "InvalidProtocol.NeedSsl" | "Forbidden.RAM" | "NoPermission" | "LastTokenProcessing" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DeleteIpsecServerError404: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "InvalidIpsecServerId.NotFound" | "InvalidAction.NotFound" | "InvalidAccessKeyId.NotFound" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DeleteIpsecServerError409: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "OperationConflict" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeVpnGatewayError400: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "NoSuchVersion" | "MissingParameter" | "InvalidParameter" | "InvalidParameter.Format" | "InvalidAccessKeyId.Inactive" | "MissingSecurityToken" | "InvalidSecurityToken.Expired" | "InvalidSecurityToken.MismatchWithAccessKey" | "InvalidSecurityToken.Malformed" | "InvalidTimeStamp.Format" | "InvalidTimeStamp.Expired" | "SignatureNonceUsed" | "SignatureDoesNotMatch" | "IncompleteSignature" | "InvalidSignatureMethod" | "Throttling.User" | "Throttling.Api" | "IdempotentParameterMismatch" | "IllegalParam.ClientToken" | "TaskConflict" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeVpnGatewayError403: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "Forbidden" | "Forbbiden.SubUser" | "Forbidden.AccessKeyDisabled" | "InvalidProtocol.NeedSsl" | "Forbidden.RAM" | "NoPermission" | "LastTokenProcessing" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeVpnGatewayError404: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "InvalidVpnGatewayInstanceId.NotFound" | "InvalidAction.NotFound" | "InvalidAccessKeyId.NotFound" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeVpnGatewaysError400: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "InvalidParameter.TagKey" | "InvalidParameter.TagValue" | "Duplicated.TagKey" | "InternalError" | "NoSuchVersion" | "MissingParameter" | "InvalidParameter" | "InvalidParameter.Format" | "InvalidAccessKeyId.Inactive" | "MissingSecurityToken" | "InvalidSecurityToken.Expired" | "InvalidSecurityToken.MismatchWithAccessKey" | "InvalidSecurityToken.Malformed" | "InvalidTimeStamp.Format" | "InvalidTimeStamp.Expired" | "SignatureNonceUsed" | "SignatureDoesNotMatch" | "IncompleteSignature" | "InvalidSignatureMethod" | "Throttling.User" | "Throttling.Api" | "IdempotentParameterMismatch" | "IllegalParam.ClientToken" | "TaskConflict" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeVpnGatewaysError403: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "Forbidden.SubUser" | "Forbidden" | "Forbidden.AccessKeyDisabled" | "InvalidProtocol.NeedSsl" | "Forbidden.RAM" | "NoPermission" | "LastTokenProcessing" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeVpnConnectionError400: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "NoSuchVersion" | "MissingParameter" | "InvalidParameter" | "InvalidParameter.Format" | "InvalidAccessKeyId.Inactive" | "MissingSecurityToken" | "InvalidSecurityToken.Expired" | "InvalidSecurityToken.MismatchWithAccessKey" | "InvalidSecurityToken.Malformed" | "InvalidTimeStamp.Format" | "InvalidTimeStamp.Expired" | "SignatureNonceUsed" | "SignatureDoesNotMatch" | "IncompleteSignature" | "InvalidSignatureMethod" | "Throttling.User" | "Throttling.Api" | "IdempotentParameterMismatch" | "IllegalParam.ClientToken" | "TaskConflict" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeVpnConnectionError403: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "Forbidden" | "Forbbiden.SubUser" | "Forbidden.AccessKeyDisabled" | "InvalidProtocol.NeedSsl" | "Forbidden.RAM" | "NoPermission" | "LastTokenProcessing" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeVpnConnectionError404: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "InvalidVpnConnectionInstanceId.NotFound" | "InvalidAction.NotFound" | "InvalidAccessKeyId.NotFound" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeVpnConnectionsError400: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "Forbidden.TagKey.Duplicated" | "SizeLimitExceeded.TagNum" | "InvalidParameter.TagValue" | "InvalidParameter.TagKey" | "Duplicated.TagKey" | "NoSuchVersion" | "MissingParameter" | "InvalidParameter" | "InvalidParameter.Format" | "InvalidAccessKeyId.Inactive" | "MissingSecurityToken" | "InvalidSecurityToken.Expired" | "InvalidSecurityToken.MismatchWithAccessKey" | "InvalidSecurityToken.Malformed" | "InvalidTimeStamp.Format" | "InvalidTimeStamp.Expired" | "SignatureNonceUsed" | "SignatureDoesNotMatch" | "IncompleteSignature" | "InvalidSignatureMethod" | "Throttling.User" | "Throttling.Api" | "IdempotentParameterMismatch" | "IllegalParam.ClientToken" | "TaskConflict" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeVpnConnectionsError403: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "Forbidden" | "Forbbiden.SubUser" | "Forbidden.AccessKeyDisabled" | "InvalidProtocol.NeedSsl" | "Forbidden.RAM" | "NoPermission" | "LastTokenProcessing" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        ListIpsecServersError400: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "IllegalParam.NextToken" | "NoSuchVersion" | "MissingParameter" | "InvalidParameter" | "InvalidParameter.Format" | "InvalidAccessKeyId.Inactive" | "MissingSecurityToken" | "InvalidSecurityToken.Expired" | "InvalidSecurityToken.MismatchWithAccessKey" | "InvalidSecurityToken.Malformed" | "InvalidTimeStamp.Format" | "InvalidTimeStamp.Expired" | "SignatureNonceUsed" | "SignatureDoesNotMatch" | "IncompleteSignature" | "InvalidSignatureMethod" | "Throttling.User" | "Throttling.Api" | "IdempotentParameterMismatch" | "IllegalParam.ClientToken" | "TaskConflict" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        ListIpsecServersError403: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "Forbidden" | "Forbidden.AccessKeyDisabled" | "InvalidProtocol.NeedSsl" | "Forbidden.RAM" | "NoPermission" | "LastTokenProcessing" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeRegionsError400: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "NoSuchVersion" | "MissingParameter" | "InvalidParameter" | "InvalidParameter.Format" | "InvalidAccessKeyId.Inactive" | "MissingSecurityToken" | "InvalidSecurityToken.Expired" | "InvalidSecurityToken.MismatchWithAccessKey" | "InvalidSecurityToken.Malformed" | "InvalidTimeStamp.Format" | "InvalidTimeStamp.Expired" | "SignatureNonceUsed" | "SignatureDoesNotMatch" | "IncompleteSignature" | "InvalidSignatureMethod" | "Throttling.User" | "Throttling.Api" | "IdempotentParameterMismatch" | "IllegalParam.ClientToken" | "TaskConflict" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        DescribeRegionsError403: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "Forbbiden" | "Forbidden.AccessKeyDisabled" | "InvalidProtocol.NeedSsl" | "Forbidden.RAM" | "NoPermission" | "LastTokenProcessing" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
        FrontDoorError: {
            RequestId: components["schemas"]["RequestIdValue"];
            /** @description Host that answered. */
            HostId?: string;
            /** @description What is wrong, as a code. Compare it trimmed and without regard to case. */
            Code: "InvalidAction.NotFound" | "NoSuchVersion" | "MissingParameter" | "InvalidParameter" | "InvalidParameter.Format" | "InvalidAccessKeyId.NotFound" | "InvalidAccessKeyId.Inactive" | "Forbidden.AccessKeyDisabled" | "MissingSecurityToken" | "InvalidSecurityToken.Expired" | "InvalidSecurityToken.MismatchWithAccessKey" | "InvalidSecurityToken.Malformed" | "InvalidTimeStamp.Format" | "InvalidTimeStamp.Expired" | "SignatureNonceUsed" | "SignatureDoesNotMatch" | "IncompleteSignature" | "InvalidSignatureMethod" | "InvalidProtocol.NeedSsl" | "Throttling.User" | "Throttling.Api" | "Forbidden.RAM" | "NoPermission" | "IdempotentParameterMismatch" | "LastTokenProcessing" | "IllegalParam.ClientToken" | "TaskConflict" | "InternalError" | "ServiceUnavailable" | (string & Record<never, never>);
            /** @description What is wrong, in words. */
            Message: string;
            /** @description Address of a page about the code. */
            Recommend?: string;
            /** @description Where rights are lacking, what says so. */
            AccessDeniedDetail?: {
                /** @description The action that is denied, for example `vpc:DeleteVpnConnection`. */
                AuthAction?: string;
                /** @description Kind of the policy that denies it, for example `AccountLevelIdentityBasedPolicy`. */
                PolicyType?: string;
                /** @description `ImplicitDeny` where no policy allows it, `ExplicitDeny` where one denies it. */
                NoPermissionType?: string;
            };
        };
    };
    responses: {
        /** @description Refused by the gateway in front of the service, before the operation saw it. The status stands with each code. */
        FrontDoor: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FrontDoorError"];
            };
        };
    };
    parameters: {
        /** @description Taken for the idempotency token where the body has none: a repeat with the same key changes nothing a second time. */
        "Idempotency-Key": string;
    };
    requestBodies: never;
    headers: {
        /** @description No cache may keep an answer: one that was kept would show what is gone, or hide what is there. */
        "Cache-Control": "no-store";
        /** @description Time after which the service asks to be called again, in milliseconds. */
        "x-acs-retry-after": number;
    };
    pathItems: never;
}
export interface operations {
    DeleteVpnConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken for the idempotency token where the body has none: a repeat with the same key changes nothing a second time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "VpnConnectionId": "vco-bp1bbi27hojx80nck****"
                 *     }
                 */
                "application/json": components["schemas"]["DeleteVpnConnectionParameters"];
            };
        };
        responses: {
            /** @description The deletion was accepted and runs in the background. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteVpnConnectionAnswer"];
                };
            };
            /** @description Refused; nothing was changed. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteVpnConnectionError400"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteVpnConnectionError403"];
                };
            };
            /** @description There is no such connection. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteVpnConnectionError404"];
                };
            };
            default: components["responses"]["FrontDoor"];
        };
    };
    DeleteIpsecServer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Taken for the idempotency token where the body has none: a repeat with the same key changes nothing a second time. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "IpsecServerId": "iss-bp1jougp8cfsbo8y9****"
                 *     }
                 */
                "application/json": components["schemas"]["DeleteIpsecServerParameters"];
            };
        };
        responses: {
            /** @description The deletion was accepted and runs in the background. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteIpsecServerAnswer"];
                };
            };
            /** @description Nothing was changed; the code says why. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteIpsecServerError400"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteIpsecServerError403"];
                };
            };
            /** @description There is no such server. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteIpsecServerError404"];
                };
            };
            /** @description Another task works on the same server. */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteIpsecServerError409"];
                };
            };
            default: components["responses"]["FrontDoor"];
        };
    };
    DescribeVpnGateway: {
        parameters: {
            query: {
                /** @description The region of the resource. */
                RegionId?: string;
                /**
                 * @description The gateway to read.
                 * @example vpn-bp1r3v1xqkl0w519g****
                 */
                VpnGatewayId: components["schemas"]["VpnGatewayId"];
                /** @description Also answer with orders that have yet to take effect. */
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
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnGatewayAnswer"];
                };
            };
            /** @description Refused by the gateway in front of the service, before the operation saw it. The status stands with each code. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnGatewayError400"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnGatewayError403"];
                };
            };
            /** @description There is no such gateway. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnGatewayError404"];
                };
            };
            default: components["responses"]["FrontDoor"];
        };
    };
    DescribeVpnGateways: {
        parameters: {
            query?: {
                /** @description The region of the resource. */
                RegionId?: string;
                /** @description Only the gateways of this VPC. */
                VpcId?: string;
                /** @description Only this gateway. */
                VpnGatewayId?: components["schemas"]["VpnGatewayId"];
                /** @description Only gateways with this status. */
                Status?: string;
                /** @description Only gateways that are paid, or that are locked. */
                BusinessStatus?: string;
                /** @description Number of the page, from 1. */
                PageNumber?: number;
                /** @description Entries per page. */
                PageSize?: number;
                /** @description Also answer with orders that have yet to take effect. */
                IncludeReservationData?: boolean;
                /** @description Only gateways that carry each of these tags. Each is a text of JSON. */
                Tag?: string[];
                /** @description Only resources of this resource group. */
                ResourceGroupId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of gateways. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnGatewaysAnswer"];
                };
            };
            /** @description A filter is not acceptable. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnGatewaysError400"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnGatewaysError403"];
                };
            };
            default: components["responses"]["FrontDoor"];
        };
    };
    DescribeVpnConnection: {
        parameters: {
            query: {
                /** @description The region of the resource. */
                RegionId?: string;
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
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnConnectionAnswer"];
                };
            };
            /** @description Refused by the gateway in front of the service, before the operation saw it. The status stands with each code. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnConnectionError400"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnConnectionError403"];
                };
            };
            /** @description There is no such connection. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnConnectionError404"];
                };
            };
            default: components["responses"]["FrontDoor"];
        };
    };
    DescribeVpnConnections: {
        parameters: {
            query?: {
                /** @description The region of the resource. */
                RegionId?: string;
                /** @description Only the connections of this gateway. */
                VpnGatewayId?: components["schemas"]["VpnGatewayId"];
                /** @description Only the connections to this customer gateway. */
                CustomerGatewayId?: string;
                /** @description Only this connection. */
                VpnConnectionId?: components["schemas"]["VpnConnectionId"];
                /** @description Number of the page, from 1. */
                PageNumber?: number;
                /** @description Entries per page. */
                PageSize?: number;
                /** @description Only connections that carry each of these tags. Each is a text of JSON. */
                Tag?: string[];
                /** @description Only resources of this resource group. */
                ResourceGroupId?: string;
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
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnConnectionsAnswer"];
                };
            };
            /** @description A filter is not acceptable. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnConnectionsError400"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeVpnConnectionsError403"];
                };
            };
            default: components["responses"]["FrontDoor"];
        };
    };
    ListIpsecServers: {
        parameters: {
            query?: {
                /** @description The region of the resource. */
                RegionId?: string;
                /** @description Only servers of this name. */
                IpsecServerName?: string;
                /** @description Only the server of this gateway. */
                VpnGatewayId?: components["schemas"]["VpnGatewayId"];
                /** @description Token of the next page, from the previous answer. */
                NextToken?: string;
                /** @description Entries per page. */
                MaxResults?: number;
                /** @description Only these servers. */
                IpsecServerId?: components["schemas"]["IpsecServerId"][];
                /** @description Only resources of this resource group. */
                ResourceGroupId?: string;
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
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListIpsecServersAnswer"];
                };
            };
            /** @description The page token is not one of the service's. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListIpsecServersError400"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListIpsecServersError403"];
                };
            };
            default: components["responses"]["FrontDoor"];
        };
    };
    DescribeRegions: {
        parameters: {
            query?: {
                /** @description Only regions that offer this product. */
                ProductType?: string;
                /** @description Language of the local names. */
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
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeRegionsAnswer"];
                };
            };
            /** @description Refused by the gateway in front of the service, before the operation saw it. The status stands with each code. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeRegionsError400"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "x-acs-retry-after": components["headers"]["x-acs-retry-after"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeRegionsError403"];
                };
            };
            default: components["responses"]["FrontDoor"];
        };
    };
}
