import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import { replaceFiles, staleFiles } from '@vpn-gateway/workspace/written-files'
import { expect, test } from 'vitest'

test('a changed file, a missing one, and one that nothing writes any more are named, and written', () => {
  using temporary = temporaryFolder('written')
  const root = temporary.path
  const folder = 'packages/core/api'
  const files = { [`${folder}/a.api.md`]: 'a', [`${folder}/b.api.md`]: 'b' }
  const stale = (texts: Record<string, string>) => staleFiles(texts, [folder], root)
  expect(stale(files)).toEqual(Object.keys(files))
  replaceFiles({ ...files, [`${folder}/c.api.md`]: 'c' }, [folder], root)
  const others = { [`${folder}/a.api.md`]: 'a', [`${folder}/b.api.md`]: 'changed', [`${folder}/d.api.md`]: 'd' }
  expect(stale(others)).toEqual(['b', 'c', 'd'].map((name) => `${folder}/${name}.api.md`))
  replaceFiles(files, [folder], root)
  expect(stale(files)).toEqual([])
})
