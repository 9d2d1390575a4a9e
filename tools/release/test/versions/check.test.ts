import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { baselineAt } from '../../src/versions/baseline.ts'
import { checkVersions } from '../../src/versions/check.ts'
import { levelOf } from '../../src/versions/levels.ts'
import { printed } from '../../src/versions/print.ts'
import { columns, dependent, shown } from '../../src/versions/rules.ts'
import { baselineWorkspace } from './baseline-workspace.ts'
import { operation, put, take } from './edit.ts'

const workspace = baselineWorkspace()

const lessParameters = take(operation('DescribeVpnConnections', 'parameters Tag'))

test('a baseline that is missing is no first release', async () => {
  rmSync(baselineAt(workspace.folder).folder, { recursive: true })
  await expect(checkVersions(workspace.folder)).rejects.toThrow('there is no baseline: restore')
})

test('before the first release there is nothing to compare with', async () => {
  rmSync(baselineAt(workspace.folder).folder, { recursive: true })
  for (const short of [...columns, ...shown, ...dependent])
    workspace.replace(`packages/${short}/package.json`, /"version":\s*"0\.1\.0"/, '"version": "0.0.0"')
  const verdict = await checkVersions(workspace.folder)
  expect(verdict).toEqual({ compared: false, findings: [], shortfalls: [] })
  expect(printed(verdict)).toBe('There is no baseline before the first release: nothing was compared.')
})

test('right after a release nothing is asked for', async () => {
  const verdict = await checkVersions(workspace.folder)
  expect(verdict).toEqual({ compared: true, findings: [], shortfalls: [] })
})

test('without changesets, a change asks for every package that it touches', async () => {
  workspace.edit(lessParameters)
  expect((await workspace.check()).behind.join('; ')).toBe(
    'cli minor none; client minor none; core minor none; emulator minor none; explorer patch none; msw minor none',
  )
})

test('changesets of lower levels fail, and the plan counts only for packages that only depend', async () => {
  workspace.edit(lessParameters)
  workspace.changeset({ core: 'minor', client: 'patch', cli: 'minor' })
  // The plan brings the emulator a patch, as its range does not take the new core; its changelog would not say what changed in it.
  expect((await workspace.check()).behind).toEqual(['client minor patch', 'emulator minor none', 'explorer patch none', 'msw minor none'])
})

test('changesets of the same levels pass, together, and so do those of higher ones', async () => {
  workspace.edit(lessParameters)
  workspace.changeset({ core: 'minor', client: 'minor', cli: 'minor' })
  workspace.changeset({ emulator: 'major', msw: 'minor', explorer: 'patch' })
  expect((await workspace.check()).behind).toEqual([])
})

test('a changeset of the level none is no release', async () => {
  workspace.edit(put('info title', 'Gateways'))
  workspace.changeset({ core: 'none' })
  expect((await workspace.check()).behind).toEqual(['core patch none', 'explorer patch none'])
})

test('npm run versions:check names the difference and the packages, and exits with 1', () => {
  workspace.edit(lessParameters)
  workspace.changeset({ core: 'patch', client: 'minor', emulator: 'minor', msw: 'minor', cli: 'minor', explorer: 'patch' })
  const main = fileURLToPath(new URL('../../src/versions/main.ts', import.meta.url))
  const run = () => execFileSync(process.execPath, [main, workspace.folder], { encoding: 'utf8', stdio: 'pipe' })
  expect(run).toThrow(
    expect.objectContaining({
      status: 1,
      stderr: `Since the last release:

  parameter-removed  DescribeVpnConnections Tag  breaking core, client, emulator, msw, cli; repair explorer  gone

@vpn-gateway/core needs minor, its changesets have patch: add one with \`npx changeset\`
`,
    }),
  )
  workspace.changeset({ core: 'minor' })
  expect(run()).toContain('The changesets are enough.\n')
})

test.each([
  ['breaking', '0.1.0', 'minor'],
  ['feature', '0.1.0', 'minor'],
  ['repair', '0.1.0', 'patch'],
  ['breaking', '1.0.0', 'major'],
  ['feature', '1.0.0', 'minor'],
  ['repair', '10.2.3', 'patch'],
] as const)('a change that is %s to %s asks for %s', (weight, version, level) => {
  expect(levelOf(weight, version)).toBe(level)
})
