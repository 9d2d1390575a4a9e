import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packages, root } from './packages.ts'

const run = promisify(execFile)

/** Contents of a folder outside the repository. */
export interface Consumer {
  /** Packages of the workspace that it depends on. */
  readonly packages: readonly string[]
  /** Packages of others, with their versions. */
  readonly others?: Readonly<Record<string, string>>
}

/** The file of each packed package, by the name of the package. */
export type Tarballs = Readonly<Record<string, string>>

/** Packs the built packages into a folder. */
export async function packTarballs(folder: string): Promise<Tarballs> {
  mkdirSync(folder, { recursive: true })
  const manifests = packages().map(({ manifest }) => manifest)
  await run('npm', ['pack', '--pack-destination', folder, ...manifests.flatMap(({ name }) => ['-w', name])], { cwd: root })
  return Object.fromEntries(
    manifests.map(({ name, version }) => [name, join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)]),
  )
}

/** The fields of a manifest by which npm takes packages of the workspace from their tarballs. */
export function fromTarballs(tarballs: Tarballs, wanted: readonly string[]): { dependencies: Tarballs; overrides: Tarballs } {
  const files = Object.fromEntries(Object.entries(tarballs).map(([name, path]) => [name, `file:${path}`]))
  // The overrides make the packages find each other: no registry has these versions.
  return { dependencies: Object.fromEntries(wanted.map((name) => [name, files[name] as string])), overrides: files }
}

/** Packs the built packages and installs them in an empty folder, as an install from a registry does. */
export async function installTarballs(folder: string, consumer: Consumer): Promise<void> {
  const { dependencies, overrides } = fromTarballs(await packTarballs(join(folder, 'tarballs')), consumer.packages)
  const manifest = { type: 'module', private: true, dependencies: { ...dependencies, ...consumer.others }, overrides }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder })
}
