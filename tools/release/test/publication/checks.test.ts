import { cpSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { installLocked } from '@vpn-gateway/workspace/locked-install'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import { afterAll, expect, test } from 'vitest'
import { peers } from '../../src/publication/check.ts'
import { checks, problemsOf } from '../../src/publication/checks.ts'
import { pack } from '../../src/publication/pack.ts'
import { sizeLimits, sizeOf } from '../../src/publication/sizes.ts'
import { faults } from './planted.ts'

const { path: folder, [Symbol.dispose]: remove } = temporaryFolder('release')
afterAll(remove)
installLocked(peers)
const packing = await pack(folder)

test('what would be published keeps every rule', async () => {
  expect(await problemsOf(checks, packing.packed)).toEqual([])
})

test.each(faults)('$rule: finds $fault', async ({ rule, in: place, plant, says }) => {
  const copy = mkdtempSync(join(folder, 'planted-'))
  cpSync(join(folder, 'node_modules'), join(copy, 'node_modules'), { recursive: true })
  const name = `@vpn-gateway/${place}`
  const planted = { name, folder: join(copy, 'node_modules', name) }
  plant(planted.folder)
  const problems = await problemsOf(
    checks.filter((check) => check.rule === rule),
    [planted],
  )
  expect(problems.map(({ package: broken }) => broken)).toContain(name)
  expect(problems.map(({ remedy }) => remedy).join('\n')).toContain(says)
  for (const { remedy } of problems) expect(remedy).not.toContain('\n')
})

test('every check has a planted fault', () => {
  expect([...new Set(faults.map(({ rule }) => rule))].sort()).toEqual(checks.map(({ rule }) => rule).sort())
  expect(new Set(sizeLimits.filter((limit) => limit.atMostKb).map((limit) => limit.package)).size).toBe(
    faults.filter(({ rule }) => rule === 'size').length,
  )
})

test('lazy chunks do not count for the first use', async () => {
  const limit = sizeLimits.find(({ package: name }) => name === '@vpn-gateway/client')
  const packed = packing.packed.find(({ name }) => name === '@vpn-gateway/client')
  const { first, all } = await sizeOf(limit!, packed!)
  expect(first).toBeGreaterThan(1000)
  expect(all - first).toBeGreaterThan(1000)
})
