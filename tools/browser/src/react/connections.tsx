import { queryOptions, useQuery } from '@tanstack/react-query'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { retry } from '@vpn-gateway/poller'

/** Unsigned: pages hold no secrets. Give `endpoint` the address of your proxy, which knows the user and signs. */
export const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', retry: retry() })

/** The connections of a gateway. The client repeats what is worth repeating, so that the query need not. */
const connectionsOf = (VpnGatewayId: string) =>
  queryOptions({
    queryKey: ['vpn-connections', VpnGatewayId],
    queryFn: ({ signal }) => client.describeVpnConnections({ VpnGatewayId, PageSize: 50 }, { signal }),
    select: ({ VpnConnections }) => VpnConnections?.VpnConnection ?? [],
    retry: false,
  })

export function Connections({ gatewayId }: { gatewayId: string }) {
  const { data = [], error } = useQuery(connectionsOf(gatewayId))
  if (error) return <p role="alert">{error.message}</p>
  return (
    <ul>
      {data.map(({ VpnConnectionId }) => (
        <li key={VpnConnectionId}>{VpnConnectionId}</li>
      ))}
    </ul>
  )
}
