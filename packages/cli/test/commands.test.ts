import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { credentials, key, serviceOfFile } from './service.ts'
import { start, vpngw } from './vpngw.ts'

const sts = { ...key, ALIBABA_CLOUD_ACCESS_KEY_ID: 'sts', ALIBABA_CLOUD_SECURITY_TOKEN: 'planted-token' }
const at = await serviceOfFile({
  gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }, { servers: ['iss-1'] }],
  progression: 'immediate',
  credentials: [...credentials, { accessKeyId: 'sts', accessKeySecret: 'planted-secret', securityToken: 'planted-token' }],
})
const { emulator, there } = at
/** More ids than are read from stdin. */
const endless = 'vco-1\n'.repeat(3_000_000)

describe('a command per operation', () => {
  test('prints the answer on stdout, without secrets', async () => {
    const { code, stdout } = await vpngw(['describe-vpn-connection', 'vco-1', ...there], key)
    expect(code).toBe(0)
    expect(stdout).toContain('VpnConnectionId: vco-1')
    expect(stdout).toContain('IkeConfig:\n  IkeVersion: ikev1')
    expect(stdout).not.toMatch(/Psk|AuthKey|pgw6dy/)
  })

  test('prints it as one line of JSON', async () => {
    const { stdout } = await vpngw(['list-ipsec-servers', '--ipsec-server-id', 'iss-1', 'iss-2', '--output', 'json', ...there], sts)
    expect(JSON.parse(stdout)).toMatchObject({ TotalCount: 1, IpsecServers: [{ IpsecServerId: 'iss-1' }] })
    expect(stdout.trimEnd()).not.toContain('\n')
    expect(stdout).not.toMatch(/"Psk"/)
  })

  test('says of a repeat that found nothing that it is absent, and of nothing that it was accepted', async () => {
    emulator.inject('DeleteVpnConnection', { kind: 'reset', work: 'not-done' })
    const { code, stdout, stderr } = await vpngw(['delete-vpn-connection', 'vco-none', '--yes', ...there], key)
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: expect.stringContaining('alreadyGone: true') })
    expect(stderr).toContain('a repeat found that it is absent')
    expect(stderr).not.toContain('Accepted')
  })

  test('takes the region from the environment', async () => {
    const { code } = await vpngw(['describe-vpn-gateway', 'vpn-1', '--endpoint', at.server.url], {
      ...key,
      ALIBABA_CLOUD_REGION_ID: 'cn-hangzhou',
    })
    expect(code).toBe(0)
  })

  test('a dry run that passes exits 0 and deletes nothing', async () => {
    const { code, stdout } = await vpngw(['delete-ipsec-server', 'iss-1', '--dry-run', ...there], key)
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('dryRun: passed') })
    expect(emulator.has('iss-1')).toBe(true)
  })

  test.each([
    [['teardown', '--plan', 'a.json', '--plan', 'b.json', '--yes'], '--plan'],
    [['teardown', 'vco-2', '--yes', '--journal', 'a', '--journal=b'], '--journal'],
    [['describe-vpn-gateway', 'vpn-1', '--region', 'cn-hangzhou', '--region', 'cn-beijing'], '--region'],
  ])('an option that takes one value is not given two: %j', async (args, flag) => {
    const requests = emulator.ledger.requests.length
    const { code, stderr } = await vpngw(args, key)
    expect({ code, stderr }).toEqual({ code: 2, stderr: `vpngw: ${flag} takes one value, and is given more\n` })
    expect(emulator.ledger.requests).toHaveLength(requests)
  })

  test.each([
    [['delete-vpn-connection', 'vco-2'], ''],
    [['teardown', 'vco-2'], ''],
    [['teardown', '-'], 'vco-2\n'],
  ])('without a terminal and without --yes nothing is deleted: %j', async (args, input) => {
    const { code, stderr } = await vpngw([...args, ...there], key, input)
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'vpngw: --yes is required where there is no terminal to ask on; no deletion was sent\n',
    })
    expect(emulator.has('vco-2')).toBe(true)
  })

  test('with --yes nothing is asked', async () => {
    const { code, stderr } = await vpngw(['delete-vpn-connection', 'vco-2', '--yes', ...there], key)
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Accepted') })
    expect(emulator.has('vco-2')).toBe(false)
  })
})

