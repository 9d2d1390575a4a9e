import { once } from 'node:events'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { NetworkError } from '@vpn-gateway/core'
import { describe, expect, test } from 'vitest'
import { adviceOn } from '../src/output/advice.ts'
import { key, serviceOfFile } from './service.ts'
import { emptyHome, vpngw } from './vpngw.ts'

const { server } = await serviceOfFile({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'immediate' })
const at = (region: string) => ['--region', region, '--endpoint', server.url]

/** Runs a read of a host that there is none of: its top-level domain is reserved for that. */
const ofNoHost = (env: NodeJS.ProcessEnv) =>
  vpngw(['describe-regions', '--region', 'cn-hangzhou', '--endpoint', 'vpn.invalid'], { ...key, ...env })

describe('where no connection is made', () => {
  const advice = /; HTTPS_PROXY is set, but Node uses it only with NODE_USE_ENV_PROXY=1\n$/i

  test.concurrent.each(['HTTPS_PROXY', 'https_proxy'])('%s that Node does not use is pointed at', async (name) => {
    const { code, stderr } = await ofNoHost({ [name]: 'http://127.0.0.1:1' })
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(advice) })
    expect(stderr).toContain(`; ${name} is set`)
  })

  test.concurrent.each<[string, NodeJS.ProcessEnv]>([
    ['is not set', {}],
    ['is of the other protocol', { HTTP_PROXY: 'http://127.0.0.1:1' }],
    ['is used', { HTTPS_PROXY: 'http://127.0.0.1:1', NODE_USE_ENV_PROXY: '1' }],
    ['is not meant for this host', { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'localhost, .invalid' }],
  ])('a proxy that %s is not', async (_, env) => {
    const { code, stderr } = await ofNoHost(env)
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.not.stringMatching(advice) })
  })
})

describe('a region that is not a known one', () => {
  test('is asked about where something is absent in it, with the nearest', async () => {
    const { stderr } = await vpngw(['describe-vpn-connection', 'vco-none', ...at('cn-hangzou')], key)
    expect(stderr).toMatch(/; is the region cn-hangzou spelt right\? The nearest known one is cn-hangzhou\n$/)
  })

  test('is no reason to refuse, and not mentioned where all goes well', async () => {
    expect(await vpngw(['describe-regions', ...at('cn-hangzou')], key)).toMatchObject({ code: 0, stderr: '' })
  })

  test('is asked about once by a teardown', async () => {
    const { stderr } = await vpngw(['teardown', 'vco-none', 'vco-no', '--yes', '--no-journal', ...at('ap-southeast-4')], key)
    expect(stderr.match(/^vpngw: is the region .*$/gm)).toEqual([
      'vpngw: is the region ap-southeast-4 spelt right? The nearest known ones are ap-southeast-1, ap-southeast-2, ap-southeast-3',
    ])
  })

  test.each([[['--all-in-region']], [['vco-none', '--no-journal']]])(
    'is asked about where it is not the first, as by %j',
    async (words) => {
      const forbids = JSON.stringify({ RequestId: 'r', Code: 'Forbidden', Message: 'm' })
      const refusing = createServer(async (request, response) => {
        const isSecond = request.url?.includes('RegionId=cn-hangzou') ?? false
        const passed = isSecond ? undefined : await fetch(`${server.url}${request.url}`, { method: request.method ?? 'GET' })
        response.writeHead(passed?.status ?? 403, { 'content-type': 'application/json' }).end((await passed?.text()) ?? forbids)
      }).listen(0, '127.0.0.1')
      await once(refusing, 'listening')
      const endpoint = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`
      const place = ['--endpoint', endpoint, '--region', 'cn-hangzhou', '--region', 'cn-hangzou']
      const { stderr } = await vpngw(['teardown', ...words, '--yes', ...place])
      refusing.close()
      refusing.closeAllConnections()
      expect(stderr).toContain('is the region cn-hangzou spelt right?')
    },
  )

  test('is not mentioned where it is known', async () => {
    expect((await vpngw(['describe-vpn-connection', 'vco-none', ...at('cn-hangzhou')], key)).stderr).not.toContain('spelt')
  })
})

test.each([
  ['describe-vpn-connection', 'vco-none', [], 'IPsec-VPN connection'],
  ['describe-vpn-gateway', 'vpn-none', [], 'VPN gateway'],
  ['delete-ipsec-server', 'iss-none', ['--yes'], 'IPsec server'],
])('%s of what is absent names the region and the endpoint that were asked', async (command, id, flags, title) => {
  const { code, stderr } = await vpngw([command, id, ...flags, ...at('cn-beijing')], key)
  expect({ code, stderr }).toEqual({
    code: 4,
    stderr: expect.stringContaining(`; there is no ${title} of this id in cn-beijing at ${server.url}\n`),
  })
})

test.each([
  ['has left is pointed at, though its lock is there still', {}, 'found', true],
  ['has ended is not', {}, 'gone', false],
  ['began elsewhere is not', { endpoint: 'https://elsewhere.example' }, 'found', false],
])('a journal that a killed teardown %s', async (_, scope, phase, isNamed) => {
  const journal = 'vpngw-teardown-20240102T030405-1.journal'
  const entries = [{ targets: ['vco-none'], endpoint: server.url, ...scope }, { state: { id: 'vco-none', phase } }]
  writeFileSync(join(emptyHome, journal), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  mkdirSync(join(emptyHome, `${journal}.lock`))
  const { stderr } = await vpngw(['teardown', 'vco-none', '--yes', ...at('cn-hangzhou')], key)
  expect(stderr.includes(`--journal ${journal} goes on with it`)).toBe(isNamed)
  for (const name of [journal, `${journal}.lock`]) rmSync(join(emptyHome, name), { recursive: true })
  expect(existsSync(join(emptyHome, journal))).toBe(false)
})

describe('of a failure of the network', () => {
  const failed = (code: string) => new NetworkError({ operation: 'DescribeRegions', cause: Object.assign(new Error('planted'), { code }) })
  const asked = (regionId: string, endpoint?: string) => ({ regionId, endpoint, origin: 'https://host.example', env: {} })

  test.each([
    ['ENOTFOUND', asked('cn-hangzou'), 'is the region cn-hangzou spelt right? The nearest known one is cn-hangzhou'],
    ['ENOTFOUND', asked('cn-hangzhou'), 'the network has no name server that knows the host of the region cn-hangzhou'],
    ['ENOTFOUND', asked('cn-hangzhou', 'vpn.invalid'), 'there is no host of that name: is --endpoint vpn.invalid spelt right?'],
    ['EAI_AGAIN', asked('cn-hangzhou'), 'no name server answered; check the network'],
  ])('%s of %o is explained', (code, circumstances, advice) => {
    expect(adviceOn(failed(code), circumstances)).toEqual([advice])
  })

  test('other failures of the network are not', () => {
    expect(adviceOn(failed('ECONNRESET'), asked('cn-hangzhou'))).toEqual([])
    expect(adviceOn(failed('ECONNREFUSED'), asked('cn-hangzhou'))).toEqual([])
  })
})
