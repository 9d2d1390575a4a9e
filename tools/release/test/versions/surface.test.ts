import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { baselineWorkspace } from './baseline-workspace.ts'

const workspace = baselineWorkspace()

const client = 'packages/client/api/index.api.md'
const core = 'packages/core/api/index.api.md'
const cli = 'packages/cli/api/vpngw.help.md'

test('a changed report needs a changeset that names its package', async () => {
  workspace.replace(client, '(options: VpnGatewayClientOptions & Destination)', '(options?: VpnGatewayClientOptions)')
  const found = ['declaration-changed: client index.api.md createVpnGatewayClient']
  expect(await workspace.check()).toEqual({ found, behind: ['client patch none'] })
  // This brings the client a patch as a dependent, whose changelog does not have its own change.
  workspace.changeset({ core: 'minor' })
  expect(await workspace.check()).toEqual({ found, behind: ['client patch none'] })
  workspace.changeset({ client: 'patch' })
  expect(await workspace.check()).toEqual({ found, behind: [] })
})

test('an export that is gone is no patch', async () => {
  workspace.replace('packages/core/api/signing.api.md', /export function signV1.*\n\n/, '')
  workspace.changeset({ core: 'patch' })
  const found = ['export-removed: core signing.api.md signV1']
  expect(await workspace.check()).toEqual({ found, behind: ['core minor patch'] })
  workspace.changeset({ core: 'minor' })
  expect(await workspace.check()).toEqual({ found, behind: [] })
})

test('what is gone also breaks the packages whose own API names it', async () => {
  workspace.replace(core, '    readonly timeoutMs?: number | undefined;\n}', '}')
  workspace.changeset({ core: 'minor' })
  const found = ['member-removed: core index.api.md CallOptions timeoutMs']
  expect(await workspace.check()).toEqual({ found, behind: ['client minor none', 'poller minor none'] })
})

const admin = 'packages/emulator/admin.openapi.yaml'

test.each<[string, string, string | RegExp, string, string]>([
  ['an export', client, 'export { Clock }', 'export { Clock }\n\nexport function more(): void;', 'export-added: client index.api.md more'],
  [
    'a member',
    core,
    'interface CallOptions {',
    'interface CallOptions {\n    more?: 1;',
    'member-added: core index.api.md CallOptions more',
  ],
  ['an export that another takes its place', client, 'export { Clock }', 'export { Clocks }', 'export-removed: client index.api.md Clock'],
  ['what an export is made of', client, 'type Arguments<', 'type Argument<', 'declaration-changed: client index.api.md Arguments'],
  ['an import', client, "Clock } from '@vpn-gateway/core'", "Clock } from '@vpn-gateway/clock'", 'file-changed: client index.api.md'],
  ['an option', cli, /^ {2}--ensure-gone.*\n/m, '', 'option-removed: cli vpngw.help.md vpngw teardown --ensure-gone'],
  ['a command', cli, /^### `vpngw demo`[\s\S]*$/m, '', 'command-removed: cli vpngw.help.md vpngw demo'],
  ['the words of a help text', cli, 'do not ask first', 'ask nothing', 'help-changed: cli vpngw.help.md vpngw teardown'],
  ['a file that is exported as it is', admin, /^openapi:/, '# New.\nopenapi:', 'file-changed: emulator admin.openapi.yaml'],
])('%s', async (_, path, from, to, finding) => {
  workspace.replace(path, from, to)
  const { found, behind } = await workspace.check()
  expect(found).toContain(finding)
  expect(behind).toContain(`${finding.split(' ')[1]} ${finding.includes('changed') ? 'patch' : 'minor'} none`)
})

test('an entry that came, and one that went', async () => {
  rmSync(join(workspace.folder, 'packages/poller/api/node.api.md'))
  rmSync(join(workspace.folder, 'tools/release/baseline/api/msw'), { recursive: true })
  expect(await workspace.check()).toEqual({
    found: ['entry-added: msw index.api.md', 'entry-added: msw package.json', 'entry-removed: poller node.api.md'],
    behind: ['msw minor none', 'poller minor none'],
  })
})

test('what a manifest promises is a part of the surface: a narrower peer range asks for a changeset', async () => {
  workspace.replace('packages/msw/package.json', '^2.11.0 || ^3.0.0', '^3.0.0')
  expect(await workspace.check()).toEqual({ found: ['file-changed: msw package.json'], behind: ['msw patch none'] })
})
