import { defineConfig } from 'orval'

export default defineConfig({
  contract: {
    input: 'node_modules/@vpn-gateway/core/openapi.json',
    output: {
      client: 'fetch',
      headers: true,
      // With mode `single` the mocks lack the imports of their types.
      mode: 'split',
      mock: true,
      override: { mutator: { path: 'send.ts', name: 'send' } },
      target: 'generated/contract.ts',
    },
  },
})
