import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type Package, root } from '@vpn-gateway/workspace/packages'

/**
 * Copies the built declarations of the packages into a folder, where they find each other and what they depend on.
 * API Extractor follows declaration maps to sources, and stumbles over ours, which name none; the copy is without maps.
 */
export function writeDeclarations(packages: readonly Package[], folder: string): void {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@vpn-gateway'), { recursive: true })
  linkAll(join(root, 'node_modules'), modules, (name) => !name.startsWith('.') && name !== '@vpn-gateway')
  for (const { name, folder: from, manifest } of packages) {
    const dist = join(from, 'dist')
    if (!existsSync(dist)) throw new Error(`${manifest.name} is not built; run \`npm run build\``)
    const to = join(folder, 'packages', name)
    cpSync(dist, join(to, 'dist'), {
      recursive: true,
      filter: (path) => path === dist || !/\.[^/]*$/.test(path.slice(dist.length)) || path.endsWith('.d.ts'),
    })
    cpSync(join(from, 'package.json'), join(to, 'package.json'))
    const own = join(from, 'node_modules')
    if (existsSync(own)) {
      mkdirSync(join(to, 'node_modules'))
      linkAll(own, join(to, 'node_modules'), (each) => !each.startsWith('.'))
    }
    symlinkSync(to, join(modules, manifest.name))
  }
}

function linkAll(from: string, to: string, isWanted: (name: string) => boolean): void {
  for (const name of readdirSync(from).filter(isWanted)) symlinkSync(join(from, name), join(to, name))
}
