import { describe, expect, test } from 'vitest'
import { createVpnGatewayClient, type VpnGatewayClientOptions } from '../src/index.ts'
import { createServiceFetch } from '../src/service-fetch.ts'
import { createScenario, credentials } from './scenario.ts'

function setup(options: VpnGatewayClientOptions = {}) {
  const scenario = createScenario()
  const service = createServiceFetch({ regionId: 'cn-hangzhou', credentials, fetch: scenario.fetch, ...options })
  const post = (operation: string, body: object, headers: object = {}) =>
    service(`https://any.example/prefix/${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  return { ...scenario, service, post }
}

describe('a fetch of the service', () => {
  test('answers a read of the contract by a signed call', async () => {
    const { service, requests } = setup()
    const answer = await service('https://any.example/api/DescribeVpnGateway?VpnGatewayId=vpn-1')
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await answer.json()).toMatchObject({ VpnGatewayId: 'vpn-1', Status: 'active' })
    expect(requests[0]?.headers.get('x-acs-action')).toBe('DescribeVpnGateway')
    expect(new URL(requests[0]?.url ?? '').hostname).toBe('vpc.cn-hangzhou.aliyuncs.com')
  })

  test('deletes, and passes the idempotency key on as the token', async () => {
    const { emulator, post, requests } = setup()
    expect(await (await post('DeleteVpnConnection', { VpnConnectionId: 'vco-1' }, { 'idempotency-key': 'k' })).json()).toEqual({
      RequestId: expect.any(String),
    })
    expect(new URL(requests[0]?.url ?? '').searchParams.get('ClientToken')).toBe('k')
    emulator.settle('vpn-1')
    expect(emulator.has('vco-1')).toBe(false)
  })

  test('answers as a client resolves: a dry run that passed', async () => {
    const { post } = setup()
    const answer = await post('DeleteIpsecServer', { IpsecServerId: 'iss-1', DryRun: 'true' })
    expect([answer.status, await answer.json()]).toEqual([200, { RequestId: expect.any(String), dryRun: 'passed' }])
  })

  test('answers a refusal of the service in its words, status and hint', async () => {
    const { emulator, service } = setup()
    emulator.inject('DescribeVpnGateway', { kind: 'throttle', retryAfterMs: 2500 })
    const answer = await service('https://any.example/DescribeVpnGateway?VpnGatewayId=vpn-1')
    expect([answer.status, answer.headers.get('x-acs-retry-after'), answer.headers.get('cache-control')]).toEqual([400, '2500', 'no-store'])
    expect(await answer.json()).toEqual({
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      HostId: 'any.example',
      Code: 'Throttling.User',
      Message: 'Request was denied due to user flow control.',
      Recommend: expect.stringContaining('Throttling.User'),
    })
  })

  test.each([
    ['a read that deletes', 'DeleteVpnConnection?VpnConnectionId=vco-1', {}, 405],
    ['a form', 'DeleteVpnConnection', { method: 'POST', body: new URLSearchParams({ VpnConnectionId: 'vco-1' }) }, 415],
    ['an id of another kind', 'DescribeVpnGateway?VpnGatewayId=vco-1', {}, 400],
    ['a parameter that there is not', 'DescribeVpnGateway?VpnGatewayId=vpn-1&Odd=1', {}, 400],
    ['a signature of its own', 'DescribeVpnGateway?VpnGatewayId=vpn-1&AccessKeyId=x&Signature=y', {}, 400],
    ['another operation', 'CreateVpnGateway', {}, 404],
  ])('refuses %s, and calls nothing', async (_, path, init, status) => {
    const { service, requests } = setup()
    const answer = await service(`https://any.example/${path}`, init)
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ Code: expect.any(String) })])
    expect(requests).toEqual([])
  })

  test('rejects like a fetch where no answer came, and with the reason of an abort', async () => {
    const { service } = setup({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    const url = 'https://any.example/DescribeRegions'
    await expect(service(url)).rejects.toMatchObject({ name: 'NetworkError' })
    await expect(service(url, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
  })

  test('never answers an error as a success, whatever status it came in', async () => {
    const refusal = { Code: 'Odd', Message: 'm', RequestId: 'r' }
    const { service } = setup({ fetch: async () => Response.json(refusal, { status: 200 }) })
    const answer = await service('https://any.example/DescribeRegions')
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining(refusal)])
  })

  test('refuses the options that a client refuses', () => {
    expect(() => createServiceFetch({ regionId: '' })).toThrow(expect.objectContaining({ name: 'OptionError' }))
  })
})

test('a refusal that is passed on, however often, is said once, in the words of the service', async () => {
  const { emulator, service } = setup()
  const over = (fetch: typeof service) =>
    createVpnGatewayClient({ proxy: 'https://console.example/api', fetch: (request) => fetch(request) })
  const twice = createServiceFetch({ proxy: 'https://inner.example/api', fetch: (request) => service(request) })
  for (const fetch of [service, twice]) {
    emulator.inject('DeleteVpnConnection', { kind: 'refusal', code: 'Forbidden', status: 403 })
    const error = await over(fetch)
      .deleteVpnConnection({ VpnConnectionId: 'vco-1' })
      .catch((reason) => reason)
    expect(error).toMatchObject({ name: 'ServiceError', code: 'Forbidden', detail: 'The request is refused.' })
    expect(error.message).toBe(`DeleteVpnConnection was refused: Forbidden (403). ${error.detail}`)
  }
})
