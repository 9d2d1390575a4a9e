import type { Packages } from '@manypkg/get-packages'

/** A package that is published, as its manifest says. */
export interface Published {
  readonly name: string
  readonly version: string
  /** Packages of the workspace that its users get with it, or bring for it. */
  readonly needs: readonly string[]
  readonly folder: string
}

/** The packages that are published, by name. */
export function publishedOf({ packages }: Packages): Published[] {
  const published = packages.filter(({ packageJson }) => packageJson.private !== true)
  const names = new Set(published.map(({ packageJson }) => packageJson.name))
  return published
    .map(({ dir, packageJson: { name, version, dependencies, peerDependencies } }) => ({
      name,
      version,
      needs: Object.keys({ ...dependencies, ...peerDependencies }).filter((each) => names.has(each)),
      folder: dir,
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** `core` of `@vpn-gateway/core`. */
export function shortName(name: string): string {
  return name.replace(/^@[^/]+\//, '')
}
