import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages, root } from '@vpn-gateway/workspace/packages'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import { afterAll, beforeEach } from 'vitest'
import { specAt, writeBaseline } from '../../src/versions/baseline.ts'
import { checkVersions } from '../../src/versions/check.ts'
import { type Edit, realDocument } from './edit.ts'

/** A workspace with the published packages of this one, right after each was released as 0.1.0. */
export interface BaselineWorkspace {
  readonly folder: string
  /** Changes the spec. */
  edit(change: Edit): void
  /** Replaces a text in a file by another; it must be there. */
  replace(path: string, from: string | RegExp, to: string): void
  /** Adds a changeset, each package by its short name with its level. */
  changeset(levels: Readonly<Record<string, string>>): void
  /** Gives the findings, and each package that the changesets leave behind, with what it needs and what it would get. */
  check(): Promise<{ readonly found: readonly string[]; readonly behind: readonly string[] }>
}

// Made once for each file of tests, and copied for each test.
const { path: base, [Symbol.dispose]: removeBase } = temporaryFolder('versions')
afterAll(removeBase)
writeWorkspace(base)
await writeBaseline(base)

/** That workspace, anew for each test. */
export function baselineWorkspace(): BaselineWorkspace {
  const { path: folder, [Symbol.dispose]: remove } = temporaryFolder('versions')
  afterAll(remove)
  beforeEach(() => {
    rmSync(folder, { recursive: true })
    cpSync(base, folder, { recursive: true })
  })
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
  let changesets = 0
  return {
    folder,
    edit(change) {
      const document = realDocument()
      change(document)
      write('spec/vpn-gateway.yaml', JSON.stringify(document))
    },
    replace(path, from, to) {
      const before = readFileSync(join(folder, path), 'utf8')
      const after = before.replace(from, to)
      if (after === before) throw new Error(`${path} has no ${from}`)
      write(path, after)
    },
    changeset(levels) {
      changesets += 1
      const lines = Object.entries(levels).map(([name, level]) => `"@vpn-gateway/${name}": ${level}\n`)
      write(`.changeset/change-${changesets}.md`, `---\n${lines.join('')}---\n\nWords.\n`)
    },
    async check() {
      const { findings, shortfalls } = await checkVersions(folder)
      return {
        found: findings.map(({ name, place }) => `${name}: ${place}`),
        behind: shortfalls.map(({ name, needs, planned }) => `${name.replace('@vpn-gateway/', '')} ${needs} ${planned}`),
      }
    },
  }
}

function writeWorkspace(folder: string): void {
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
  for (const path of ['spec', '.changeset']) mkdirSync(join(folder, path))
  write('package.json', JSON.stringify({ name: 'workspace', private: true, version: '0.0.0', workspaces: ['packages/*'] }))
  write('package-lock.json', '{}')
  cpSync(join(root, '.changeset/config.json'), join(folder, '.changeset/config.json'))
  cpSync(specAt(root), specAt(folder))
  for (const { name, folder: from, manifest } of packages()) {
    const to = join(folder, 'packages', name)
    for (const path of ['api', ...Object.values(manifest.exports).filter((each) => typeof each === 'string')])
      cpSync(join(from, path), join(to, path), { recursive: true })
    // Whatever versions they have by now.
    const early = JSON.stringify({ ...manifest, version: '0.1.0' }).replaceAll(/("@vpn-gateway\/[a-z]+":)"[^"]+"/g, '$1"^0.1.0"')
    write(join('packages', name, 'package.json'), early)
  }
}
