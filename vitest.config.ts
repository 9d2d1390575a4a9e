import { fileURLToPath } from 'node:url'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

// Tests run on source: this condition leads from one package to the other's `src`.
const source = '@vpn-gateway/source'

export default defineConfig({
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
  test: {
    include: ['test/**/*.test.ts'],
    // Those of vitest.long.config.ts.
    exclude: ['test/long/**'],
    // Modules are loaded once for all files of a worker: a quarter of the time. A test that changes what is global puts it back.
    isolate: false,
    // These end what hangs. They say nothing of speed: machines are shared.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // Hundreds of Node processes load the same modules: compiled once, each takes less than half of the time.
    env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? fileURLToPath(new URL('node_modules/.cache/node', import.meta.url)) },
  },
})
