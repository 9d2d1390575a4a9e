import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { type Manifest, manifestOf } from './workspace.ts'

/**
 * Writes the JavaScript of a package: one file for each of its entries, and chunks for what loads later. Node pays about
 * a millisecond for each file that it imports, so that files of one concept each would make every start slow; see
 * docs/decisions/0002-bundled-packages.md. Declarations are TypeScript's own, file by file.
 */
async function bundle(folder: string): Promise<void> {
  const dist = join(folder, 'dist')
  rmSync(dist, { recursive: true, force: true })
  const bundled = await rolldown({
    cwd: folder,
    input: entriesOf(manifestOf(folder)),
    // Other packages, and the twins of this one, are found at run time.
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    platform: 'neutral',
    resolve: { extensions: ['.ts'] },
  })
  await bundled.write({ dir: dist, format: 'esm', sourcemap: true, sourcemapExcludeSources: true, chunkFileNames: 'chunks/[name].js', entryFileNames: '[name].js' })
}

/** The source of every entry that the manifest names, by its place under `dist`. */
function entriesOf({ exports, imports = {}, bin = {} }: Manifest): Record<string, string> {
  const targets = [...Object.values(exports), ...Object.values(imports), ...Object.values(bin)].flatMap(builtFiles)
  return Object.fromEntries(
    targets.map((file) => [file.replace(/^\.?\/?dist\/|\.js$/g, ''), file.replace(/^\.?\/?dist\/(.*)\.js$/, './src/$1.ts')]),
  )
}

/** The files under `dist` that an entry of a manifest leads to, on whatever condition. */
function builtFiles(target: unknown): string[] {
  if (typeof target === 'string') return /^(\.\/)?dist\/.*\.js$/.test(target) ? [target] : []
  return Object.values(Object(target)).flatMap(builtFiles)
}

await bundle(process.cwd())
