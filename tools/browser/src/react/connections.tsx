import { api } from './clients.ts'

/** The connections of a gateway. */
export function Connections({ gatewayId }: { gatewayId: string }) {
  const { data = [], error } = api.useQuery(
    'get',
    '/DescribeVpnConnections',
    { params: { query: { VpnGatewayId: gatewayId, PageSize: 50 } } },
    { select: ({ VpnConnections }) => VpnConnections?.VpnConnection ?? [] },
  )
  // An error of the contract; or, against its type, an Error where no usable answer came.
  if (error) return <p role="alert">{'Message' in error ? error.Message : 'The connections cannot be read.'}</p>
  return (
    <ul>
      {data.map(({ VpnConnectionId }) => (
        <li key={VpnConnectionId}>{VpnConnectionId}</li>
      ))}
    </ul>
  )
}
