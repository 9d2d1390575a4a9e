import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  const manifest = manifestOf(folder)
  const bundled = await rolldown({
    cwd: folder,
    input: entriesOf(manifest),
    // Dependencies, and the twins of this package, are found at run time; a library that is none comes with the package.
    external: (id) => !/^[./]/.test(id) && !isLibrary(id, manifest),
    platform: 'neutral',
    resolve: { extensions: ['.ts', '.js'], mainFields: ['module', 'main'] },
    plugins: [withoutMaps, dts({ oxc: true, sourcemap: true, tsconfig: false })],
  })
  const { output } = await bundled.write({
    dir: dist,
    format: 'esm',
    // The sources are published beside.
    sourcemap: true,
    sourcemapExcludeSources: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  })
  // npm makes commands executable when it installs them; other ways to unpack a tarball do not.
  for (const file of Object.values(manifest.bin ?? {})) chmodSync(join(folder, file), 0o755)
  writeLicences(
    dist,
    output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])),
  )
}

/** The sources of a library are not published. */
const withoutMaps = {
  name: 'libraries without maps',
  transform: { filter: { id: /\/node_modules\// }, handler: (code: string) => ({ code, map: { mappings: '' } }) },
}

/** Writes the licences of the libraries that came in, as each of them asks. */
function writeLicences(dist: string, modules: readonly string[]): void {
  const folders = new Set(modules.flatMap((path) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []))
  const texts = [...folders].map((folder) => `${manifestOf(folder).name}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8')}`)
  if (texts.length > 0) writeFileSync(join(dist, 'LICENSES.txt'), texts.join('\n'))
}

/** Tells a library outside this workspace that is needed to build a package, and is not beside it afterwards. */
function isLibrary(id: string, { devDependencies = {}, peerDependencies = {} }: Manifest): boolean {
  const isImported = (name: string) => id === name || id.startsWith(`${name}/`)
  return Object.keys(devDependencies).some((name) => isImported(name) && !name.startsWith('@vpn-gateway/') && !(name in peerDependencies))
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