describe('a reader who leaves', () => {
  test.each([['--help'], ['--output', 'json'], ['describe-vpn-connections', '--emulator']])('does no harm to %s %s', async (...args) => {
    const child = start(args)
    child.stdout.destroy()
    let errors = ''
    child.stderr.on('data', (chunk) => (errors += chunk))
    expect((await once(child, 'close'))[0]).toBe(0)
    expect(errors).not.toMatch(/EPIPE|^\s+at /m)
  })
})

describe('teardown', () => {
  test('exits by what failed, and still deletes the rest', async () => {
    const { code, stdout, stderr } = await vpngw(['teardown', 'iss-1', 'vco-none', '--yes', ...there], key)
    expect(code).toBe(4)
    expect(stdout).toMatch(/^1 of 2 gone, 1 failed, in .*\nfailed: vco-none: /)
    expect(stderr).toContain('iss-1  gone')
    expect(emulator.has('iss-1')).toBe(false)
  })
})

describe('wrong input gets one clear line and a code', () => {
  const unreachable = '--region cn-hangzhou --endpoint http://127.0.0.1:1'
  const place = there.join(' ')

  test.each<[string, NodeJS.ProcessEnv, string, RegExp, code?: number, input?: string]>([
    ['an unknown command', {}, 'frobnicate', /^unknown command 'frobnicate'/],
    ['ids without end on stdin', key, `teardown - --yes ${place}`, /^id must stay within 16000000 characters on stdin/, 2, endless],
    ['a region that is empty', {}, 'describe-regions --region=', /^--region is required/],
    ['an unknown option', {}, 'describe-regions --bogus', /^unknown option '--bogus'/],
    ['an unknown command with arguments', {}, 'teardwn vco-1 --region cn-hangzhou', /^unknown command 'teardwn'/],
    ['an unknown option with a value', {}, 'connections --access-key-secret=planted', /^unknown option '--access-key-secret'\n$/],
    ['an option without a value with one', {}, 'teardown vco-1 --yes=true', /^option '--yes' takes no value\n$/],
    ['a negated option with a value', {}, 'teardown vco-1 --no-journal=1', /^option '--no-journal' takes no value\n$/],
    ['an unknown option with a quoted value', {}, "--psk=pla'nted", /^unknown option '--psk'\n$/],
    ['an unknown short option with a value', {}, 'connections -pplanted', /^unknown option '-p'\n$/],
    [
      'a name that is given twice',
      key,
      `plan --name a* --name b* ${unreachable}`,
      /^option '--name <pattern>' argument 'b\*' is invalid. It can be given once/,
    ],
    ['an id that is none, after one that is given twice', key, `plan vco-1 vco-1 VCO-2 ${unreachable}`, /^id number 3 must start/],
    ['a command of two lines', {}, 'foo\nbar', /^unknown command 'foo bar'/],
    [
      'two places at once',
      {},
      'describe-regions --emulator --endpoint http://127.0.0.1:1',
      /'--emulator' cannot be used with option '--endpoint/,
    ],
    [
      'a journal of what ends with the command',
      {},
      'teardown vco-demo1 --emulator --journal emulated.journal --yes',
      /^--journal cannot be used with --emulator/,
    ],
    ['an output of a policy', {}, 'policy vco-1 --output json', /^unknown option '--output'/],
    [
      'a token with a line break',
      { ...key, ALIBABA_CLOUD_SECURITY_TOKEN: 'planted\ntoken' },
      `describe-regions ${place}`,
      /^credentials cannot be used: ALIBABA_CLOUD_SECURITY_TOKEN must consist of visible ASCII characters$/m,
    ],
    [
      'a key in the place of its source',
      key,
      `teardown vco-1 --credentials LTAI:planted-secret ${place}`,
      /^--credentials must be default or none; keys come from(?!.*planted)/,
    ],
    ['a missing id', {}, 'delete-vpn-connection --emulator', /^missing required argument 'vpn-connection-id'/],
    ['no id to tear down', {}, 'teardown --emulator', /^id is required, or a selection, or a --plan, or a --journal to go on with/],
    ['a malformed id', key, `delete-vpn-connection vpn-1 ${place}`, /^<vpn-connection-id> must match/],
    ['an id of no kind', key, `teardown nonsense ${place}`, /^id number 1 must start with .*vco-… \(IPsec-VPN connection\)/],
    ['a malformed id to tear down', key, `teardown vco-ä ${place}`, /^id "vco-ä" must match/],
    ['a malformed number', key, `list-ipsec-servers --max-results ten ${place}`, /It must be a whole number/],
    ['a malformed tag of a shorter name', key, `connections --tag team ${place}`, /^--tag must be written key=value\n/],
    ['a malformed tag', key, `describe-vpn-connections --tag team ${place}`, /^--tag must be written key=value\n/],
    ['no region', key, 'describe-regions', /^--region is required/],
    ['no credentials', {}, 'describe-regions --region cn-hangzhou', /^credentials were not found by the official chain/],
    [
      'half a key',
      { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id' },
      `describe-regions ${place}`,
      /^credentials are incomplete: ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set;/,
    ],
    [
      'plain http',
      key,
      'describe-regions --region cn-hangzhou --endpoint http://example.com',
      /^--endpoint must use https; plain http goes to this machine only\n/,
    ],
    ['an endpoint with a path', key, 'describe-regions --region cn-hangzhou --endpoint example.com/x', /^--endpoint must have no path/],
    ['a region that is none', key, 'describe-regions --region Hangzhou', /^--region must match/],
    ['a page that is too large', key, `connections --page-size 99 ${place}`, /^--page-size must be at most 50\n/],
    ['a malformed id of several', key, `servers --ipsec-server-id iss-1 vco-1 ${place}`, /^--ipsec-server-id number 2 must match/],
    [
      'a tag that is too long',
      key,
      `connections --tag ${'k'.repeat(129)}=v ${place}`,
      /^--tag number 1: Key must have at most 128 characters\n/,
    ],
    [
      'an endpoint that nobody answers at',
      key,
      `describe-regions ${unreachable}`,
      /^DescribeRegions got no answer from http:\/\/127\.0\.0\.1:1/,
      3,
    ],
    ['an unknown key', { ...key, ALIBABA_CLOUD_ACCESS_KEY_ID: 'other' }, `describe-regions ${place}`, /InvalidAccessKeyId\.NotFound/, 1],
    [
      'a wrong secret',
      { ...key, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'planted-other' },
      `describe-regions ${place}`,
      /SignatureDoesNotMatch/,
      1,
    ],
    ['an id that does not exist', key, `describe-vpn-connection vco-none ${place}`, /InvalidVpnConnectionInstanceId\.NotFound/, 4],
    ['a gateway that does not exist', key, `describe-vpn-gateway vpn-none ${place}`, /InvalidVpnGatewayInstanceId\.NotFound/, 4],
  ])('%s', async (_, env, words, line, code = 2, input = '') => {
    const run = await vpngw(words.split(' '), env, input)
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: '' })
    const [, said] = /^vpngw: ([\s\S]*)$/.exec(run.stderr) ?? []
    expect(said).toMatch(line)
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(run.stderr).not.toMatch(/^\s+at |planted/m)
  })

  test('what the service says cannot move the cursor or forge a line', async () => {
    const evil = 'evil\u001b[2J\r\nStatus: forged'
    const forging = createServer(({ url = '' }, response) => {
      const isRefused = url.includes('Action=DescribeRegions')
      const answer = isRefused ? { RequestId: evil, Code: evil, Message: evil } : { RequestId: 'r', Name: evil, Status: 'active' }
      response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    }).listen(0, '127.0.0.1')
    await once(forging, 'listening')
    const at = ['--region', 'cn-hangzhou', '--endpoint', `http://127.0.0.1:${(forging.address() as AddressInfo).port}`]
    const refused = await vpngw(['describe-regions', ...at])
    expect(refused.stderr.trimEnd().split('\n')).toHaveLength(1)
    const { stdout } = await vpngw(['describe-vpn-gateway', 'vpn-1', ...at])
    expect(stdout.trimEnd().split('\n')).toHaveLength(3)
    for (const text of [refused.stderr, stdout]) expect(text).not.toMatch(/[^\P{Cc}\n]/u)
    forging.close()
    forging.closeAllConnections()
  })

  test('as JSON too, for programs', async () => {
    const { code, stderr } = await vpngw(['describe-vpn-connection', 'vco-none', '--output', 'json', ...there], key)
    expect(code).toBe(4)
    expect(JSON.parse(stderr)).toMatchObject({ event: 'error', name: 'ServiceError', kind: 'gone', status: 404 })
  })
})
