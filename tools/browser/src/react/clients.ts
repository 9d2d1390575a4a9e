import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createOpenApiClient } from '@vpn-gateway/client/openapi'
import { retry } from '@vpn-gateway/poller'
import createQueryClient from 'openapi-react-query'

/** Address of your proxy, which speaks the contract, knows the user and signs: pages hold no secrets. */
const proxy = '/api/vpn-gateway'

/** Reads and listings as queries, typed by the contract. */
export const api = createQueryClient(createOpenApiClient({ baseUrl: proxy }))

/** Deletes, and is polled by the poller. */
export const client = createVpnGatewayClient({ proxy, retry: retry() })
