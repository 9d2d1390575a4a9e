import { once } from 'node:events'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { vpngwEmulator, vpngwEmulatorInBash } from './bin.ts'
import { temporaryFolder } from './scenario.ts'

test('vpngw-emulator says where it is ready and what it holds, and ends at SIGTERM', async () => {
  const { child, lines, ready } = vpngwEmulator('--port', '0', '--progression', 'lognormal:50ms:0.5')
  const url = await ready(5)
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const id = lines.find((line) => line.includes('vco-'))!.trim()
  const answer = await fetch(`${url}/?Action=DescribeVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=${id}`)
  expect(answer.status).toBe(200)
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
})

const seedFile = join(temporaryFolder(), 'seed.json')

/** Expects the command to be refused in one line that has these words and no secret. */
async function isRefused(options: readonly string[], words: string): Promise<void> {
  const [code, errors] = await vpngwEmulator(...options).ended()
  expect(code).not.toBe(0)
  expect(errors).toMatch(/^vpngw-emulator: [^\n]+\n$/)
  expect(errors).toContain(words)
  expect(errors).not.toContain('planted')
}

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
])('vpngw-emulator %j is refused in one line', isRefused)

test.each([
  ['--seed', '{ "gateways": [\n x ] }', '--seed must be a file of JSON'],
  ['--seed', 'null', 'seed must be an object'],
  ['--seed', '[1]', 'seed must be an object'],
  ['--seed', '{"gatewys":[{}]}', 'seed has no gatewys'],
  ['--seed', '{"clock":{}}', 'seed has no clock'],
  ['--seed', '{"gateways":[null]}', 'gateways must be a number, or a list'],
  ['--seed', '{"gateways":[{"id":5}]}', 'gateways must have ids'],
  ['--seed', '{"gateways":1e15}', 'gateways must leave it at 100000 resources'],
  ['--options', '{"flapping":1}', 'option has no flapping'],
  ['--options', '{"clock":{}}', '--options must hold an object without a clock'],
])('a file for %s that holds %s is refused in one line', async (option, text, words) => {
  writeFileSync(seedFile, text)
  await isRefused(['--port', '0', option, seedFile], words)
})

const isBeyondLimit = [1, expect.stringMatching(/^vpngw-emulator: [^\n]+ must be a file of at most \d+ bytes\n$/)]

test.each(['--seed', '--options'])('%s of a file without end is refused in one line', async (option) => {
  writeFileSync(seedFile, '')
  truncateSync(seedFile, 3 * 2 ** 30)
  expect(await vpngwEmulator('--port', '0', option, seedFile).ended()).toEqual(isBeyondLimit)
})

test.skipIf(process.platform === 'win32').each([
  ['--seed', '/dev/zero'],
  ['--options', '/dev/zero'],
  ['--seed', '<(yes)'],
  ['--options', '<(yes)'],
])('%s %s, which has no end, is refused in one line', async (option, file) => {
  expect(await vpngwEmulatorInBash('--port', '0', option, file).ended()).toEqual(isBeyondLimit)
})

test.skipIf(process.platform === 'win32')('a seed comes out of a pipe', async () => {
  const fields = { Name: '中'.repeat(50_000) }
  writeFileSync(seedFile, `\ufeff${JSON.stringify({ gateways: [{ id: 'vpn-1', fields }] })}`)
  const { lines, ready } = vpngwEmulatorInBash('--port', '0', '--seed', `<(cat ${seedFile})`)
  const url = await ready(2)
  expect(lines[1]).toBe('vpn-1')
  expect(await (await fetch(`${url}/_emulator/resources`)).json()).toMatchObject({ resources: [{ fields }] })
})

test('the seed that the help shows is one', async () => {
  const help = vpngwEmulator('--help')
  await help.ended()
  const [example = ''] = /\{"gateways".*\}/s.exec(help.lines.join('\n')) ?? []
  writeFileSync(seedFile, example)
  const url = await vpngwEmulator('--port', '0', '--seed', seedFile).ready()
  const resources = await (await fetch(`${url}/_emulator/resources`)).text()
  for (const held of ['vpn-1', 'Paris', 'vco-1', 'vco-2', 'iss-']) expect(resources).toContain(held)
})

test('further options come from a file, and flags count more', async () => {
  writeFileSync(seedFile, JSON.stringify({ flappingReads: 1, progression: 'immediate', gateways: [{ connections: ['vco-1', 'vco-2'] }] }))
  const url = await vpngwEmulator('--port', '0', '--options', seedFile, '--progression', 'manual').ready()
  const ask = async (action: string, id: string) =>
    (await fetch(`${url}/?Action=${action}&RegionId=cn-hangzhou&VpnConnectionId=${id}`)).status
  expect(await ask('DescribeVpnConnection', 'vco-2')).toBe(200)
  expect(await ask('DeleteVpnConnection', 'vco-1')).toBe(200)
  expect(await ask('DescribeVpnConnection', 'vco-2')).toBe(404)
})
