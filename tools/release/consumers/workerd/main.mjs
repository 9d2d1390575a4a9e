// Bundles the worker as deploying tools do, and sends it a request.
import assert from 'node:assert/strict'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'

const { outputFiles } = await build({
  entryPoints: ['worker.js'],
  bundle: true,
  format: 'esm',
  conditions: ['workerd', 'worker', 'browser'],
  target: 'es2024',
  write: false,
})
const miniflare = new Miniflare({ modules: true, script: outputFiles[0].text, compatibilityDate: '2026-01-01' })
try {
  const answer = await miniflare.dispatchFetch('http://worker.test/')
  assert.deepEqual(await answer.json(), { phase: 'gone', outcome: 'gone', left: false, byContract: [200, 200, 'active'] })
  console.log('workerd: signed, deleted, torn down')
} finally {
  await miniflare.dispose()
}
