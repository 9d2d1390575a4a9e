import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import { afterAll, describe, expect, test } from 'vitest'
import { conventionProblems } from '../src/conventions.ts'
import { readSpec } from '../src/document.ts'
import { generatedFiles, specFile } from '../src/files.ts'
import { lintSpec } from '../src/lint.ts'

const { path: folder, [Symbol.dispose]: remove } = temporaryFolder('codegen')
afterAll(remove)

const spec = readFileSync(specFile, 'utf8')
let copies = 0

type Edit = string | readonly [RegExp, string]

/** The spec with one change, as a file of its own: a text of it with `<before|after>` at the place, or a pattern and its replacement. */
function changed(edit: Edit): string {
  const place = /<([^|<>]*)\|([^|<>]*)>/
  const [from, to] = typeof edit === 'string' ? [edit.replace(place, '$1'), edit.replace(place, '$2')] : edit
  const text = spec.replace(from, to)
  expect(text).not.toBe(spec)
  copies += 1
  const file = join(folder, `spec-${copies}.yaml`)
  writeFileSync(file, text)
  return file
}

const generate = (file: string) => generatedFiles(readSpec(file))

test('the spec as it stands keeps every rule', async () => {
  expect(await lintSpec(specFile)).toEqual([])
})

test('generation is deterministic', async () => {
  expect(await generate(specFile)).toEqual(await generate(specFile))
})

test('codes stand in the table by their kind, and only where a pattern or its lack would not give it', async () => {
  const table = async (file: string) => (await generate(file))['packages/core/src/generated/metadata.ts']
  expect(await table(specFile)).toContain('"throttled": "throttling throttling.* rejected.throttling operationfailed.throttling"')
  expect(await table(specFile)).not.toContain('nopermission')
  expect(await table(changed('<Throttling.|NoPerm>*, Rejected'))).toContain('"stop": "nopermission"')
})

test('what to do about each kind of errors is said once, for the types, the catalogue and the pages', async () => {
  const files = await generate(changed('<Wait as long as the answer asks|Have patience>, and'))
  for (const file of ['packages/core/src/generated/names.ts', 'packages/core/src/generated/documentation.ts', 'docs/reference/README.md'])
    expect(files[file], file).toContain('Have patience, and send fewer requests.')
})

test('the work that shows on a resource is in its metadata', async () => {
  const table = (await generate(specFile))['packages/core/src/generated/metadata.ts']
  expect(table?.replace(/\s+/g, '')).toContain('"field":"TunnelOptionsSpecification.TunnelOptions.State","values":["deleting","detaching"]')
})

test('a code that a pattern covers can be one that is still at work', async () => {
  const files = await generate(changed('      - TOKEN_PROCESSING\n<|      - TOKEN_*\n>'))
  expect(files['packages/core/src/generated/metadata.ts']).toMatch(/pendingCodes[^=]*= \[[^\]]*"token_processing"/)
})

test('what says that keys have run out is known by its code and by what a message names, the shorter where one holds the other', async () => {
  const texts = async (file: string) =>
    /expiredCredentials[^=]*= (\[[^\]]*\])/.exec((await generate(file))['packages/core/src/generated/signing.ts'] ?? '')?.[1]
  expect(JSON.parse((await texts(specFile)) ?? '')).toEqual(['securitytoken.expired'])
  const other = changed('named: [<SecurityToken.Expired|Key.RanOut>]')
  expect(JSON.parse((await texts(other)) ?? '')).toEqual(['key.ranout', 'invalidsecuritytoken.expired'])
})

test('types hold what an answer can be, and nothing of errors or of XML', async () => {
  const types = (await generate(specFile))['packages/core/src/generated/types.ts']
  expect(types).toContain('DeleteVpnConnection: {')
  expect(types).not.toMatch(/application\/xml|FrontDoor|interface paths/)
})

describe('Redocly refuses', () => {
  test.each<[string, Edit]>([
    ['an operation without a summary', '<      summary: Delete an IPsec-VPN connection\n|>'],
    ['an example that does not fit its schema', 'value: { RequestId: <606998F0-B94D-48FE-8316-ACA81BB230DA|7> }'],
    ['a reference to nothing', '$ref: "#/components/parameters/<RegionId|Region>"'],
    ['a component without a use', '  schemas:\n<|    Unused: { type: string }\n>'],
  ])('%s', async (_, edit) => {
    expect((await lintSpec(changed(edit))).length).toBeGreaterThan(0)
  })
})

