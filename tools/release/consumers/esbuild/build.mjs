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
checkBundle(
  'esbuild',
  outputFiles.map(({ path, text }) => ({ name: `out/${basename(path)}`, text })),
  'out/page.js',
  (name) => metafile.outputs[name].imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path),
)
