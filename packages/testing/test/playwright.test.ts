import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createScenario, expectGone, expectRequest } from '@vpn-gateway/testing'
import { answerRoute } from '@vpn-gateway/testing/playwright'
import { chromiumArguments, chromiumHere, chromiumHint } from '@vpn-gateway/workspace/chromium'
import { chromium } from 'playwright'
import { expect, test } from 'vitest'

const executablePath = chromiumHere()
if (executablePath === undefined && process.env.CI) throw new Error(`there is no Chromium: ${chromiumHint}`)

/** Opens a page of an origin of its own, whose requests for the service and for a proxy are answered by an emulator. */
async function openPage() {
  const scenario = createScenario({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], progression: 'immediate' })
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<title>console</title>'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: chromiumArguments() })
  const page = await browser.newPage()
  const answer = answerRoute(scenario.emulator)
  await page.route('**/api/vpn-gateway/**', answer)
  await page.route('https://vpc.cn-hangzhou.aliyuncs.com/**', answer)
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
  const ask = (path: string, init?: RequestInit) =>
    page.evaluate(
      ([url, given]) =>
        fetch(url, given).then(
          async (response) => [response.status, Object(await response.json()).Code ?? 'ok'],
          (error) => [0, error.name],
        ),
      [path, init] as const,
    )
  return {
    ...scenario,
    ask,
    async [Symbol.asyncDispose]() {
      await browser.close()
      server.close()
    },
  }
}

test.runIf(executablePath)('a page under Playwright is answered by the emulator', async () => {
  await using at = await openPage()
  const json = { method: 'POST', headers: { 'content-type': 'application/json' } }
  expect(await at.ask('/api/vpn-gateway/DescribeVpnGateway?VpnGatewayId=vpn-1')).toEqual([200, 'ok'])
  const deletion = { ...json, body: JSON.stringify({ VpnConnectionId: 'vco-1' }) }
  expect(await at.ask('/api/vpn-gateway/DeleteVpnConnection', deletion)).toEqual([200, 'ok'])
  expectGone(at.emulator, 'vco-1')
  expect(await at.ask('/api/vpn-gateway/DeleteVpnConnection', deletion)).toEqual([404, 'InvalidVpnConnectionInstanceId.NotFound'])
  expect(
    await at.ask('https://vpc.cn-hangzhou.aliyuncs.com/?Action=DescribeVpnGateway&RegionId=cn-hangzhou&VpnGatewayId=vpn-1', {
      method: 'POST',
    }),
  ).toEqual([200, 'ok'])
  expectRequest(at.emulator, 'DescribeVpnGateway', { VpnGatewayId: 'vpn-1' }, { times: 2 })
  at.emulator.inject('DeleteVpnConnection', { kind: 'reset' })
  expect(await at.ask('/api/vpn-gateway/DeleteVpnConnection', deletion)).toEqual([0, 'TypeError'])
})