describe('the generator refuses, naming the line', () => {
  test.each<[string, Edit, RegExp]>([
    ['an error without a kind', 'x-<error: { kind: busy, when: busy |errors: {>}\n', /VpnGateway\.Configuring needs x-error with its kind/],
    ['a kind of errors without advice', [/\n {4}advice: Wait as long.*/, ''], /throttled needs advice/],
    ['an error of an unknown kind', 'kind: <busy|tired>, when: busy }', /tired is not one of x-error-kinds/],
    ['an answer to unsigned requests of another kind', 'unsigned: [<IncompleteSignature|SystemBusy>', /SystemBusy is not of the kind stop/],
    ['a code with two kinds', '      - SystemBusy\n<|      - NoPermission\n>', /NoPermission has a kind already/],
    ['an example that shows another code', 'Code: VpnTask.<CONFLICT|Conflict>', /shows VpnTask\.Conflict/],
    [
      'an operation without x-access',
      '<\n      x-access: { resource: VpnConnection, verb: delete }|>',
      /DeleteVpnConnection needs x-access/,
    ],
    ['an unknown verb', 'verb: <delete|remove> }', /has the verb remove/],
    ['an operation whose permission is not known', '<      x-ram: vpc:DeleteVpnConnection\n|>', /DeleteVpnConnection needs x-ram/],
    ['a resource that is not described', '{ resource: <VpnConnection|Tunnel>, verb: delete }', /works on Tunnel; add it to x-resources/],
    ['a long-running operation without a token', '<\n      x-idempotency: { parameter: ClientToken }|>', /name its idempotency parameter/],
    ['a busy resource that is not the parent', 'x-long-running: { busy: <VpnGateway|IpsecServer> }', /the busy resource is the parent/],
    [
      'a second operation that reads the same',
      'verb: <list, items: VpnConnections.VpnConnection|read> }',
      /DescribeVpnConnection is the read of VpnConnection already/,
    ],
    ['a token that is no parameter', 'x-idempotency: { parameter: <ClientToken|Token> }', /has no parameter Token/],
    ['a listing that does not say where its entries are', '<, items: IpsecServers|> }', /ListIpsecServers lists; say with x-access\.items/],
    ['a wrong action', '{ const: <DeleteVpnConnection|DeleteVpnConnections> }', /Action must be the constant DeleteVpnConnection/],
    ['a path that is not named after its operation', '/#<DeleteVpnConnection|Delete>:', /the path of DeleteVpnConnection is/],
    ['a parent that is not described', 'parent: { resource: <VpnGateway|Vpc>, field: VpnGatewayId }', /Vpc is not one of x-resources/],
    [
      'work that shows in a field that no answer has',
      'field: TunnelOptionsSpecification.<TunnelOptions.|>State,',
      /spec-\d+\.yaml:\d+: VpnConnection has no field TunnelOptionsSpecification\.State; name one of its answers, with dots on the way into objects/,
    ],
    ['a name that no answer has', '    name: <IpsecServerName|Name>', /spec-\d+\.yaml:\d+: IpsecServer has no field Name;/],
    [
      'tags whose fields are called otherwise',
      'tags: { fields: [Tags.Tag], key: <Key|TagKey>,',
      /VpnGateway has no field Tags\.Tag\.TagKey;/,
    ],
    [
      'a name that could stand in any message',
      'named: [SecurityToken.Expired<|, expired>]',
      /spec-\d+\.yaml:\d+: "expired" could stand in any message; name words with dots between/,
    ],
    [
      'credentials of which nothing is known',
      'credentials: <expired|missing>',
      /spec-\d+\.yaml:\d+: InvalidSecurityToken\.Expired has credentials: missing; write expired, or leave it out/,
    ],
    [
      'keys that run out by a kind that is repeated anyway',
      'x-error: { kind: <stop|transient>, when: security-token-expired,',
      /InvalidSecurityToken\.Expired is of the kind transient, whose repeats ask for keys anyway; leave credentials out/,
    ],
    [
      'a deletion that cannot say that there is nothing',
      'x-error: { kind: gone<, when: absent, resource: IpsecServer|> }',
      /DeleteIpsecServer needs an error for an absent IpsecServer/,
    ],
    [
      'an id without a pattern',
      'IpsecServerId: { type: string<, pattern: "^iss-[A-Za-z0-9*]+$"|>',
      /the parameter IpsecServerId needs a pattern that starts with \^iss-/,
    ],
    [
      'a deletion that does not say whether it runs long',
      '<      x-long-running: { busy: VpnGateway }\n|>',
      /DeleteVpnConnection deletes; say with x-long-running/,
    ],
    [
      'a deletion that requires what the poller cannot know',
      [/(operationId: DeleteIpsecServer[\s\S]*?- name: DryRun\n {10}in: query\n)/, '$1          required: true\n'],
      /DeleteIpsecServer runs long, and requires DryRun/,
    ],
    [
      'an error that stands alone',
      'OperationConflict: { <$ref: "#/components/examples/OperationConflict"|summary: Alone., value: { Code: OperationConflict }, x-error: { kind: stop }> }',
      /OperationConflict must be \$ref/,
    ],
    ['a status without an error', [/examples: &conflict\n.*\n/, 'examples: &conflict {}\n'], /documents no error for 409/],
    ['broken YAML', 'openapi: <|[>3.1.0', /spec-\d+\.yaml/],
  ])('%s', async (_, edit, words) => {
    const file = changed(edit)
    await expect((async () => generate(file))()).rejects.toThrow(
      expect.objectContaining({ name: 'SpecError', message: expect.stringMatching(words) }),
    )
  })

  test('by the line it stands on', async () => {
    const file = changed('<      x-access: { resource: VpnConnection, verb: delete }\n|>')
    const line = readFileSync(file, 'utf8').split('\n').indexOf('      operationId: DeleteVpnConnection') + 1
    await expect((async () => generate(file))()).rejects.toThrow(`${file}:${line}: `)
  })
})

