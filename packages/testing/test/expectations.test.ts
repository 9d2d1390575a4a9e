import { createScenario, ExpectationError, expectGone, expectOneAtATime, expectRequest, type Scenario } from '@vpn-gateway/testing'
import { describe, expect, test } from 'vitest'

const world = (): Scenario => createScenario({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }] })
const target = { VpnConnectionId: 'vco-1' }

/** Message of the error of an expectation; nothing where it holds. */
function messageOf(work: () => void): string {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(ExpectationError)
    return (error as Error).message
  }
  return ''
}

describe('what is expected to be gone', () => {
  test.each<[string, (scenario: Scenario) => Promise<unknown>, string]>([
    ['was never deleted', async () => {}, 'vco-1 is still there: no deletion of it was sent'],
    [
      'is being deleted',
      ({ client }) => client.deleteVpnConnection(target),
      'vco-1 is still there: its deletion was accepted, and goes on; wait for its end, or settle it',
    ],
    [
      'could not be deleted',
      async ({ client, emulator }) => {
        emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
        await client.deleteVpnConnection(target).catch(() => {})
      },
      'vco-1 is still there: its deletion was refused with VpnGateway.Configuring',
    ],
    [
      'came to nothing',
      async ({ client, emulator, clock }) => {
        emulator.inject('DeleteVpnConnection', { kind: 'task' })
        await client.deleteVpnConnection(target)
        await clock.advance(60_000)
      },
      'vco-1 is still there: its deletion was accepted, and came to nothing',
    ],
    [
      'is gone',
      async ({ client, clock }) => {
        await client.deleteVpnConnection(target)
        await clock.advance(60_000)
      },
      '',
    ],
  ])('and %s', async (_, happens, words) => {
    const scenario = world()
    await happens(scenario)
    expect(messageOf(() => expectGone(scenario.emulator, 'vco-1'))).toBe(words)
  })

  test('and was never there is no success', () => {
    expect(messageOf(() => expectGone(world().emulator, 'vco-1l'))).toBe('there is no vco-1l, and nothing has deleted it: is the id right?')
  })
})

test('two deletions at once on one gateway are named, with what was sent', async () => {
  const { client, emulator } = world()
  await client.deleteVpnConnection({ ...target, ClientToken: 'one' })
  expectOneAtATime(emulator)
  await client.deleteVpnConnection({ VpnConnectionId: 'vco-2', ClientToken: 'two' }).catch(() => {})
  expect(messageOf(() => expectOneAtATime(emulator))).toBe(
    `a deletion came while its gateway was busy:
  DeleteVpnConnection ClientToken=two RegionId=cn-hangzhou VpnConnectionId=vco-2 → VpnGateway.Configuring`,
  )
})

test('a refusal that was injected is none of a busy gateway, though another one is at work', async () => {
  const { client, emulator } = createScenario({
    gateways: [
      { id: 'vpn-1', connections: ['vco-1'] },
      { id: 'vpn-2', connections: ['vco-9'] },
    ],
  })
  await client.deleteVpnConnection({ VpnConnectionId: 'vco-9' })
  emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
  await client.deleteVpnConnection(target).catch(() => {})
  expectOneAtATime(emulator)
})

test('a misspelt operation or parameter is refused: it would never have come', () => {
  const { emulator } = world()
  const never = { times: 0 }
  expect(() => expectRequest(emulator, 'DeleteVpnConnection', { VpnConnectionID: 'vco-1' } as object, never)).toThrow(
    'VpnConnectionID is no parameter of DeleteVpnConnection; the nearest is VpnConnectionId',
  )
  expect(() => expectRequest(emulator, 'DeleteVpnConection' as 'DeleteVpnConnection', {}, never)).toThrow(
    'operation must be one of the spec; the nearest is DeleteVpnConnection',
  )
})

describe('a request that is expected', () => {
  test.each<[string, (emulator: Scenario['emulator']) => void, string]>([
    ['and came', (emulator) => expectRequest(emulator, 'DescribeVpnGateway', { VpnGatewayId: 'vpn-1' }), ''],
    ['as often as it came', (emulator) => expectRequest(emulator, 'DescribeVpnGateway', {}, { times: 2 }), ''],
    ['never, and did not come', (emulator) => expectRequest(emulator, 'DeleteVpnConnection', {}, { times: 0 }), ''],
    [
      'and did not come',
      (emulator) => expectRequest(emulator, 'DeleteVpnConnection', target),
      'DeleteVpnConnection VpnConnectionId=vco-1 was expected at least once, and came 0 times: there was none of this operation',
    ],
    [
      'once, and came twice',
      (emulator) => expectRequest(emulator, 'DescribeVpnGateway', { VpnGatewayId: 'vpn-1' }, { times: 1 }),
      `DescribeVpnGateway VpnGatewayId=vpn-1 was expected once, and came 2 times:
  DescribeVpnGateway RegionId=cn-hangzhou VpnGatewayId=vpn-1 → 200
  DescribeVpnGateway RegionId=cn-hangzhou VpnGatewayId=vpn-1 → 200`,
    ],
  ])('%s', async (_, expects, words) => {
    const { client, emulator } = world()
    for (let times = 0; times < 2; times += 1) await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })
    expect(messageOf(() => expects(emulator))).toBe(words)
  })
})
