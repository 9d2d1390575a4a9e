import nodeResolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'
import { checkBundle } from './check-bundle.mjs'

const bundle = await rollup({ input: 'page.js', plugins: [nodeResolve({ browser: true }), terser({ module: true })] })
const { output } = await bundle.generate({ format: 'es' })
const chunks = output.filter(({ type }) => type === 'chunk')
checkBundle(
  'Rollup',
  chunks.map(({ fileName, code }) => ({ name: fileName, text: code })),
  chunks.find(({ isEntry }) => isEntry).fileName,
  (name) => chunks.find(({ fileName }) => fileName === name).imports,
)
