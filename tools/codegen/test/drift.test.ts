import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { replaceFiles, staleFiles } from '@vpn-gateway/workspace/written-files'
import { beforeEach, expect, test } from 'vitest'
import { readSpec } from '../src/document.ts'
import { generatedFiles, generatedFolders, specFile } from '../src/files.ts'

const files = await generatedFiles(readSpec(specFile))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vpn-gateway-drift-'))
  replaceFiles(files, generatedFolders, folder)
  return () => rmSync(folder, { recursive: true })
})

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
