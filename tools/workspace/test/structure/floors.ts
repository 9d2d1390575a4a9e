import { dirname, join, normalize, relative } from 'node:path'
import { type Package, sources } from '@vpn-gateway/workspace/packages'

/** Place of a package in the picture of the README, and the floors inside of it. */
interface Place {
  /** Packages that it may import. */
  readonly imports: readonly string[]
  /** Folders and files of its `src`, floor by floor from the ground: each imports from its own floor and from those below. */
  readonly floors: readonly string[]
}

/** The one table of allowed imports, between packages and inside of them. */
export const places: Readonly<Record<string, Place>> = {
  core: {
    imports: [],
    floors: [
      'clock keeps-rule nearest runtime values-at',
      'generated metadata openapi transport uuid',
      'operation printable',
      'errors says-unsigned',
      'credentials endpoint parameters',
      'catalogue contract scope signing',
      'wire',
      'index',
    ],
  },
  client: { imports: ['core'], floors: ['client', 'service-fetch', 'index openapi'] },
  poller: {
    imports: ['core'],
    floors: [
      'backoff errors events journal-lines lock side-by-side within',
      'check-fields check-options scope service',
      'retry',
      'options',
      'engine',
      'deletion list-resources',
      'teardown',
      'planning',
      'index node',
    ],
  },
  emulator: {
    imports: ['core'],
    floors: [
      'support',
      'clock model',
      'http',
      'gate seeds',
      'faults',
      'operations',
      'exchange options subscribers',
      'service',
      'emulator mock',
      'admin',
      'server',
      'index node',
      'main',
      'bin',
    ],
  },
  msw: { imports: ['emulator'], floors: ['handlers', 'index'] },
  testing: { imports: ['client', 'core', 'emulator', 'msw', 'poller'], floors: ['expectations playwright scenario', 'suites', 'index'] },
  // Of the emulator the page takes types alone.
  explorer: { imports: ['client', 'core', 'emulator', 'poller'], floors: ['samples', 'page', 'index source'] },
  cli: {
    imports: ['client', 'core', 'emulator', 'explorer', 'poller'],
    floors: [
      'credentials embedded exit-codes flags journal kinds read-file terminal',
      'go-on output',
      'connection report',
      'planning',
      'commands',
      'main',
      'bin',
    ],
  },
}

/** Finds the imports that lead up, those of the manifest's `imports` among them, and files that stand on no floor. */
export function floorProblems(each: Package, floors: readonly string[] = places[each.name]?.floors ?? []): string[] {
  const src = join(each.folder, 'src')
  const heights = new Map(floors.flatMap((names, height) => names.split(' ').map((name) => [name, height] as const)))
  const heightOf = (path: string) => heights.get(path.replace(/^\.\//, '').split(/[/.]/)[0] ?? '')
  return sources(each, { generated: true }).flatMap(({ path, text }) => {
    const from = relative(src, path)
    const height = heightOf(from)
    if (height === undefined) return [`src/${from} stands on no floor: add it to the table of floors.ts`]
    return importsOf(text)
      .flatMap((name) => (name.startsWith('#') ? sourcesAt(each.manifest.imports?.[name]) : [normalize(join(dirname(from), name))]))
      .filter((to) => (heightOf(to) ?? 0) > height)
      .map((to) => `src/${from} imports src/${to}, which stands above it`)
  })
}

/** Relative imports, and those of the manifest. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import) ?\(?'([.#][^']*)'/g)].map(([, name = '']) => name)
}

/** The sources that an entry of the manifest leads to, on whatever condition. */
function sourcesAt(target: unknown): string[] {
  if (typeof target !== 'string') return Object.values(Object(target)).flatMap(sourcesAt)
  return target.startsWith('./src/') ? [target.slice('./src/'.length)] : []
}
