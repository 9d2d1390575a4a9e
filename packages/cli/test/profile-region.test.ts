import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEmulator } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from './service.ts'
import { vpngw } from './vpngw.ts'

let server: EmulatorServer
let home: string
beforeAll(async () => {
  const gateways = [{ id: 'vpn-1', connections: ['vco-1'] }]
  server = await serve(createEmulator({ gateways, credentials: [{ accessKeyId: 'id', accessKeySecret: 'planted-secret' }] }))
})
afterAll(() => server.close())
beforeEach(() => {
  const folder = temporaryFolder()
  home = folder.path
  return folder[Symbol.dispose]
})

const key = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'planted-secret' }

/** A profile as `aliyun configure` writes it. */
function profile(name: string, region_id: unknown): object {
  return { name, mode: 'AK', access_key_id: 'id', access_key_secret: 'planted-secret', region_id }
}

function configure(config: object | string): void {
  mkdirSync(join(home, '.aliyun'))
  writeFileSync(join(home, '.aliyun', 'config.json'), typeof config === 'string' ? config : JSON.stringify(config))
}

const read = (flags: readonly string[] = ['--credentials', 'default'], env: NodeJS.ProcessEnv = {}) =>
  vpngw(['describe-vpn-gateway', 'vpn-1', '--endpoint', server.url, ...flags], { HOME: home, ...env })

const two = { current: 'default', profiles: [profile('default', 'cn-hangzhou'), profile('paris', 'eu-west-1')] }
const missing = { code: 2, stderr: expect.stringMatching(/^vpngw: --region is required/) }

describe('a missing region', () => {
  test('is that of the profile that the keys come from, and stderr says so', async () => {
    configure(two)
    expect(await read()).toMatchObject({ code: 0, stderr: 'region cn-hangzhou, of profile default\n' })
    const json = await read(['--credentials', 'default', '--output', 'json'])
    expect(JSON.parse(json.stderr)).toEqual({ event: 'region', regionId: 'cn-hangzhou', profile: 'default' })
  })

  test('is that of the profile that the environment names', async () => {
    configure(two)
    const { stderr } = await read(undefined, { ALIBABA_CLOUD_PROFILE: 'paris' })
    expect(stderr).toMatch(/^region eu-west-1, of profile paris\n/)
  })

  test.each<[string, readonly string[], NodeJS.ProcessEnv]>([
    ['the environment', ['--credentials', 'default'], key],
    ['nowhere', ['--credentials', 'none'], {}],
    ['nowhere, as plain http asks for none', [], {}],
    [
      'a role of OIDC',
      ['--credentials', 'default'],
      { ALIBABA_CLOUD_ROLE_ARN: 'a', ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'b', ALIBABA_CLOUD_OIDC_TOKEN_FILE: 'c' },
    ],
    ['elsewhere, as profiles are off', ['--credentials', 'default'], { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'True' }],
  ])('stays missing where keys come from %s', async (_, flags, env) => {
    configure(two)
    expect(await read(flags, env)).toMatchObject(missing)
  })

  test.each<[string, object | string]>([
    ['is no JSON', '{ planted'],
    ['has no profiles', { current: 'default' }],
    ['has no such profile', { current: 'other', profiles: [profile('default', 'cn-hangzhou')] }],
    ['has a profile without a key', { current: 'default', profiles: [{ ...profile('default', 'cn-hangzhou'), access_key_id: '' }] }],
    ['has no region', { current: 'default', profiles: [profile('default', '')] }],
    ['has a region that is none', { current: 'default', profiles: [profile('default', 'HANGZHOU')] }],
    ['has no text for a region', { current: 'default', profiles: [profile('default', 1)] }],
    ['is null', 'null'],
  ])('stays missing where the file %s', async (_, config) => {
    configure(config)
    expect(await read()).toMatchObject(missing)
  })

  test('stays missing where there is no file', async () => {
    expect(await read()).toMatchObject(missing)
  })
})

test('a region that was given comes first, from the command line and from the environment', async () => {
  configure({ current: 'default', profiles: [profile('default', 'eu-west-1')] })
  expect(await read(['--credentials', 'default', '--region', 'cn-hangzhou'])).toMatchObject({ code: 0, stderr: '' })
  expect(await read(undefined, { ALIBABA_CLOUD_REGION_ID: 'cn-hangzhou' })).toMatchObject({ code: 0, stderr: '' })
  expect(await read(['--credentials', 'default', '--region', ''])).toMatchObject(missing)
})

test('the command that goes on names the region of the profile, which may be another one by then', async () => {
  configure(two)
  const args = ['teardown', 'vco-1', '--yes', '--timeout', '0.001', '--endpoint', server.url, '--credentials', 'default']
  expect((await vpngw(args, { HOME: home })).stderr).toMatch(/^To go on: .* --region cn-hangzhou /m)
})
