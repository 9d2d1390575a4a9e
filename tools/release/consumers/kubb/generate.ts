// By the library: Kubb's command line reports each run to its makers.
import { build } from '@kubb/core'
import { pluginClient } from '@kubb/plugin-client'
import { pluginOas } from '@kubb/plugin-oas'
import { pluginTs } from '@kubb/plugin-ts'

await build({
  config: {
    root: '.',
    input: { path: 'node_modules/@vpn-gateway/core/openapi.json' },
    output: { path: 'generated', clean: true },
    plugins: [pluginOas({ generators: [] }), pluginTs(), pluginClient({ client: 'fetch', bundle: true, dataReturnType: 'full' })],
  },
})
