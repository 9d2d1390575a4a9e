// Tries operations out by clicks, as people do, and compares what the page shows with what the emulator was asked.
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { chromium } from 'playwright'
import { chromiumArguments, chromiumHere, chromiumHint } from './chromium.ts'
import { operationOn } from './operation.mjs'

const executablePath = chromiumHere()
if (executablePath === undefined) {
  if (process.env.CI) throw new Error(`there is no Chromium: ${chromiumHint}`)
  console.log(`skipped: there is no Chromium: ${chromiumHint}`)
  process.exit()
}

const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], progression: 'manual' })
const contract = fileURLToPath(new URL('.', import.meta.resolve('@vpn-gateway/core/openapi.json')))
const pages = { '/docs/': 'site', '/swagger-ui/': 'node_modules/swagger-ui-dist', '/contract/': contract }
const server = await serve(emulator, { pages })
const browser = await chromium.launch({ executablePath, args: chromiumArguments() })
try {
  const page = await browser.newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(error))
  await page.goto(`${server.url.replace('127.0.0.1', 'localhost')}/docs/`)

  const read = await operationOn(page, 'DescribeVpnGateway')
  const deletion = await operationOn(page, 'DeleteVpnConnection')
  const gatewayStatus = async () => (await read.execute({ VpnGatewayId: 'vpn-1' })).body.Status
  const shown = []
  const remove = async (VpnConnectionId) => {
    const { status, body } = await deletion.execute({}, { VpnConnectionId })
    shown.push([VpnConnectionId, status, body.Code])
  }

  assert.equal(await gatewayStatus(), 'active')
  await remove('vco-1')
  assert.equal(await gatewayStatus(), 'updating')
  await remove('vco-2')
  emulator.settle('vpn-1')
  assert.equal(await gatewayStatus(), 'active')
  await remove('vco-1')
  await remove('vco-2')
  assert.deepEqual(shown, [
    ['vco-1', 200, undefined],
    ['vco-2', 400, 'VpnGateway.Configuring'],
    ['vco-1', 404, 'InvalidVpnConnectionInstanceId.NotFound'],
    ['vco-2', 200, undefined],
  ])

  const { ledger } = emulator
  const asked = ledger.of('DeleteVpnConnection')
  assert.deepEqual(
    shown,
    asked.map(({ parameters, status, code }) => [parameters.VpnConnectionId, status, code]),
  )
  assert.equal(ledger.of('DescribeVpnGateway').length, 3)
  assert.deepEqual(
    ledger.tasks.map(({ id }) => id),
    ['vco-1', 'vco-2'],
  )
  assert.deepEqual(errors, [])
  console.log(`swagger-ui: ${ledger.requests.length} requests by clicks, two connections deleted`)
} finally {
  await browser.close()
  await server.close()
}
