import { defineConfig } from '@hey-api/openapi-ts'

const input = 'node_modules/@vpn-gateway/core/openapi.json'

export default defineConfig(
  (['fetch', 'axios'] as const).map((client) => ({
    input,
    output: { path: `generated/${client}`, module: { extension: '.ts' } },
    plugins: ['@hey-api/typescript', '@hey-api/sdk', `@hey-api/client-${client}`],
    logs: { file: false, level: 'silent' },
  })),
)
