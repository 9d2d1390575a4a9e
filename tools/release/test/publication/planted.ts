import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One fault, planted in the unpacked folder of a package. */
export interface Planted {
  readonly rule: string
  readonly fault: string
  /** The short name of the package. */
  readonly in: string
  readonly plant: (folder: string) => void
  /** A part of the remedy. */
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
  fault('publint', 'an export that was not built', 'poller', 'dist/node.js', remove('dist/node.js')),
  fault('publint', 'a command that was not built', 'cli', 'dist/bin.js', remove('dist/bin.js')),
  fault('publint', 'no shebang', 'cli', '#!/usr/bin/env node', write('dist/bin.js', 'export {}\n')),
  fault('publint', 'CommonJS', 'client', 'CJS', set({ type: 'commonjs' })),
  fault('publint', 'CommonJS in an ES module', 'client', 'CJS', write('dist/index.js', 'module.exports = require("node:fs")\n')),
  fault(
    'publint',
    'types after what is taken first',
    'client',
    'types',
    exportsOf({ default: './dist/index.js', types: './dist/index.d.ts' }),
  ),
  fault(
    'attw',
    'declarations that import what is not there',
    'client',
    'Internal resolution error',
    append('dist/index.d.ts', "\nexport * from './gone.js'\n"),
  ),
  fault('attw', 'declarations that are not there', 'poller', 'No types', remove('dist/index.d.ts')),
  fault('source maps', 'a source that is not published', 'client', 'needs src/service-fetch.ts', (folder) => {
    const path = join(folder, 'dist/service-fetch.js.map')
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), sources: ['../src/service-fetch.ts'] }))
    rmSync(join(folder, 'src/service-fetch.ts'), { force: true })
  }),
  fault(
    'source maps',
    'a map of nothing',
    'client',
    'names no source',
    write('dist/service-fetch.js.map', '{"version":3,"sources":[],"mappings":""}'),
  ),
  fault('source maps', 'a map that is not there', 'client', 'names the map service-fetch.js.map', remove('dist/service-fetch.js.map')),
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
