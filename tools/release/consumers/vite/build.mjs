import { build } from 'vite'
import { checkBundle } from './check-bundle.mjs'

const { output } = await build({
  configFile: false,
  logLevel: 'warn',
  build: { write: false, target: 'es2024', modulePreload: false, rollupOptions: { input: 'page.js' } },
})
const chunks = output.filter(({ type }) => type === 'chunk')
checkBundle(
  'Vite',
  chunks.map(({ fileName, code }) => ({ name: fileName, text: code })),
  chunks.find(({ isEntry }) => isEntry).fileName,
  (name) => chunks.find(({ fileName }) => fileName === name).imports,
)
