import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import { type Manifest, manifestOf } from './packages.ts'

/**
 * Writes what is published of a package: one file of JavaScript and one of declarations for each of its entries, and
 * chunks for what they share or import lazily. Node and compilers pay for each file that they read, so that files of one
 * concept each would make every start slow; see docs/decisions/0002-bundled-packages.md.
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
    plugins: [dts({ oxc: true, sourcemap: true, tsconfig: false })],
  })
  await bundled.write({
    dir: dist,
    format: 'esm',
    // The sources are published beside.
    sourcemap: true,
    sourcemapExcludeSources: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  })
  // npm makes commands executable when it installs them; other ways to unpack a tarball do not.
  for (const file of Object.values(manifestOf(folder).bin ?? {})) chmodSync(join(folder, file), 0o755)
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
