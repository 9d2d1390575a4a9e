import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { operationNames } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors } from '@vpn-gateway/core/catalogue'
import { packages, root, sources } from '@vpn-gateway/workspace/packages'
import { describe, expect, test } from 'vitest'
import { floorProblems, places } from './floors.ts'

/** Packages that are built into one page: what they import is in it, and is not installed beside. */
const wholes = ['explorer']

/** Words of the spec that also are plain words of these packages' own. */
const ownWords = new Set(['InvalidParameter'])

const codes = [...Object.values(operationErrors).flat(), ...frontDoorErrors].map(({ code }) => code).filter((code) => !ownWords.has(code))

/** Every operation as the spec, the client and the command line spell it, and every error code. */
const specNames = [
  ...operationNames,
  ...operationNames.map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`),
  ...operationNames.map((name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()),
  ...new Set(codes),
]

/** Finds the names in a source file that only the spec may have; comments are exempt. */
function namesOfTheSpec(text: string): string[] {
  const code = withoutComments(text)
  return specNames.filter((name) => new RegExp(`(?<![\\w-])${name.replaceAll('.', '\\.')}(?![\\w-])`).test(code))
}

describe.each(packages())('$name', (each) => {
  test('imports only what the picture lets it', () => {
    const { imports = [] } = places[each.name] ?? {}
    const declared = Object.keys({ ...each.manifest.dependencies, ...each.manifest.peerDependencies }).filter((name) =>
      name.startsWith('@vpn-gateway/'),
    )
    expect(declared.map((name) => name.replace('@vpn-gateway/', '')).sort()).toEqual(wholes.includes(each.name) ? [] : imports)
    for (const { path, text } of sources(each)) {
      const imported = [...withoutSampleCode(text).matchAll(/from '@vpn-gateway\/([a-z]+)/g)].map(([, name]) => name)
      for (const name of imported) expect(imports, path).toContain(name)
    }
  })

  test('imports nothing from a floor above', () => {
    expect(floorProblems(each)).toEqual([])
  })

  test('names no operation, no method or command of one, and no error code in its source', () => {
    for (const { path, text } of sources(each)) expect(namesOfTheSpec(text), path).toEqual([])
  })

  test('has a README of one screen that starts with an example', () => {
    const readme = readFileSync(join(each.folder, 'README.md'), 'utf8')
    expect(readme.split('\n').length).toBeLessThanOrEqual(60)
    expect(readme.slice(0, readme.indexOf('```')).split('\n').length).toBeLessThanOrEqual(8)
    expect(readme).toMatch(new RegExp(`npm install (--[a-z-]+ )?${each.manifest.name}`))
  })
})

describe.each(packages().filter(({ name }) => name !== 'cli'))('$name runs in browsers', (each) => {
  test('no Node built-in but in files that only Node loads, and no timer but the clocks', () => {
    for (const { path, text } of sources(each)) {
      if (!/\/(node|bin)\.ts$|\.node\.ts$/.test(path))
        expect(withoutSampleCode(withoutComments(text)), path).not.toMatch(/from 'node:|import\('node:|\bprocess\.|\bBuffer\b/)
      if (!/clock\.ts$/.test(path))
        expect(withoutComments(text), path).not.toMatch(/(?<!socket\.)\b(setTimeout|setInterval|setImmediate)\b|AbortSignal\.timeout/)
    }
  })
})

/** Examples in documentation comments may name operations. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

/** Templates that span lines are sample code of the explorer, which the page shows and does not run. */
function withoutSampleCode(text: string): string {
  return text.replace(/`[^`]*`/g, (template) => (template.includes('\n') ? '' : template))
}

test('an import that leads up would be found, through the manifest too, and so would a file on no floor', () => {
  const [core] = packages().filter(({ name }) => name === 'core')
  const floors = places.core!.floors.map((names) => names.replace(/\b(runtime|scope) ?/, ''))
  const upsideDown = floorProblems(core!, [...floors, 'runtime'])
  expect(upsideDown).toContain('src/signing/v3.ts imports src/runtime/crypto.node.ts, which stands above it')
  expect(upsideDown).toContain('src/scope.ts stands on no floor: add it to the table of floors.ts')
})

test('a planted name would be found, however it is spelt', () => {
  expect(namesOfTheSpec('/** DeleteVpnConnection */\n// DeleteVpnConnection\n')).toEqual([])
  expect(namesOfTheSpec("call('DeleteVpnConnection')")).toEqual(['DeleteVpnConnection'])
  expect(namesOfTheSpec('client.deleteVpnConnection({})')).toEqual(['deleteVpnConnection'])
  expect(namesOfTheSpec("new Command('delete-vpn-connection')")).toEqual(['delete-vpn-connection'])
  expect(namesOfTheSpec("if (error.code === 'VpnGateway.Configuring') wait()")).toEqual(['VpnGateway.Configuring'])
})

const lockFiles = ['package-lock.json', 'tools/*/peers/package-lock.json', 'tools/*/{peers,consumers}/*/package-lock.json']

test('no lock file names a registry', () => {
  const paths = globSync(lockFiles, { cwd: root })
  expect(paths.length).toBeGreaterThan(12)
  for (const path of paths) expect(readFileSync(join(root, path), 'utf8'), path).not.toMatch(/"resolved": "https?:/)
})

test('every changeset names a package, a level, and says something', () => {
  const names = packages().map(({ manifest }) => manifest.name)
  for (const file of readdirSync(join(root, '.changeset')).filter((name) => name.endsWith('.md'))) {
    const [, header = '', words = ''] =
      /^---\n([\s\S]*?)\n---\n\n([\s\S]*)$/.exec(readFileSync(join(root, '.changeset', file), 'utf8')) ?? []
    // What `changeset --empty` writes says that there is nothing to release.
    if (header.trim() === '' && words.trim() === '') continue
    const levels = header.split('\n').map((line) => /^"([^"]+)": (major|minor|patch)$/.exec(line)?.[1])
    for (const name of levels) expect(names, file).toContain(name)
    expect(words, file).toMatch(/\w+ \w+.*\.\n$/s)
  }
})

test('the README has the two commands', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  for (const command of ['npm ci && npm start', 'npm ci && npm test']) expect(readme).toContain(command)
})
