import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { handlers, mock } from '../src/index.ts'
import { isAnswered, refuseUnhandled } from './shared.ts'

const server = setupServer(...handlers(createEmulator()))
const said = vi.spyOn(console, 'error').mockImplementation(() => {})
beforeAll(() => server.listen(refuseUnhandled))
afterEach(() => said.mockClear())
afterAll(() => server.close())

const host = 'https://vpc.cn-hangzhou.aliyuncs.com'

test('where unhandled requests are errors, operations pass', async () => {
  expect(await createVpnGatewayClient({ regionId: 'cn-hangzhou' }).describeRegions()).toEqual(isAnswered)
  for (const path of ['/', '//', '///']) expect(await (await fetch(`${host}${path}?Action=DescribeRegions`)).json()).toEqual(isAnswered)
  expect(said).not.toHaveBeenCalled()
})

test.each([
  ['an action that is no operation', `${host}/?Action=CreateVpnGateway`],
  ['no action', `${host}/`],
  ['an operation at another host', 'https://vpc.cn-hangzhou.example/?Action=DescribeRegions'],
])('where unhandled requests are errors, %s fails as one', async (_, url) => {
  await expect(fetch(url, { method: 'POST' })).rejects.toThrow()
  expect(said.mock.calls.join()).toContain(`POST ${url}`)
})

test('a mock that answers with a field of another name fails, and names it', async () => {
  const { mockOperation } = await import('@vpn-gateway/emulator')
  const answer = mockOperation('DescribeVpnGateway', () => ({ VpnGatewayId: 'vpn-1', Statuss: 'active' }) as never)
  const call = answer(
    new Request(
      'https://vpc.cn-hangzhou.aliyuncs.com/?Action=DescribeVpnGateway&Version=2016-04-28&RegionId=cn-hangzhou&VpnGatewayId=vpn-1',
      { method: 'POST' },
    ),
  )
  await expect(call).rejects.toThrow(/^answer has no Statuss; DescribeVpnGateway answers with RequestId, .*\bStatus\b/)
})

test.each([
  ['emulator', () => handlers(null as never)],
  ['pick', () => handlers(createEmulator(), { pick: ['Nope' as never] })],
  ['baseURL', () => handlers(createEmulator(), { baseURL: '/api' } as object)],
  ['operation', () => mock('Nope' as never, (() => ({})) as never)],
  ['resolver', () => mock('DescribeRegions', 5 as never)],
])('what there is none of is refused, naming %s', (option, make) => {
  expect(make).toThrow(expect.objectContaining({ name: 'OptionError', option }))
})
