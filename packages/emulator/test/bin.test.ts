import { once } from 'node:events'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { vpngwEmulator, vpngwEmulatorInBash } from './bin.ts'

test('vpngw-emulator says where it is ready and what it holds, and ends at SIGTERM', async () => {
  const { child, lines } = vpngwEmulator('--port', '0', '--progression', 'lognormal:50ms:0.5')
  while (lines.length < 5) await once(child.stdout, 'data')
  const [, url] = /^ready on (http:\/\/127\.0\.0\.1:\d+)$/.exec(lines[0]!) ?? []
  const id = lines.find((line) => line.includes('vco-'))!.trim()
  const answer = await fetch(`${url}/?Action=DescribeVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=${id}`)
  expect(answer.status).toBe(200)
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
})

const seedFile = join(mkdtempSync(join(tmpdir(), 'vpngw-emulator-')), 'seed.json')
afterAll(() => rmSync(dirname(seedFile), { recursive: true }))

test.each([
  [['--port', 'many'], 'It must be a whole number.'],
  [['--port', '70000'], 'port must be a whole number from 0 to 65535'],
  [['--progression', 'soon'], 'It must be immediate, manual, a time'],
  [['--progression', 'lognormal:20s'], 'It must be immediate, manual, a time'],
  [['--progression', 'time:20s:0.5'], 'It must be immediate, manual, a time'],
  [['--region', ''], 'regionId must match'],
  [['--options', '/nowhere.json'], '--options must be a file that can be read (ENOENT)'],
  [['--options', '{"credentials":"planted"}'], '--options must be a file that can be read (ENOENT)'],
  [['--seed', '/nowhere.json'], '--seed must be a file that can be read (ENOENT)'],
  [['--credential=id:planted'], "unknown option '--credential'"],
  [["--access-key-secret=planted='\n"], "unknown option '--access-key-secret'"],
  [['-credentials=id:planted'], "unknown option '-c'"],
  [['-xplanted'], "unknown option '-x'"],
  [['--credentials', 'planted'], '--credentials must be an id and a secret'],
  [['--credentials', 'id:planted', 'id:planted2'], 'credentials must not hold an accessKeyId twice'],
  [['--port', '0', 'id:planted'], 'arguments must be options alone; 1 more'],
  [['--name', 'emulator:4010'], 'names must be a list of host names'],
])('vpngw-emulator %j is refused in one line', async (options, words) => {
  const { child, errors } = vpngwEmulator(...options)
  const [code] = await once(child, 'close')
  expect(code).not.toBe(0)
  expect(errors()).toMatch(/^vpngw-emulator: [^\n]+\n$/)
  expect(errors()).toContain(words)
  expect(errors()).not.toContain('planted')
})

test.each([
  ['{ "gateways": [\n x ] }', '--seed must be a file of JSON'],
  ['null', 'seed must be an object'],
  ['[1]', 'seed must be an object'],
  ['{"gatewys":[{}]}', 'seed has no gatewys'],
  ['{"clock":{}}', 'seed has no clock'],
  ['{"gateways":[null]}', 'gateways must be a number, or a list'],
  ['{"gateways":[{"id":5}]}', 'gateways must have ids'],
  ['{"gateways":1e15}', 'gateways must leave it at 100000 resources'],
])('a seed file of %s is refused in one line', async (text, words) => {
  writeFileSync(seedFile, text)
  const { child, errors } = vpngwEmulator('--port', '0', '--seed', seedFile)
  const [code] = await once(child, 'close')
  expect(code).not.toBe(0)
  expect(errors()).toMatch(/^vpngw-emulator: [^\n]+\n$/)
  expect(errors()).toContain(words)
})

