import { appendFileSync, chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One fault, planted in the unpacked folder of a package. */
export interface Planted {
  readonly rule: string
  readonly fault: string
  /** The short name of the package. */
  readonly in: string
  readonly plant: (folder: string) => void
  /** What the remedy says. */
  readonly says: string
}

type Json = Record<string, unknown>

const edit = (change: (manifest: Json) => Json) => (folder: string) => {
  const path = join(folder, 'package.json')
  writeFileSync(path, JSON.stringify({ ...change(JSON.parse(readFileSync(path, 'utf8')) as Json) }))
}
const set = (fields: Json) => edit((manifest) => ({ ...manifest, ...fields }))
const write =
  (path: string, text = '') =>
  (folder: string) =>
    writeFileSync(join(folder, path), text)
const remove = (path: string) => (folder: string) => rmSync(join(folder, path), { recursive: true })
const append = (path: string, text: string) => (folder: string) => appendFileSync(join(folder, path), text)
const exportsOf = (main: Json) => set({ exports: { '.': main, './package.json': './package.json' } })

/** Text that no compression makes small. */
const noise = Array.from({ length: 400 }, (_, at) => Math.sin(at + 1).toString(36)).join('')

const fault = (rule: string, name: string, place: string, says: string, plant: Planted['plant']): Planted => ({
  rule,
  fault: name,
  in: place,
  says,
  plant,
})

/** A fault of each kind that a check is to find. */
export const faults: readonly Planted[] = [
  fault('manifest', 'CommonJS', 'client', '"type"', set({ type: 'commonjs' })),
  fault('manifest', 'another licence', 'client', '"license"', set({ license: 'UNLICENSED' })),
  fault('manifest', 'no description', 'client', '"description"', set({ description: '' })),
  fault('manifest', 'no keywords', 'client', '"keywords"', set({ keywords: [] })),
  fault('manifest', 'side effects', 'core', '"sideEffects"', set({ sideEffects: true })),
  fault('manifest', 'older engines', 'cli', '"engines.node"', set({ engines: { node: '>=20' } })),
  fault('manifest', 'no public access', 'msw', '"publishConfig.access"', set({ publishConfig: { provenance: true } })),
  fault('manifest', 'no provenance', 'msw', '"publishConfig.provenance"', set({ publishConfig: { access: 'public' } })),
  fault('manifest', 'another repository', 'core', '"repository.url"', set({ repository: { directory: 'packages/core' } })),
  fault(
    'manifest',
    'no directory in the repository',
    'core',
    '"repository.directory"',
    set({ repository: { url: 'git+https://github.com/vpn-gateway/vpn-gateway.git' } }),
  ),
  fault('licence', 'no text of the licence', 'poller', 'add the file LICENSE', remove('LICENSE')),
  fault('licence', 'another text', 'poller', 'MIT licence', write('LICENSE', 'All rights reserved\n')),
  fault('dependencies', 'another version', 'core', 'its version is 9.9.9', set({ version: '9.9.9' })),
  fault(
    'dependencies',
    'a range that is behind',
    'client',
    '@vpn-gateway/core ^9.0.0',
    set({ dependencies: { '@vpn-gateway/core': '^9.0.0' } }),
  ),
  fault('dependencies', 'a file of this machine', 'emulator', 'tinyqueue file:', set({ dependencies: { tinyqueue: 'file:../tinyqueue' } })),
  fault('dependencies', 'any version', 'emulator', 'tinyqueue *', set({ dependencies: { tinyqueue: '*' } })),
  fault('no file missing', 'an export that was not built', 'poller', '"exports" leads to dist/node.js', remove('dist/node.js')),
  fault('no file missing', 'declarations that were not built', 'client', '"exports" leads to dist/index.d.ts', remove('dist/index.d.ts')),
  fault('no file missing', 'a twin that was not built', 'core', '"imports" leads to', remove('dist/runtime/uuid.web.js')),
  fault('no file missing', 'a command that was not built', 'cli', '"bin" leads to dist/bin.js', remove('dist/bin.js')),
  fault('no file missing', 'a folder that is not there', 'msw', '"files" names src', remove('src')),
  fault('no file missing', 'no README', 'msw', 'README.md', remove('README.md')),
  fault('no file missing', 'an export without types', 'client', 'has no "types"', exportsOf({ default: './dist/index.js' })),
  fault('no file too many', 'a test', 'client', 'src/index.test.ts', write('src/index.test.ts')),
  fault('no file too many', 'a key', 'client', 'dist/.env', write('dist/.env')),
  fault('no file too many', 'a note beside the manifest', 'client', 'NOTES.md', write('NOTES.md')),
  fault('bin', 'no shebang', 'cli', '#!/usr/bin/env node', write('dist/bin.js', 'export {}\n')),
  fault('bin', 'not executable', 'emulator', 'chmod +x', (folder) => chmodSync(join(folder, 'dist/bin.js'), 0o644)),
  fault('source maps', 'a source that is not published', 'client', 'needs src/client.ts', (folder) => {
    const path = join(folder, 'dist/index.js.map')
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), sources: ['../src/client.ts'] }))
    rmSync(join(folder, 'src/client.ts'), { force: true })
  }),
  fault(
    'source maps',
    'a map of nothing',
    'client',
    'names no source',
    write('dist/index.js.map', '{"version":3,"sources":[],"mappings":""}'),
  ),
  fault('source maps', 'a map that is not there', 'client', 'names the map index.js.map', remove('dist/index.js.map')),
  fault(
    'publint',
    'types after what is taken first',
    'client',
    'types',
    exportsOf({ default: './dist/index.js', types: './dist/index.d.ts' }),
  ),
  fault('publint', 'CommonJS in an ES module', 'client', 'CJS', write('dist/index.js', 'module.exports = require("node:fs")\n')),
  fault(
    'types',
    'declarations that import what is not there',
    'client',
    'InternalResolutionError',
    append('dist/index.d.ts', "\nexport * from './gone.js'\n"),
  ),
  fault('types', 'declarations that are not there', 'poller', 'UntypedResolution at .', remove('dist/index.d.ts')),
  fault('size', 'a large client', 'client', 'one call takes', append('dist/index.js', `\nglobalThis.planted = '${noise}'\n`)),
  fault(
    'size',
    'a deletion that brings the teardown along',
    'poller',
    'one deletion, without core takes',
    append('dist/index.js', '\nglobalThis.planted = teardown\n'),
  ),
  fault(
    'size',
    'large handlers',
    'msw',
    'handlers of an emulator',
    append('dist/index.js', `\nglobalThis.planted = '${noise}${noise}${noise}${noise.split('').reverse().join('')}'\n`),
  ),
]
