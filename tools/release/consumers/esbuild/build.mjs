import { basename } from 'node:path'
import { build } from 'esbuild'
import { checkBundle } from './check-bundle.mjs'

const { outputFiles, metafile } = await build({
  entryPoints: ['page.js'],
  bundle: true,
  minify: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2024',
  outdir: 'out',
  write: false,
  metafile: true,
})
const needed = new Set()
const need = (name) => {
  if (needed.has(name)) return
  needed.add(name)
  for (const { path, kind } of metafile.outputs[name].imports) if (kind === 'import-statement') need(path)
}
need('out/page.js')
checkBundle(
  'esbuild',
  outputFiles.map(({ path, text }) => ({ name: `out/${basename(path)}`, text })),
  ({ name }) => needed.has(name),
)
