import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packages, root } from '@vpn-gateway/support/workspace'
import { keepReleased } from '../src/keep.ts'
import { specAt } from '../src/released.ts'
import { type Edit, realDocument } from './edit.ts'

/** A workspace with the published packages of this one, right after each was released as 0.1.0. */
export interface ReleasedWorkspace {
  readonly folder: string
  /** Changes the spec. */
  edit(change: Edit): void
  /** Adds a changeset, each package by its short name with its level. */
  changeset(levels: Readonly<Record<string, string>>): void
}

export function releasedWorkspace(): ReleasedWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'vpn-gateway-versions-'))
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
  for (const path of ['spec', '.changeset']) mkdirSync(join(folder, path))
  write('package.json', JSON.stringify({ name: 'workspace', private: true, version: '0.0.0', workspaces: ['packages/*'] }))
  write('package-lock.json', '{}')
  cpSync(join(root, '.changeset/config.json'), join(folder, '.changeset/config.json'))
  cpSync(specAt(root), specAt(folder))
  for (const { name, folder: from } of packages()) {
    mkdirSync(join(folder, 'packages', name), { recursive: true })
    const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as object
    // Whatever version they have by now.
    const early = JSON.stringify({ ...manifest, version: '0.1.0' }).replaceAll(/("@vpn-gateway\/[a-z]+":)"[^"]+"/g, '$1"^0.1.0"')
    write(join('packages', name, 'package.json'), early)
  }
  keepReleased(folder)
  let changesets = 0
  return {
    folder,
    edit(change) {
      const document = realDocument()
      change(document)
      write('spec/vpn-gateway.yaml', JSON.stringify(document))
    },
    changeset(levels) {
      changesets += 1
      const lines = Object.entries(levels).map(([name, level]) => `"@vpn-gateway/${name}": ${level}\n`)
      write(`.changeset/change-${changesets}.md`, `---\n${lines.join('')}---\n\nWords.\n`)
    },
  }
}
