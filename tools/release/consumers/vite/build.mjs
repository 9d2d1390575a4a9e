import { build } from 'vite'
import { checkBundle } from './check-bundle.mjs'

const { output } = await build({
  configFile: false,
  logLevel: 'warn',
  build: { write: false, target: 'es2024', modulePreload: false, rollupOptions: { input: 'page.js' } },
})
const chunks = output.filter(({ type }) => type === 'chunk')
const needed = new Set()
const need = (name) => {
  if (needed.has(name)) return
  needed.add(name)
  for (const imported of chunks.find(({ fileName }) => fileName === name).imports) need(imported)
}
need(chunks.find(({ isEntry }) => isEntry).fileName)
checkBundle(
  'Vite',
  chunks.map(({ fileName, code }) => ({ name: fileName, text: code })),
  ({ name }) => needed.has(name),
)
