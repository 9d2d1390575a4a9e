import { writeFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { gateways, protectedFields, test } from './service.ts'
import { eventsOf } from './vpngw.ts'

describe('what is protected', () => {
  test.concurrent('by its tag is not deleted, and the end is no success where it was named', async ({ at }) => {
    const { code, stdout } = await at.run('teardown', 'vco-1', 'vco-3', '--yes', '--no-journal')
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(/^1 of 1 gone in /) })
    expect(at.left()).toEqual(['vco-2', 'vco-3', 'iss-1'])
  })

  test.concurrent('by its tag is no success of a plan file that names it', async ({ at }) => {
    await at.planned('vco-3')
    expect((await at.run('teardown', '--plan', at.file('plan.json'), '--yes', '--no-journal')).code).toBe(1)
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('by its tag is refused to a single call too', async ({ at }) => {
    expect(await at.run('delete-vpn-connection', 'vco-3', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('it has the tag vpngw:protected'),
    })
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('by the tag of its gateway is refused to a dry run of a single call as to the call itself', async ({ at }) => {
    at.emulator.seed({ gateways: [{ id: 'vpn-2', fields: protectedFields, servers: ['iss-1'] }] })
    const call = await at.run('delete-ipsec-server', 'iss-1', '--yes')
    expect(await at.run('delete-ipsec-server', 'iss-1', '--dry-run')).toEqual(call)
    expect(call).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('its gateway has the tag vpngw:protected') })
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('is not known of a single call where the service fails the read: then nothing is sent', async ({ at }) => {
    at.emulator.failNext('DescribeVpnConnection', 'ServiceUnavailable', { times: 1_000 })
    expect(await at.run('delete-vpn-connection', 'vco-3', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ServiceUnavailable'),
    })
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('is told of where no question shows it, in JSON too', async ({ at }) => {
    const events = eventsOf(await at.run('teardown', 'vpn-1', '--yes', '--output', 'json', '--no-journal'))
    expect(events.filter(({ event }) => event === 'left')).toEqual([
      { event: 'left', id: 'vco-3', reason: 'protected', message: 'it has the tag vpngw:protected' },
    ])
  })

  test.concurrent('on a gateway that has the tag is not deleted', async ({ at }) => {
    at.emulator.seed({
      gateways: [{ id: 'vpn-1', fields: protectedFields, connections: ['vco-1'] }],
    })
    for (const target of ['vco-1', 'vpn-1', '--all-in-region'])
      expect((await at.run('teardown', target, '--yes', '--no-journal')).stderr).toContain('its gateway has the tag vpngw:protected')
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('by --protect is left, also on a gateway that is emptied', async ({ at }) => {
    const { code } = await at.run('teardown', 'vpn-1', '--protect', 'vco-2', '--yes', '--no-journal')
    expect([code, at.left()]).toEqual([0, ['vco-2', 'vco-3', 'iss-1']])
  })
})

describe('the exit code of a plan, and of its teardown,', () => {
  const bothProtected = { gateways: ['vpn-1', 'vpn-2'].map((id) => ({ ...gateways.find((each) => each.id === id), id })) }
  for (const each of bothProtected.gateways) each.fields = { ...each.fields, ...protectedFields }

  test.concurrent.for<[number, string[]]>([
    [1, ['vco-1']],
    [1, ['vpn-1']],
    [1, ['--on', 'vpn-1']],
    [1, ['--on', 'vpn-1', '--vpc', 'vpc-1']],
    [1, ['vco-1', 'vco-none']],
    [4, ['vco-1', 'vco-none', '--protect', 'vco-1']],
    [4, ['vco-1', 'vco-none', '--except', 'vco-1']],
    [1, ['vco-1', '--protect', 'vco-2', '--protect', 'iss-1']],
    [0, ['--vpc', 'vpc-1']],
    [0, ['--tag', 'team=red']],
    [0, ['--all-in-region']],
    [0, ['vco-1', '--protect', 'vco-1']],
    [0, ['vpn-1', '--protect', 'vpn-1']],
    [0, ['--on', 'vpn-1', '--protect', 'vpn-1']],
    [0, ['vco-1', '--except', 'vpn-1']],
  ])('is %d where a tag keeps what %j names', async ([code, args], { at }) => {
    at.emulator.seed(bothProtected)
    const plan = await at.run('plan', ...args, '--output', 'json')
    writeFileSync(at.file('plan.json'), plan.stdout)
    const ends = [
      ['teardown', ...args, '--dry-run'],
      ['teardown', ...args, '--yes', '--no-journal'],
      ['teardown', '--plan', at.file('plan.json'), '--yes', '--no-journal'],
    ].map(async (words) => (await at.run(...words)).code)
    expect([plan.code, ...(await Promise.all(ends))]).toEqual([code, code, code, code])
    expect(at.deletions()).toEqual([])
  })

  test.concurrent('is 0 where --protect keeps what a plan file names', async ({ at }) => {
    at.emulator.seed(bothProtected)
    await at.planned('vpn-1')
    const run = await at.run('teardown', '--plan', at.file('plan.json'), '--protect', 'vpn-1', '--yes', '--no-journal')
    expect([run.code, at.deletions()]).toEqual([0, []])
  })

  test.concurrent.for<[string[]]>([[['vpn-3']], [['--on', 'vpn-3']]])(
    'is 0 of a gateway that is there and empty: %j',
    async ([words], { at }) => {
      at.emulator.seed({ gateways: [{ id: 'vpn-3', fields: { Name: 'empty' } }] })
      const plan = await at.run('plan', ...words)
      expect(plan).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^vpn-3 .*Name: empty.*\n {2}nothing on it; the gateway itself stays$/m),
      })
      const ended = await at.run('teardown', ...words, '--yes', '--no-journal')
      expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0 of 0 gone, 1 gateway emptied, in /) })
    },
  )
})
