import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

/** Serves the service worker of an installed msw, so that no copy of it can grow old. */
export function workerScript(name: string): Plugin {
  const path = createRequire(import.meta.url).resolve(`${name}/mockServiceWorker.js`)
  return {
    name: 'msw-worker-script',
    configureServer(server) {
      server.middlewares.use('/mockServiceWorker.js', (_, response) => {
        response.setHeader('content-type', 'text/javascript')
        response.end(readFileSync(path))
      })
    },
  }
}
