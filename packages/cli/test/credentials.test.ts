import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEmulator } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'
import { beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from './service.ts'
import { vpngw } from './vpngw.ts'

let server: EmulatorServer
let home: string
beforeAll(async () => {
  server = await serve(createEmulator({ credentials: [{ accessKeyId: 'id', accessKeySecret: 'planted-secret' }] }))
  const folder = temporaryFolder()
  home = folder.path
  mkdirSync(join(home, '.aliyun'))
  return async () => {
    folder[Symbol.dispose]()
    await server.close()
  }
})

/** A profile as `aliyun configure` writes it. */
function configure(access_key_secret: string): void {
  const profile = { name: 'default', mode: 'AK', access_key_id: 'id', access_key_secret, region_id: 'cn-hangzhou' }
  writeFileSync(join(home, '.aliyun', 'config.json'), JSON.stringify({ current: 'default', profiles: [profile] }))
}

const describeRegions = () => ['describe-regions', '--region', 'cn-hangzhou', '--endpoint', server.url]

test('a profile of the aliyun command line signs', async () => {
  configure('planted-secret')
  const { code, stdout, stderr } = await vpngw([...describeRegions(), '--credentials', 'default'], { HOME: home })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('RegionId: cn-hangzhou')
})

test('a wrong key of a profile is refused without being told', async () => {
  configure('planted-other')
  const { code, stdout, stderr } = await vpngw([...describeRegions(), '--credentials', 'default'], { HOME: home })
  expect(code).toBe(1)
  expect(stderr).toContain('SignatureDoesNotMatch')
  expect(stdout + stderr).not.toContain('planted')
})

const key = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'planted-secret' }

test.each([
  ['--credentials none', ['--credentials', 'none'], key, 'the request went unsigned: leave out --credentials none'],
  ['an http endpoint of this machine and no key in the environment', [], {}, 'the request went unsigned: set ALIBABA_CLOUD_ACCESS_KEY_ID'],
])('with %s requests go unsigned, and a refusal says so', async (_, flags, env, advice) => {
  const text = await vpngw([...describeRegions(), ...flags], { ...env, HOME: home })
  expect(text).toMatchObject({ code: 1, stderr: expect.stringMatching(`^vpngw: .*IncompleteSignature.*; ${advice}.*\\n$`) })
  const json = await vpngw([...describeRegions(), ...flags, '--output', 'json'], { ...env, HOME: home })
  expect(JSON.parse(json.stderr)).toMatchObject({ event: 'error', advice: [expect.stringContaining(advice)] })
})

test('a teardown of which every request was refused as unsigned says so once', async () => {
  const args = [
    'teardown',
    'vco-1',
    'vco-2',
    '--yes',
    '--no-journal',
    '--timeout',
    '3',
    '--region',
    'cn-hangzhou',
    '--endpoint',
    server.url,
  ]
  const { stderr } = await vpngw(args, { HOME: home })
  expect(stderr.match(/the request went unsigned: set/g)).toHaveLength(1)
})

test('a refusal of a signed request is not blamed on a lack of keys', async () => {
  const { stderr } = await vpngw(describeRegions(), { ...key, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'planted-other', HOME: home })
  expect(stderr).toMatch(/SignatureDoesNotMatch(?!.*unsigned)/)
})

test('the official library is loaded only when its chain is asked', async () => {
  const probe = join(home, 'probe.cjs')
  writeFileSync(
    probe,
    `process.on('exit', () => console.error('loaded:' + Object.keys(require.cache).some((file) => file.includes('@alicloud'))))`,
  )
  configure('planted-secret')
  const env = { HOME: home, NODE_OPTIONS: `--require=${probe}` }
  expect((await vpngw(['--help'], env)).stderr).toContain('loaded:false')
  expect((await vpngw(describeRegions(), { ...env, ...key })).stderr).toContain('loaded:false')
  expect((await vpngw([...describeRegions(), '--credentials', 'default'], env)).stderr).toContain('loaded:true')
})
