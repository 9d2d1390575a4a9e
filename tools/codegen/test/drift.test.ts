import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import { replaceFiles, staleFiles } from '@vpn-gateway/workspace/written-files'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { readSpec } from '../src/document.ts'
import { generatedFiles, generatedFolders, specFile } from '../src/files.ts'

const files = await generatedFiles(readSpec(specFile))
const { path: folder, [Symbol.dispose]: remove } = temporaryFolder('drift')
beforeEach(() => replaceFiles(files, generatedFolders, folder))
afterAll(remove)

test('what was just written does not differ', () => {
  expect(staleFiles(files, generatedFolders, folder)).toEqual([])
})

test('a changed file, a missing one, and one that nothing writes any more are named', () => {
  const [tables, pages] = ['packages/core/src/generated', 'docs/reference']
  const [first, second] = readdirSync(join(folder, tables)).map((name) => `${tables}/${name}`)
  writeFileSync(join(folder, first!), '// by hand\n')
  rmSync(join(folder, second!))
  const others = [`${tables}/left-over.ts`, `${pages}/LeftOver.md`, `${pages}/README.md`, 'packages/core/openapi.json']
  for (const path of others) writeFileSync(join(folder, path), '')
  expect(staleFiles(files, generatedFolders, folder).sort()).toEqual([first, second, ...others].sort())
})
