import createFetchClient from 'openapi-fetch'
import createClient from 'openapi-react-query'
import type { paths } from './generated/openapi.ts'

const api = createClient(createFetchClient<paths>({ baseUrl: `${location.origin}/api/vpn-gateway` }))

/** Shows the status of a gateway, and deletes a connection of it. */
export function GatewayPanel({ VpnGatewayId, VpnConnectionId }: { VpnGatewayId: string; VpnConnectionId: string }) {
  const gateway = api.useQuery('get', '/DescribeVpnGateway', { params: { query: { VpnGatewayId } } }, { retry: false })
  const deletion = api.useMutation('post', '/DeleteVpnConnection', { onSettled: () => gateway.refetch() })
  return (
    <section>
      <output>{gateway.data?.Status}</output>
      <button type="button" onClick={() => deletion.mutate({ body: { VpnConnectionId } })}>
        Delete
      </button>
      {deletion.error && <p role="alert">{deletion.error.Code}</p>}
    </section>
  )
}
