import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { replaceFiles, staleFiles } from '@vpn-gateway/workspace/written-files'
import { expect, onTestFinished, test } from 'vitest'

test('a changed file, a missing one, and one that nothing writes any more are named, and written', () => {
  const root = mkdtempSync(join(tmpdir(), 'vpn-gateway-written-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const folder = 'packages/core/api'
  const files = { [`${folder}/a.api.md`]: 'a', [`${folder}/b.api.md`]: 'b' }
  const stale = (texts: Record<string, string>) => staleFiles(texts, [folder], root)
  expect(stale(files)).toEqual(Object.keys(files))
  replaceFiles({ ...files, [`${folder}/c.api.md`]: 'c' }, [folder], root)
  expect(stale({ [`${folder}/a.api.md`]: 'a', [`${folder}/b.api.md`]: 'changed', [`${folder}/d.api.md`]: 'd' })).toEqual([
    `${folder}/b.api.md`,
    `${folder}/c.api.md`,
    `${folder}/d.api.md`,
  ])
  replaceFiles(files, [folder], root)
  expect(stale(files)).toEqual([])
})
