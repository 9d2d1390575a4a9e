import type { Check, Packed } from '../check.ts'
import { manifestIn } from '../published.ts'

/** Where the packages come from; npm leads the links of a README there, and provenance is checked against it. */
const repository = 'git+https://github.com/vpn-gateway/vpn-gateway.git'

/** What npm and its users read of a package. */
export const manifest: Check = {
  rule: 'manifest',
  *remedies(packed: Packed) {
    const { type, license, description, keywords, sideEffects, engines, publishConfig, repository: source } = manifestIn(packed)
    if (type !== 'module') yield 'set "type" to "module": everything is an ES module'
    if (license !== 'MIT') yield 'set "license" to "MIT"'
    if (!description) yield 'add a "description": it is what a search shows'
    if (!keywords?.length) yield 'add "keywords": a search goes by them'
    if (sideEffects !== false) yield 'set "sideEffects" to false, or bundlers keep what nobody uses'
    if (engines?.node !== '>=22.12') yield 'set "engines.node" to ">=22.12", which the tests run on'
    if (publishConfig?.access !== 'public') yield 'set "publishConfig.access" to "public": a scoped package is private otherwise'
    if (publishConfig?.provenance !== true) yield 'set "publishConfig.provenance" to true, so that npm shows where it was built'
    const { name } = packed
    const directory = `packages/${name.slice(name.indexOf('/') + 1)}`
    if (source?.url !== repository) yield `set "repository.url" to "${repository}": npm refuses provenance without it`
    if (source?.directory !== directory) yield `set "repository.directory" to "${directory}", or the links of its README lead nowhere`
  },
}