describe('the conventions', () => {
  test('are kept by the spec as it stands', () => {
    expect(conventionProblems(readSpec(specFile))).toEqual([])
  })

  test.each<[string, Edit, RegExp]>([
    [
      'a name in small letters',
      '- name: <IpsecServerName|ipsecServerName>\n',
      /has the parameter ipsecServerName; RPC names begin with a capital/,
    ],
    ['a parameter in a header', '- name: IpsecServerName\n          in: <query|header>', /sends IpsecServerName in header/],
    [
      'no region',
      [/(operationId: DescribeVpnGateway[\s\S]*?) {8}- \$ref: "#\/components\/parameters\/RegionId"\n/, '$1'],
      /DescribeVpnGateway works on a resource of a region/,
    ],
    [
      'a required parameter without an example',
      '<          example: vpn-bp1r3v1xqkl0w519g****\n|>',
      /DescribeVpnGateway requires VpnGatewayId; give it an example/,
    ],
    [
      'no answer in XML',
      '<\n            application/xml: { schema: *DeleteIpsecServerResponse, examples: *DeleteIpsecServerAnswer }|>',
      /DeleteIpsecServer answers in one format/,
    ],
    [
      'another root in XML',
      'xml: { name: <DeleteIpsecServerResponse|DeleteIpsecServer> }',
      /needs xml: \{ name: DeleteIpsecServerResponse \}/,
    ],
    [
      'an answer without a request id',
      [/(&ListIpsecServersResponse\n {16}type: object\n) {16}required: \[RequestId\]\n/, '$1'],
      /ListIpsecServers must require RequestId/,
    ],
    [
      'an error in JSON only',
      '<\n            application/xml: { schema: *error, examples: *conflict }|>',
      /documents other errors in XML than in JSON for 409/,
    ],
    [
      'no front door',
      [/(operationId: DeleteIpsecServer[\s\S]*?)\n {8}default: \{ \$ref: "#\/components\/responses\/FrontDoor" \}/, '$1'],
      /DeleteIpsecServer needs default/,
    ],
  ])('%s is named with its line', (_, edit, words) => {
    const problems = conventionProblems(readSpec(changed(edit)))
    expect(problems.join('\n')).toMatch(words)
    for (const problem of problems) expect(problem).toMatch(/^.*spec-\d+\.yaml:\d+: /)
  })
})
