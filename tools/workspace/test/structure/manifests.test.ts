import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages, root } from '@vpn-gateway/workspace/packages'
import { describe, expect, test } from 'vitest'

/** Address of the source; npm resolves the links of a README with it, and refuses provenance without it. */
const repository = 'git+https://github.com/vpn-gateway/vpn-gateway.git'

describe.each(packages())('the manifest of $name', ({ name, folder, manifest }) => {
  test('says what npm and its users read', () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/\w/),
      // A search goes by them.
      keywords: expect.arrayContaining([expect.any(String)]),
      license: 'MIT',
      type: 'module',
      // Bundlers keep what is not used otherwise.
      sideEffects: false,
      // The tests run on it.
      engines: { node: '>=22.12' },
      // A scoped package is private otherwise, and npm shows where this one was built.
      publishConfig: { access: 'public', provenance: true },
      repository: { url: repository, directory: `packages/${name}` },
    })
  })

  test('takes the packages that are released with it, and ranges of the registry', () => {
    const versions = new Map(packages().map((each) => [each.manifest.name, each.manifest.version]))
    const { dependencies, peerDependencies, devDependencies } = manifest
    for (const [other, range] of Object.entries({ ...devDependencies, ...peerDependencies, ...dependencies })) {
      if (versions.has(other)) expect(range, other).toBe(`^${versions.get(other)}`)
      else expect(range, other).not.toMatch(/^(file|link|workspace|git|https?):|^\*?$/)
    }
  })

  test('repeats its exports for compilers that do not read them, as ts-jest by its defaults does not', () => {
    const entries = Object.entries(manifest.exports as Record<string, { readonly types?: string; readonly default?: string }>)
    const own = entries.find(([path, { types }]) => path === '.' && types !== undefined)?.[1]
    const others = entries.filter(([path, { types }]) => own && path !== '.' && types !== undefined)
    const typesVersions = { '*': Object.fromEntries(others.map(([path, { types }]) => [path.slice(2), [types]])) }
    const { main, types, ...rest } = manifest as typeof manifest & Readonly<Record<string, unknown>>
    expect([main, types, rest.typesVersions]).toEqual([own?.default, own?.types, others.length > 0 ? typesVersions : undefined])
  })

  test('comes with the text of the licence', () => {
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'))
  })
})
