import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packages, root } from './workspace.ts'

const run = promisify(execFile)

/** What a folder outside the repository is to hold. */
export interface Consumer {
  /** Packages of the workspace that it depends on. */
  readonly packages: readonly string[]
  /** Packages of others, with their versions. */
  readonly others?: Readonly<Record<string, string>>
}

/** Packs the built packages and installs them in an empty folder, as somebody does who takes them from a registry. */
export async function installTarballs(folder: string, consumer: Consumer): Promise<void> {
  const tarballs = join(folder, 'tarballs')
  mkdirSync(tarballs)
  const manifests = packages().map(({ manifest }) => manifest)
  await run('npm', ['pack', '--pack-destination', tarballs, ...manifests.flatMap(({ name }) => ['-w', name])], { cwd: root })
  const files = Object.fromEntries(
    manifests.map(({ name, version }) => [name, `file:${join(tarballs, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)}`]),
  )
  const wanted = Object.fromEntries(consumer.packages.map((name) => [name, files[name]]))
  // The overrides make the packages find each other: no registry has these versions.
  const manifest = { type: 'module', private: true, dependencies: { ...wanted, ...consumer.others }, overrides: files }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder })
}
