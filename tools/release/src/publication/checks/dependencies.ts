import { packages } from '@vpn-gateway/workspace/packages'
import type { Check, Packed } from '../check.ts'
import { manifestIn } from '../published.ts'

/** Packages that are released together find each other. */
export const dependencies: Check = {
  rule: 'dependencies',
  *remedies(packed: Packed) {
    const versions = new Map(packages().map(({ manifest: { name, version } }) => [name, version]))
    const { version, dependencies: needed = {}, peerDependencies = {}, devDependencies = {} } = manifestIn(packed)
    if (version !== versions.get(packed.name)) yield `its version is ${version}, and the workspace's is ${versions.get(packed.name)}`
    for (const [name, range] of Object.entries({ ...devDependencies, ...peerDependencies, ...needed })) {
      const own = versions.get(name)
      if (own !== undefined && range !== `^${own}`) yield `it takes ${name} ${range}: let it be ^${own}, which is released with it`
      if (own === undefined && /^(file|link|workspace|git|https?):|^\*?$/.test(range))
        yield `it takes ${name} ${range || 'in any version'}: name a range of versions of the registry`
    }
  },
}
