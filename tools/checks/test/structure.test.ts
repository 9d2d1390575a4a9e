import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { operationNames } from '@vpn-gateway/core'
import { documentation, frontDoorErrors, operationErrors } from '@vpn-gateway/core/catalogue'
import { describe, expect, test } from 'vitest'
import { packages, root, sources } from '../src/workspace.ts'

/** The arrows of the picture in the README: who may import whom. */
const arrows: Record<string, string[]> = {
  core: [],
  client: ['core'],
  poller: ['core'],
  emulator: ['core'],
  msw: ['emulator'],
  cli: ['client', 'core', 'emulator', 'poller'],
}

const codes = [...new Set([...Object.values(operationErrors).flat(), ...frontDoorErrors].map(({ code }) => code))]

/** Words of the spec that also are plain words of these packages' own. */
const ownWords = new Set(['InvalidParameter'])

describe.each(packages())('$name', (each) => {
  test('imports only what the picture lets it', () => {
    const declared = Object.keys({ ...each.manifest.dependencies, ...each.manifest.peerDependencies }).filter((name) =>
      name.startsWith('@vpn-gateway/'),
    )
    expect(declared.map((name) => name.replace('@vpn-gateway/', '')).sort()).toEqual(arrows[each.name])
    for (const { path, text } of sources(each)) {
      const imported = [...text.matchAll(/from '@vpn-gateway\/([a-z]+)/g)].map(([, name]) => name)
      for (const name of imported) expect(arrows[each.name], path).toContain(name)
    }
  })

  test('names no operation, no method of one, and no error code in its source', () => {
    const names = operationNames.flatMap((name) => [name, `${name.charAt(0).toLowerCase()}${name.slice(1)}`])
    const forbidden = [...names, ...codes.filter((code) => !ownWords.has(code))]
    for (const { path, text } of sources(each)) {
      const code = withoutComments(text)
      for (const name of forbidden)
        expect(new RegExp(`(?<![\\w.])${name.replaceAll('.', '\\.')}(?![\\w.])`).test(code), `${name} in ${path}`).toBe(false)
    }
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
        expect(withoutComments(text), path).not.toMatch(/from 'node:|import\('node:|\bprocess\.|\bBuffer\b/)
      if (!/clock\.ts$/.test(path))
        expect(withoutComments(text), path).not.toMatch(/\b(setTimeout|setInterval|setImmediate)\b|AbortSignal\.timeout/)
    }
  })
})

/** Examples in documentation comments may name operations. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

test('a planted name would be found', () => {
  expect(withoutComments("/** DeleteVpnConnection */\n// DeleteVpnConnection\ncall('DeleteVpnConnection')")).toContain(
    "call('DeleteVpnConnection')",
  )
  expect(Object.keys(documentation)).toEqual([...operationNames])
})

test('the lock file names no registry', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/)
})

test('the README has the two commands', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  for (const command of ['npm ci && npm start', 'npm ci && npm test']) expect(readme).toContain(command)
})
