import assert from 'node:assert/strict'
import { createOverAxios } from './axios.ts'
import { createOverFetch } from './fetch.ts'
import { client as axiosClient } from './generated/axios/client.gen.ts'
import { client as fetchClient } from './generated/fetch/client.gen.ts'
import { checkOverPort, checkOverServiceFetch } from './generated-client.ts'

await checkOverPort('hey-api with fetch', createOverFetch)
await checkOverServiceFetch('hey-api with fetch', createOverFetch)

await checkOverPort('hey-api with axios', ({ baseUrl }) => createOverAxios({ baseURL: baseUrl }))
// One of axios' adapters sends by a `fetch` that it is given.
await checkOverServiceFetch('hey-api with axios', ({ baseUrl, fetch }) =>
  createOverAxios({ baseURL: baseUrl, adapter: 'fetch', env: { fetch } }),
)

// Clients that are given no address ask the origin of their page.
const url = '/DeleteVpnConnection'
const addresses = [fetchClient.buildUrl({ url }), axiosClient.buildUrl({ url })]
assert.deepEqual(addresses, ['/api/vpn-gateway/DeleteVpnConnection', '/api/vpn-gateway/DeleteVpnConnection'])
