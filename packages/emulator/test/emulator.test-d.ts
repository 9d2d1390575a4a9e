import { createEmulator, createVirtualClock } from '../src/index.ts'

const emulator = createEmulator({
  gateways: [{ connections: 2 }, { id: 'vpn-1', servers: ['iss-1'] }],
  connections: [{ fields: { AttachType: 'CEN' } }],
})
emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring', { times: 2 })
emulator.failNext('DeleteIpsecServer', 'Throttling.User')

// @ts-expect-error not documented for this operation
emulator.failNext('DeleteVpnConnection', 'OperationConflict')
// @ts-expect-error no such operation
emulator.failNext('DeleteVpnGateway', 'InternalError')
// @ts-expect-error no such kind of resource
createEmulator({ gateways: [{ tunnels: 2 }] })

emulator.inject('DeleteVpnConnection', { kind: 'error', code: 'VpnTask.CONFLICT' }, { id: 'vco-1', rate: 0.5 })
// @ts-expect-error a code that only the other operation documents
emulator.inject('DeleteVpnConnection', { kind: 'error', code: 'OperationConflict' })
// @ts-expect-error no such fault
emulator.inject('DeleteVpnConnection', { kind: 'flood' })
// @ts-expect-error a delay has a length
emulator.inject('DeleteVpnConnection', { kind: 'delay' })
// @ts-expect-error no such operation
emulator.ledger.of('DeleteVpnGateway')

emulator.inject('DescribeRegions', { kind: 'refusal', code: 'SystemBusy' })
emulator.inject('DescribeRegions', { kind: 'refusal', code: 'Made.Up', status: 503, message: 'later' })
emulator.inject('DescribeRegions', { kind: 'html', status: 429 })
// @ts-expect-error a refusal has a code
emulator.inject('DescribeRegions', { kind: 'refusal' })
// @ts-expect-error half an answer has the status of the whole one
emulator.inject('DescribeRegions', { kind: 'truncated', status: 200 })

emulator.inject('DescribeVpnConnection', { kind: 'other-id', shown: '' })
emulator.inject('ListIpsecServers', { kind: 'omitted', entry: 'iss-1' })
for (const kind of ['short-page', 'no-total', 'expired-key'] as const) emulator.inject('ListIpsecServers', { kind })
// @ts-expect-error a listing leaves out an entry by its id
emulator.inject('ListIpsecServers', { kind: 'omitted', entry: 1 })
// @ts-expect-error an id that is shown belongs to another kind
emulator.inject('ListIpsecServers', { kind: 'no-total', shown: '' })

const clock = createVirtualClock()
clock.step(-clock.elapsed())
// @ts-expect-error a step is a number of milliseconds
clock.step('1h')
