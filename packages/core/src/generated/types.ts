// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.

/** Id of a VPN gateway. */
export type VpnGatewayId = string;
/** Id of an IPsec-VPN connection. */
export type VpnConnectionId = string;
/** Id of an IPsec server. */
export type IpsecServerId = string;
/** Id of the request. */
export type RequestIdValue = string;
export interface RequestId {
    RequestId: RequestIdValue;
}
export interface Tag {
    /** Key of the tag. */
    Key?: string;
    /** Value of the tag. */
    Value?: string;
}
/** The tags of the resource. */
export interface Tags {
    Tag?: Tag[];
}
export interface VpnGateway {
    /** Id of the gateway. */
    VpnGatewayId: string;
    /** Name of the gateway. */
    Name?: string;
    /** Description of the gateway. */
    Description?: string;
    /**
     * `active` is free; `updating` works on a change.
     */
    Status: "init" | "provisioning" | "active" | "updating" | "deleting";
    /**
     * `FinancialLocked` refuses changes until the account is paid.
     */
    BusinessStatus?: "Normal" | "FinancialLocked";
    /** The VPC that the gateway belongs to. */
    VpcId?: string;
    /** The vSwitch that the gateway is attached to. */
    VSwitchId?: string;
    /** Address of the gateway. */
    InternetIp?: string;
    /** Second address of a dual-tunnel gateway. */
    DisasterRecoveryInternetIp?: string;
    /** Second vSwitch of a dual-tunnel gateway. */
    DisasterRecoveryVSwitchId?: string;
    /** Address for SSL-VPN. */
    SslVpnInternetIp?: string;
    /** Bandwidth. */
    Spec?: string;
    /** Kind of gateway. */
    VpnType?: string;
    /** `public` or `private`. */
    NetworkType?: string;
    /** How the gateway is paid. */
    ChargeType?: string;
    /** Whether IPsec-VPN is enabled. */
    IpsecVpn?: string;
    /** Whether SSL-VPN is enabled. */
    SslVpn?: string;
    /**
     * Concurrent SSL-VPN clients at most.
     */
    SslMaxConnections?: number;
    /** Whether BGP is enabled. */
    EnableBgp?: boolean;
    /** Whether BGP routes reach the VPC's route table. */
    AutoPropagate?: boolean;
    /**
     * When it was made, in milliseconds since 1970.
     */
    CreateTime?: number;
    /**
     * When it expires, in milliseconds since 1970.
     */
    EndTime?: number;
    /** Features of the gateway as a JSON text. */
    Tag?: string;
    Tags?: Tags;
    /** Network interfaces of the gateway. */
    EniInstanceIds?: {
        EniInstanceId?: string[];
    };
    /** Resource group of the gateway. */
    ResourceGroupId?: string;
    /** An order that has yet to take effect. */
    ReservationData?: {
        /** State of the order. */
        Status?: string;
        /** Kind of order. */
        ReservationOrderType?: string;
        /** Whether IPsec-VPN will be enabled. */
        ReservationIpsec?: string;
        /** Whether SSL-VPN will be enabled. */
        ReservationSsl?: string;
        /** Bandwidth to come. */
        ReservationSpec?: string;
        /**
         * Concurrent SSL-VPN clients to come.
         */
        ReservationMaxConnections?: number;
        /** When the order takes effect. */
        ReservationEndTime?: string;
    };
}
/** Settings of phase 2. */
export interface IpsecConfig {
    /** Encryption. */
    IpsecEncAlg?: string;
    /** Authentication. */
    IpsecAuthAlg?: string;
    /** Diffie-Hellman group. */
    IpsecPfs?: string;
    /**
     * Lifetime in seconds.
     */
    IpsecLifetime?: number;
}
/** Settings of phase 1. */
export interface IkeConfig {
    /** Version of IKE. */
    IkeVersion?: string;
    /** Negotiation mode. */
    IkeMode?: string;
    /** Encryption. */
    IkeEncAlg?: string;
    /** Authentication. */
    IkeAuthAlg?: string;
    /** Diffie-Hellman group. */
    IkePfs?: string;
    /**
     * Lifetime in seconds.
     */
    IkeLifetime?: number;
    /** Identity of the gateway. */
    LocalId?: string;
    /** Identity of the peer. */
    RemoteId?: string;
}
/** Settings of phase 1, with the key. */
export type ConnectionIkeConfig = IkeConfig & {
    /**
     * Pre-shared key, in clear.
     */
    Psk?: string;
};
export interface VpnConnection {
    /** Id of the connection. */
    VpnConnectionId: string;
    /** The gateway it belongs to, where it has one. */
    VpnGatewayId?: string;
    /** The customer gateway at its other end. */
    CustomerGatewayId?: string;
    /** Name of the connection. */
    Name?: string;
    /** State of the negotiation. */
    Status?: string;
    /** State of the connection itself. `deleting` and `detaching` say that it is being deleted; `deleted` is as good as absent. */
    State?: string;
    /** `CEN` and `NO_ASSOCIATED` connections have no VPN gateway. */
    AttachType?: string;
    /** What it is attached to instead of a gateway. */
    AttachInstanceId?: string;
    /** Transit router it is attached to. */
    TransitRouterId?: string;
    /** Name of that transit router. */
    TransitRouterName?: string;
    /** Whether another account's transit router may use it. */
    CrossAccountAuthorized?: boolean;
    /** Networks on the side of the VPC, separated by commas. */
    LocalSubnet?: string;
    /** Networks on the side of the data center, separated by commas. */
    RemoteSubnet?: string;
    /** Address of the connection's gateway. */
    InternetIp?: string;
    /** `public` or `private`. */
    NetworkType?: string;
    /** Bandwidth. */
    Spec?: string;
    /**
     * When it was made, in milliseconds since 1970.
     */
    CreateTime?: number;
    /** Whether negotiation starts at once. */
    EffectImmediately?: boolean;
    /** Whether dead peers are detected. */
    EnableDpd?: boolean;
    /** Whether NAT traversal is enabled. */
    EnableNatTraversal?: boolean;
    /** Whether its tunnels use BGP. */
    EnableTunnelsBgp?: boolean;
    /** CA certificate of the peer. */
    RemoteCaCertificate?: string;
    IkeConfig?: ConnectionIkeConfig;
    IpsecConfig?: IpsecConfig;
    /** Health check. */
    VcoHealthCheck?: {
        /** Whether it is enabled. */
        Enable?: string;
        /** Last result. */
        Status?: string;
        /** Destination address. */
        Dip?: string;
        /** Source address. */
        Sip?: string;
        /**
         * Seconds between two checks.
         */
        Interval?: number;
        /**
         * Checks before it counts as failed.
         */
        Retry?: number;
        /** What happens to routes when it fails. */
        Policy?: string;
    };
    /** BGP settings. */
    VpnBgpConfig?: {
        /** Whether BGP is enabled. */
        EnableBgp?: string;
        /** State of BGP. */
        Status?: string;
        /** Network of the tunnel. */
        TunnelCidr?: string;
        /** BGP address of the gateway. */
        LocalBgpIp?: string;
        /** BGP address of the peer. */
        PeerBgpIp?: string;
        /**
         * AS number of the gateway.
         */
        LocalAsn?: number;
        /**
         * AS number of the peer.
         */
        PeerAsn?: number;
        /**
         * Key of the BGP session, in clear.
         */
        AuthKey?: string;
    };
    /** The tunnels of a dual-tunnel connection. */
    TunnelOptionsSpecification?: {
        TunnelOptions?: Tunnel[];
    };
    /** Resource group of the connection. */
    ResourceGroupId?: string;
}
export interface Tunnel {
    /** Id of the tunnel. */
    TunnelId?: string;
    /**
     * Order of creation.
     */
    TunnelIndex?: number;
    /** `master` or `slave`. */
    Role?: string;
    /** State of the tunnel. `deleting` and `detaching` say that the connection is being deleted. */
    State?: string;
    /** State of the negotiation. */
    Status?: string;
    /** The customer gateway at its other end. */
    CustomerGatewayId?: string;
    /** Whether dead peers are detected. */
    EnableDpd?: string;
    /** Whether NAT traversal is enabled. */
    EnableNatTraversal?: string;
    /** Address of the tunnel. */
    InternetIp?: string;
    /** Zone of the tunnel. */
    ZoneNo?: string;
    /** CA certificate of the peer. */
    RemoteCaCertificate?: string;
    /** BGP settings of the tunnel. */
    TunnelBgpConfig?: {
        /** State of BGP. */
        BgpStatus?: string;
        /** Network of the tunnel. */
        TunnelCidr?: string;
        /** BGP address of the gateway. */
        LocalBgpIp?: string;
        /** BGP address of the peer. */
        PeerBgpIp?: string;
        /** AS number of the gateway. */
        LocalAsn?: string;
        /** AS number of the peer. */
        PeerAsn?: string;
    };
    /** Settings of phase 1 of the tunnel. */
    TunnelIkeConfig?: {
        /** Version of IKE. */
        IkeVersion?: string;
        /** Negotiation mode. */
        IkeMode?: string;
        /** Encryption. */
        IkeEncAlg?: string;
        /** Authentication. */
        IkeAuthAlg?: string;
        /** Diffie-Hellman group. */
        IkePfs?: string;
        /** Lifetime in seconds. */
        IkeLifetime?: string;
        /** Identity of the gateway. */
        LocalId?: string;
        /** Identity of the peer. */
        RemoteId?: string;
        /**
         * Pre-shared key, in clear.
         */
        Psk?: string;
    };
    /** Settings of phase 2 of the tunnel. */
    TunnelIpsecConfig?: {
        /** Encryption. */
        IpsecEncAlg?: string;
        /** Authentication. */
        IpsecAuthAlg?: string;
        /** Diffie-Hellman group. */
        IpsecPfs?: string;
        /** Lifetime in seconds. */
        IpsecLifetime?: string;
    };
}
export interface IpsecServer {
    /** Id of the server. */
    IpsecServerId: string;
    /** Name of the server. */
    IpsecServerName?: string;
    /** The gateway it belongs to. */
    VpnGatewayId?: string;
    /** Region of the server. */
    RegionId?: string;
    /** When it was made, as a UTC time. */
    CreationTime?: string;
    /** Whether negotiation starts at once. */
    EffectImmediately?: boolean;
    /** Address that clients dial. */
    InternetIp?: string;
    /** Networks on the side of the VPC, separated by commas. */
    LocalSubnet?: string;
    /** Network that clients get addresses from. */
    ClientIpPool?: string;
    /**
     * Clients connected now.
     */
    OnlineClientCount?: number;
    /**
     * Concurrent clients at most.
     */
    MaxConnections?: number;
    /** Whether clients need a second factor. */
    MultiFactorAuthEnabled?: boolean;
    /** Identity service for the second factor. */
    IDaaSInstanceId?: string;
    /** Whether clients use a pre-shared key. */
    PskEnabled?: boolean;
    /**
     * Pre-shared key, in clear.
     */
    Psk?: string;
    IkeConfig?: IkeConfig;
    IpsecConfig?: IpsecConfig;
    /** Resource group of the server. */
    ResourceGroupId?: string;
}
export interface DeleteVpnConnectionParameters {
    /** The region of the resource. */
    RegionId?: string;
    /** The connection to delete. */
    VpnConnectionId: VpnConnectionId;
    /**
     * Idempotency token. The same token with the same parameters gets the same answer again, and nothing is done twice;
     *     with other parameters it is refused. Without one the service takes the request id, which protects no repeat.
     */
    ClientToken?: string;
}
export type DeleteVpnConnectionAnswer = RequestId & {
    /**
     * The resource was there before the first attempt and absent at a repeat: it is deleted.
     */
    alreadyGone?: true;
};
export interface DeleteIpsecServerParameters {
    /** The region of the resource. */
    RegionId?: string;
    /** The server to delete. */
    IpsecServerId: IpsecServerId;
    /**
     * Idempotency token. The same token with the same parameters gets the same answer again, and nothing is done twice;
     *     with other parameters it is refused. Without one the service takes the request id, which protects no repeat.
     */
    ClientToken?: string;
    /**
     * `true`, as a text, checks the request and deletes nothing. `false`, the default, checks it and deletes.
     * @default false
     */
    DryRun?: "true" | "false";
}
export type DeleteIpsecServerAnswer = RequestId & {
    /**
     * The resource was there before the first attempt and absent at a repeat: it is deleted.
     */
    alreadyGone?: true;
    /**
     * The dry run found nothing that would refuse the call; nothing was changed.
     */
    dryRun?: "passed";
};
export interface DescribeVpnGatewayParameters {
    /** The region of the resource. */
    RegionId?: string;
    /** The gateway to read. */
    VpnGatewayId: VpnGatewayId;
    /** Also answer with orders that have yet to take effect. */
    IncludeReservationData?: boolean;
}
export type DescribeVpnGatewayAnswer = RequestId & VpnGateway;
export interface DescribeVpnGatewaysParameters {
    /** The region of the resource. */
    RegionId?: string;
    /** Only the gateways of this VPC. */
    VpcId?: string;
    /** Only this gateway. */
    VpnGatewayId?: VpnGatewayId;
    /** Only gateways with this status. */
    Status?: string;
    /** Only gateways that are paid, or that are locked. */
    BusinessStatus?: string;
    /**
     * Number of the page, from 1.
     * @default 1
     */
    PageNumber?: number;
    /**
     * Entries per page.
     * @default 10
     */
    PageSize?: number;
    /** Also answer with orders that have yet to take effect. */
    IncludeReservationData?: boolean;
    /** Only gateways that carry each of these tags. */
    Tag?: Tag[];
    /** Only resources of this resource group. */
    ResourceGroupId?: string;
}
export interface DescribeVpnGatewaysAnswer {
    RequestId: RequestIdValue;
    /**
     * The page.
     */
    PageNumber?: number;
    /**
     * Entries per page.
     */
    PageSize?: number;
    /**
     * Entries on all pages.
     */
    TotalCount?: number;
    /** The gateways of this page. */
    VpnGateways?: {
        VpnGateway?: VpnGateway[];
    };
}
export interface DescribeVpnConnectionParameters {
    /** The region of the resource. */
    RegionId?: string;
    /** The connection to read. */
    VpnConnectionId: VpnConnectionId;
}
export type DescribeVpnConnectionAnswer = RequestId & VpnConnection & {
    /** Zone of the gateway's address. */
    ZoneNo?: string;
    Tags?: Tags;
};
export interface DescribeVpnConnectionsParameters {
    /** The region of the resource. */
    RegionId?: string;
    /** Only the connections of this gateway. */
    VpnGatewayId?: VpnGatewayId;
    /** Only the connections to this customer gateway. */
    CustomerGatewayId?: string;
    /** Only this connection. */
    VpnConnectionId?: VpnConnectionId;
    /**
     * Number of the page, from 1.
     * @default 1
     */
    PageNumber?: number;
    /**
     * Entries per page.
     * @default 10
     */
    PageSize?: number;
    /** Only connections that carry each of these tags. */
    Tag?: Tag[];
    /** Only resources of this resource group. */
    ResourceGroupId?: string;
}
export interface DescribeVpnConnectionsAnswer {
    RequestId: RequestIdValue;
    /**
     * The page.
     */
    PageNumber?: number;
    /**
     * Entries per page.
     */
    PageSize?: number;
    /**
     * Entries on all pages.
     */
    TotalCount?: number;
    /** The connections of this page. */
    VpnConnections?: {
        VpnConnection?: (VpnConnection & {
            Tag?: Tags;
        })[];
    };
}
export interface ListIpsecServersParameters {
    /** The region of the resource. */
    RegionId?: string;
    /** Only servers of this name. */
    IpsecServerName?: string;
    /** Only the server of this gateway. */
    VpnGatewayId?: VpnGatewayId;
    /** Token of the next page, from the previous answer. */
    NextToken?: string;
    /**
     * Entries per page.
     * @default 10
     */
    MaxResults?: number;
    /** Only these servers. */
    IpsecServerId?: IpsecServerId[];
    /** Only resources of this resource group. */
    ResourceGroupId?: string;
}
export interface ListIpsecServersAnswer {
    RequestId: RequestIdValue;
    /** Where the next page starts; absent or empty on the last one. */
    NextToken?: string;
    /**
     * Entries per page.
     */
    MaxResults?: number;
    /**
     * Entries on all pages.
     */
    TotalCount?: number;
    /** The servers of this page. */
    IpsecServers?: IpsecServer[];
}
export interface DescribeRegionsParameters {
    /** Only regions that offer this product. */
    ProductType?: string;
    /** Language of the local names. */
    AcceptLanguage?: string;
}
export interface DescribeRegionsAnswer {
    RequestId: RequestIdValue;
    /** The regions. */
    Regions?: {
        Region?: {
            /** Id of the region. */
            RegionId?: string;
            /** Name in the language asked for. */
            LocalName?: string;
            /** Host name of the region's endpoint. */
            RegionEndpoint?: string;
        }[];
    };
}

/** Parameters and answers of each operation. */
export interface Operations {
  DeleteVpnConnection: { parameters: DeleteVpnConnectionParameters; answer: DeleteVpnConnectionAnswer }
  DeleteIpsecServer: { parameters: DeleteIpsecServerParameters; answer: DeleteIpsecServerAnswer }
  DescribeVpnGateway: { parameters: DescribeVpnGatewayParameters; answer: DescribeVpnGatewayAnswer }
  DescribeVpnGateways: { parameters: DescribeVpnGatewaysParameters; answer: DescribeVpnGatewaysAnswer }
  DescribeVpnConnection: { parameters: DescribeVpnConnectionParameters; answer: DescribeVpnConnectionAnswer }
  DescribeVpnConnections: { parameters: DescribeVpnConnectionsParameters; answer: DescribeVpnConnectionsAnswer }
  ListIpsecServers: { parameters: ListIpsecServersParameters; answer: ListIpsecServersAnswer }
  DescribeRegions: { parameters: DescribeRegionsParameters; answer: DescribeRegionsAnswer }
}