test.each(['--seed', '--options'])('%s of a file without end is refused in one line', async (option) => {
  writeFileSync(seedFile, '')
  truncateSync(seedFile, 3 * 2 ** 30)
  const { child, errors } = vpngwEmulator('--port', '0', option, seedFile)
  await once(child, 'close')
  expect(errors()).toMatch(/^vpngw-emulator: [^\n]+ must be a file of at most \d+ bytes\n$/)
})

test.skipIf(process.platform === 'win32').each([
  ['--seed', '/dev/zero'],
  ['--options', '/dev/zero'],
  ['--seed', '<(yes)'],
  ['--options', '<(yes)'],
])('%s %s, which has no end, is refused in one line', async (option, file) => {
  const { child, errors } = vpngwEmulatorInBash('--port', '0', option, file)
  const [code] = await once(child, 'close')
  expect([code, errors()]).toEqual([1, expect.stringMatching(/^vpngw-emulator: [^\n]+ must be a file of at most \d+ bytes\n$/)])
})

test.skipIf(process.platform === 'win32')('a seed comes out of a pipe', async () => {
  const seed = `\ufeff${JSON.stringify({ gateways: [{ id: 'vpn-1', fields: { Name: '中'.repeat(50_000) } }] })}`
  writeFileSync(seedFile, seed)
  const { child, lines } = vpngwEmulatorInBash('--port', '0', '--seed', `<(cat ${seedFile})`)
  onTestFinished(() => void child.kill())
  while (lines.length < 2) await once(child.stdout, 'data')
  expect(lines[1]).toBe('vpn-1')
  const { resources } = (await (await fetch(`${lines[0]?.replace('ready on ', '')}/_emulator/resources`)).json()) as {
    resources: { fields: object }[]
  }
  expect(resources[0]?.fields).toMatchObject({ Name: '中'.repeat(50_000) })
})

test('the seed that the help shows is one', async () => {
  const help = vpngwEmulator('--help')
  await once(help.child, 'close')
  const [example = ''] = /\{"gateways".*\}/s.exec(help.lines.join('\n')) ?? []
  writeFileSync(seedFile, example)
  const { child, lines } = vpngwEmulator('--port', '0', '--seed', seedFile)
  onTestFinished(() => void child.kill())
  while (lines.length === 0) await once(child.stdout, 'data')
  const resources = await (await fetch(`${lines[0]?.replace('ready on ', '')}/_emulator/resources`)).text()
  for (const held of ['vpn-1', 'Paris', 'vco-1', 'vco-2', 'iss-']) expect(resources).toContain(held)
})

test('further options come from a file, and flags count more', async () => {
  writeFileSync(seedFile, JSON.stringify({ flappingReads: 1, progression: 'immediate', gateways: [{ connections: ['vco-1', 'vco-2'] }] }))
  const { child, lines } = vpngwEmulator('--port', '0', '--options', seedFile, '--progression', 'manual')
  while (lines.length === 0) await once(child.stdout, 'data')
  const ask = async (Action: string, VpnConnectionId: string) => {
    const query = new URLSearchParams({ Action, RegionId: 'cn-hangzhou', VpnConnectionId })
    return (await fetch(`${lines[0]?.replace('ready on ', '')}/?${query}`)).status
  }
  expect(await ask('DescribeVpnConnection', 'vco-2')).toBe(200)
  expect(await ask('DeleteVpnConnection', 'vco-1')).toBe(200)
  expect(await ask('DescribeVpnConnection', 'vco-2')).toBe(404)
  child.kill()
  await once(child, 'exit')
})

test.each([
  ['{"flapping":1}', 'option has no flapping'],
  ['{"clock":{}}', '--options must hold an object without a clock'],
])('an options file of %s is refused in one line', async (text, words) => {
  writeFileSync(seedFile, text)
  const { child, errors } = vpngwEmulator('--port', '0', '--options', seedFile)
  const [code] = await once(child, 'close')
  expect(code).not.toBe(0)
  expect(errors()).toMatch(/^vpngw-emulator: [^\n]+\n$/)
  expect(errors()).toContain(words)
})
