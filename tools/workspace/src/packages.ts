import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../../../', import.meta.url))

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly engines?: Readonly<Record<string, string>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, unknown>>
  readonly imports?: Readonly<Record<string, unknown>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

export interface Package {
  readonly name: string
  readonly folder: string
  readonly manifest: Manifest
}

/** Lists the packages that are published, by name. */
export function packages(): Package[] {
  return readdirSync(join(root, 'packages')).map((name) => {
    const folder = join(root, 'packages', name)
    return { name, folder, manifest: manifestOf(folder) }
  })
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** The source files of a package, by path: those that are written by hand, or all. */
export function sources(
  { folder }: Package,
  { generated = false }: { generated?: boolean } = {},
): { readonly path: string; readonly text: string }[] {
  return readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && (generated || !path.startsWith('generated')))
    .map((path) => ({ path: join(folder, 'src', path), text: readFileSync(join(folder, 'src', path), 'utf8') }))
}
