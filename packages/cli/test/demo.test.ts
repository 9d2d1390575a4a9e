import { describe, expect, test } from 'vitest'
import { eventsOf, vpngw } from './vpngw.ts'

const everything = ['vco-demo1', 'vco-demo2', 'vco-demo3', 'iss-demo1']

describe('without a command', () => {
  test('everything on the emulator is deleted, told live, and summed up', async () => {
    const { code, stdout, stderr } = await vpngw([])
    expect(stderr).toMatch(/There are two gateways on the emulator on http:\/\/127\.0\.0\.1:\d+/)
    for (const id of everything) {
      const shown = [...stderr.matchAll(new RegExp(`^${id} +(.*)$`, 'gm'))].map(([, words]) => words?.trim())
      expect(shown).toEqual([
        expect.stringMatching(/^to be deleted, on vpn-demo[12]$/),
        'sent',
        'accepted; runs in the background',
        'gateway updating',
        'gateway active',
        'gone',
      ])
    }
    expect(stdout).toMatch(/^4 of 4 gone in \d+\.\d s\n$/)
    expect(code).toBe(0)
  })

  test('--output json is one JSON line per event, and ends with four that are gone', async () => {
    const run = await vpngw(['--output', 'json'])
    const events = eventsOf(run)
    for (const id of everything) {
      const phases = events.filter((event) => event.id === id).map(({ event }) => event)
      expect(phases).toEqual(['found', 'sent', 'accepted', 'updating', 'idle', 'gone', 'result'])
    }
    expect(events.slice(-4)).toEqual(everything.map((id) => ({ event: 'result', id, outcome: 'gone' })))
    // A machine that is slow reads longer than a second.
    expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(/^(Reading…\n)?$/) })
  })
})

test('--help shows every command, and how to reach the real service', async () => {
  const { code, stdout } = await vpngw(['--help'])
  expect(code).toBe(0)
  for (const words of [
    'Usage: vpngw',
    'teardown',
    'delete-vpn-connection',
    'delete-ipsec-server',
    'ALIBABA_CLOUD_ACCESS_KEY_ID',
    'Exit codes',
  ])
    expect(stdout).toContain(words)
})

test('--version is that of the package', async () => {
  const { default: manifest } = await import('../package.json', { with: { type: 'json' } })
  expect((await vpngw(['--version'])).stdout.trim()).toBe(manifest.version)
})
