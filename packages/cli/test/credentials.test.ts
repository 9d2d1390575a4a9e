import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { credentials, homeOfTest, key, profile, serviceOfFile } from './service.ts'
import { vpngw } from './vpngw.ts'

const at = await serviceOfFile({ credentials })

const describeRegions = ['describe-regions', ...at.there]

/** The environment with a home folder whose profile has a key. */
const homeWith = (access_key_secret = 'planted-secret') => ({
  HOME: homeOfTest({ current: 'default', profiles: [{ ...profile, access_key_secret }] }).path,
})

test('a profile of the aliyun command line signs', async () => {
  const { code, stdout, stderr } = await vpngw([...describeRegions, '--credentials', 'default'], homeWith())
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('RegionId: cn-hangzhou')
})

test('a wrong key of a profile is refused without being told', async () => {
  const { code, stdout, stderr } = await vpngw([...describeRegions, '--credentials', 'default'], homeWith('planted-other'))
  expect(code).toBe(1)
  expect(stderr).toContain('SignatureDoesNotMatch')
  expect(stdout + stderr).not.toContain('planted')
})

test.each([
  ['--credentials none', ['--credentials', 'none'], key, 'the request went unsigned: leave out --credentials none'],
  ['an http endpoint of this machine and no key in the environment', [], {}, 'the request went unsigned: set ALIBABA_CLOUD_ACCESS_KEY_ID'],
])('with %s requests go unsigned, and a refusal says so', async (_, flags, env, advice) => {
  const text = await vpngw([...describeRegions, ...flags], { ...env, ...homeWith() })
  expect(text).toMatchObject({ code: 1, stderr: expect.stringMatching(`^vpngw: .*IncompleteSignature.*; ${advice}.*\\n$`) })
  const json = await vpngw([...describeRegions, ...flags, '--output', 'json'], { ...env, ...homeWith() })
  expect(JSON.parse(json.stderr)).toMatchObject({ event: 'error', advice: [expect.stringContaining(advice)] })
})

test('a teardown of which every request was refused as unsigned says so once', async () => {
  const { stderr } = await vpngw(['teardown', 'vco-1', 'vco-2', '--yes', '--no-journal', '--timeout', '3', ...at.there], homeWith())
  expect(stderr.match(/the request went unsigned: set/g)).toHaveLength(1)
})

test('a refusal of a signed request is not blamed on a lack of keys', async () => {
  const { stderr } = await vpngw(describeRegions, { ...key, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'planted-other', ...homeWith() })
  expect(stderr).toMatch(/SignatureDoesNotMatch(?!.*unsigned)/)
})

test('the official library is loaded only when its chain is asked', async () => {
  const { HOME } = homeWith()
  const probe = join(HOME, 'probe.cjs')
  writeFileSync(
    probe,
    `process.on('exit', () => console.error('loaded:' + Object.keys(require.cache).some((file) => file.includes('@alicloud'))))`,
  )
  const env = { HOME, NODE_OPTIONS: `--require=${probe}` }
  expect((await vpngw(['--help'], env)).stderr).toContain('loaded:false')
  expect((await vpngw(describeRegions, { ...env, ...key })).stderr).toContain('loaded:false')
  expect((await vpngw([...describeRegions, '--credentials', 'default'], env)).stderr).toContain('loaded:true')
})
