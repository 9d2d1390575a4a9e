import { createOverAxios } from './axios.ts'
import { createOverFetch } from './fetch.ts'
import { checkOverPort, checkOverServiceFetch } from './generated-client.ts'

await checkOverPort('hey-api with fetch', createOverFetch)
await checkOverServiceFetch('hey-api with fetch', createOverFetch)

await checkOverPort('hey-api with axios', ({ baseUrl }) => createOverAxios({ baseURL: baseUrl }))
// One of axios' adapters sends by a `fetch` that it is given.
await checkOverServiceFetch('hey-api with axios', ({ baseUrl, fetch }) =>
  createOverAxios({ baseURL: baseUrl, adapter: 'fetch', env: { fetch } }),
)
