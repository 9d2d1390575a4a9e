import { describe, expect, test, vi } from 'vitest'
import { createOpenApiClient } from '../src/openapi.ts'
import { createScenario, credentials } from './scenario.ts'

function setup() {
  const scenario = createScenario()
  const { fetch } = scenario
  return {
    ...scenario,
    signed: createOpenApiClient({ regionId: 'cn-hangzhou', credentials, fetch }),
    proxied: createOpenApiClient({ baseUrl: 'https://console.example/api/', fetch }),
  }
}

describe.each(['signed', 'proxied'] as const)('openapi-fetch of the contract, %s', (form) => {
  test('reads, lists with a list of ids and of tags, and deletes', async () => {
    const { [form]: api, emulator } = setup()
    const read = await api.GET('/DescribeVpnGateway', { params: { query: { VpnGatewayId: 'vpn-1' } } })
    expect([read.data?.Status, read.error, read.response.status]).toEqual(['active', undefined, 200])
    const listed = await api.GET('/ListIpsecServers', { params: { query: { IpsecServerId: ['iss-1', 'iss-2'] } } })
    expect(listed.data?.IpsecServers?.map(({ IpsecServerId }) => IpsecServerId)).toEqual(['iss-1'])
    const tags = await api.GET('/DescribeVpnGateways', { params: { query: { Tag: [JSON.stringify({ Key: 'a', Value: 'b' })] } } })
    expect(tags.data?.TotalCount).toBe(0)
    const { data, error } = await api.POST('/DeleteVpnConnection', { body: { VpnConnectionId: 'vco-1' } })
    expect([data, error]).toEqual([{ RequestId: expect.any(String) }, undefined])
    emulator.settle('vpn-1')
    expect(emulator.has('vco-1')).toBe(false)
  })

  test('gives errors by their codes', async () => {
    const { [form]: api } = setup()
    const { data, error, response } = await api.POST('/DeleteVpnConnection', { body: { VpnConnectionId: 'vco-9' } })
    expect([data, error?.Code, response.status]).toEqual([undefined, 'InvalidVpnConnectionInstanceId.NotFound', 404])
  })

  test('gives each POST a key of its own, and leaves one that is given', async () => {
    const { [form]: api, requests } = setup()
    const tokens = async () => {
      const request = requests.at(-1) as Request
      return form === 'signed' ? new URL(request.url).searchParams.get('ClientToken') : request.headers.get('idempotency-key')
    }
    const remove = async (headers?: HeadersInit) => {
      await api.POST('/DeleteVpnConnection', { body: { VpnConnectionId: 'vco-1' }, ...(headers && { headers }) })
      return tokens()
    }
    const [first, second, given] = [await remove(), await remove(), await remove({ 'Idempotency-Key': 'mine' })]
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect(second).not.toBe(first)
    expect(given).toBe('mine')
  })

  test('takes middleware as openapi-fetch does', async () => {
    const { [form]: api } = setup()
    const seen: string[] = []
    api.use({ onResponse: ({ response, schemaPath }) => void seen.push(`${schemaPath} ${response.status}`) })
    await api.GET('/DescribeRegions')
    expect(seen).toEqual(['/DescribeRegions 200'])
  })

  test('ends with its signal', async () => {
    const { [form]: api } = setup()
    await expect(api.GET('/DescribeRegions', { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
  })
})

test('openapi-fetch over the service refuses the options that a client refuses, with its first call', async () => {
  await expect(createOpenApiClient({ regionId: '' }).GET('/DescribeRegions')).rejects.toMatchObject({
    name: 'OptionError',
    option: 'regionId',
  })
})

describe('openapi-fetch over a proxy', () => {
  test('asks no cache', async () => {
    const { proxied, requests } = setup()
    await proxied.GET('/DescribeRegions')
    expect([requests[0]?.cache, requests[0]?.url]).toEqual(['no-store', 'https://console.example/api/DescribeRegions'])
  })

  test.each(['/api', 'console', '', undefined, 1])('refuses the address %j where there is no page', (baseUrl) => {
    expect(() => createOpenApiClient({ baseUrl: baseUrl as string })).toThrow(/^baseUrl must be an https address, or in a page a path/)
  })

  test.each([
    [502, ''],
    [200, ''],
    [503, 'null'],
    [502, '<html>planted</html>'],
    [200, '<html>planted</html>'],
    [400, '[]'],
  ])('rejects where the answer is %i with %j', async (status, body) => {
    const headers = { 'content-length': `${body.length}`, 'content-type': 'application/json' }
    const api = createOpenApiClient({ baseUrl: 'https://console.example', fetch: async () => new Response(body, { status, headers }) })
    const error = await api.POST('/DeleteVpnConnection', { body: { VpnConnectionId: 'vco-1' } }).catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'UnreadableAnswerError', status, isSent: true })
    expect(String(error)).toContain(`DeleteVpnConnection was answered with status ${status}`)
    expect(String(error)).not.toContain('planted')
  })

  test.each(['1', '5, 0', '0'])('rejects where a cache has kept the answer, not where its Age is 0: %s', async (age) => {
    const { fetch } = setup()
    const kept = async (request: Request) => {
      const { body, status, headers } = await fetch(request)
      return new Response(body, { status, headers: { ...Object.fromEntries(headers), age } })
    }
    const answer = createOpenApiClient({ baseUrl: 'https://console.example', fetch: kept }).GET('/DescribeRegions')
    if (age === '0') expect((await answer).data?.RequestId).toBeDefined()
    else await expect(answer).rejects.toMatchObject({ name: 'UnreadableAnswerError', status: 200 })
  })

  test('calls a path on the origin of a page', async () => {
    vi.stubGlobal('location', { href: 'http://console.example/gateways?x=1' })
    const { fetch, requests } = createScenario()
    await createOpenApiClient({ baseUrl: '/api', fetch }).GET('/DescribeRegions')
    expect(requests[0]?.url).toBe('http://console.example/api/DescribeRegions')
    vi.unstubAllGlobals()
  })

  test('refuses keys beside it', () => {
    const options = { baseUrl: 'https://console.example', credentials } as never
    expect(() => createOpenApiClient(options)).toThrow(/^credentials must be left out/)
  })
})
