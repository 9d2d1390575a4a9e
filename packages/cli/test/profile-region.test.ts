import { describe, expect, test } from 'vitest'
import { credentials, homeOfTest, key, profile, serviceOfFile } from './service.ts'
import { emptyHome, vpngw } from './vpngw.ts'

const at = await serviceOfFile({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], credentials })

/** Runs a read with these profiles in the home folder. */
const read = (config: object | string, flags: readonly string[] = ['--credentials', 'default'], env: NodeJS.ProcessEnv = {}) =>
  vpngw(['describe-vpn-gateway', 'vpn-1', '--endpoint', at.server.url, ...flags], { HOME: homeOfTest(config).path, ...env })

const two = { current: 'default', profiles: [profile, { ...profile, name: 'paris', region_id: 'eu-west-1' }] }
const oneIn = (region_id: unknown) => ({ current: 'default', profiles: [{ ...profile, region_id }] })
const missing = { code: 2, stderr: expect.stringMatching(/^vpngw: --region is required/) }

describe('a missing region', () => {
  test('is that of the profile that the keys come from, and stderr says so', async () => {
    expect(await read(two)).toMatchObject({ code: 0, stderr: 'region cn-hangzhou, of profile default\n' })
    const json = await read(two, ['--credentials', 'default', '--output', 'json'])
    expect(JSON.parse(json.stderr)).toEqual({ event: 'region', regionId: 'cn-hangzhou', profile: 'default' })
  })

  test('is that of the profile that the environment names', async () => {
    const { stderr } = await read(two, undefined, { ALIBABA_CLOUD_PROFILE: 'paris' })
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
    expect(await read(two, flags, env)).toMatchObject(missing)
  })

  test.each<[string, object | string]>([
    ['is no JSON', '{ planted'],
    ['has no profiles', { current: 'default' }],
    ['has no such profile', { current: 'other', profiles: [profile] }],
    ['has a profile without a key', { current: 'default', profiles: [{ ...profile, access_key_id: '' }] }],
    ['has no region', oneIn('')],
    ['has a region that is none', oneIn('HANGZHOU')],
    ['has no text for a region', oneIn(1)],
    ['is null', 'null'],
  ])('stays missing where the file %s', async (_, config) => {
    expect(await read(config)).toMatchObject(missing)
  })

  test('stays missing where there is no file', async () => {
    expect(await read(two, undefined, { HOME: emptyHome })).toMatchObject(missing)
  })
})

test('a region that was given comes first, from the command line and from the environment', async () => {
  expect(await read(oneIn('eu-west-1'), ['--credentials', 'default', '--region', 'cn-hangzhou'])).toMatchObject({ code: 0, stderr: '' })
  expect(await read(oneIn('eu-west-1'), undefined, { ALIBABA_CLOUD_REGION_ID: 'cn-hangzhou' })).toMatchObject({ code: 0, stderr: '' })
  expect(await read(oneIn('eu-west-1'), ['--credentials', 'default', '--region', ''])).toMatchObject(missing)
})

test('the command that goes on names the region of the profile, which may be another one by then', async () => {
  const args = ['teardown', 'vco-1', '--yes', '--timeout', '0.001', '--endpoint', at.server.url, '--credentials', 'default']
  expect((await vpngw(args, { HOME: homeOfTest(two).path })).stderr).toMatch(/^To go on: .* --region cn-hangzhou /m)
})
