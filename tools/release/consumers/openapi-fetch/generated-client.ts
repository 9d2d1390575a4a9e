// Calls that every generated client makes: the same over an emulator behind a port, and in process, signed by `createServiceFetch`.
import assert from 'node:assert/strict'
import { createServiceFetch } from '@vpn-gateway/client/service-fetch'
import { createEmulator, type Emulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'

/** A generated client, with what its types promise. */
export interface GeneratedClient {
  gatewayStatus(id: string): Promise<'init' | 'provisioning' | 'active' | 'updating' | 'deleting'>
  serverIds(ids: string[]): Promise<string[]>
  gatewayIds(tag: string): Promise<string[]>
  /** Resolves with the id of the request. */
  deleteConnection(id: string, idempotencyKey: string): Promise<string>
  dryRun(id: string): Promise<'passed' | undefined>
  refusedDeletion(id: string): Promise<Refusal>
  /** Sends a body without the id, which must not compile. */
  incompleteDeletion(): Promise<Refusal>
}

/** Status and code of a refusal, or neither. */
export interface Refusal {
  readonly status: number | undefined
  readonly code: string | undefined
}

/** Address and `fetch` that a generated client is given. */
export interface Target {
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
}

const tag = { Key: 'colour', Value: 'red' }
const gateways = [
  { id: 'vpn-1', connections: ['vco-1', 'vco-2'], fields: { Tags: { Tag: [tag] } } },
  { id: 'vpn-2', servers: ['iss-1'] },
  { id: 'vpn-3', servers: ['iss-2'] },
  { id: 'vpn-4', servers: ['iss-3'] },
]

/** Makes every call over a port. */
export async function checkOverPort(name: string, create: (target: Target) => GeneratedClient): Promise<void> {
  const emulator = createEmulator({ gateways, progression: 'manual' })
  const server = await serve(emulator)
  try {
    await check(create({ baseUrl: `${server.url}/api/vpn-gateway`, fetch: globalThis.fetch }), emulator)
  } finally {
    await server.close()
  }
  console.log(`${name}: over a port`)
}

/** Makes every call in process, where each has to reach the emulator signed. */
export async function checkOverServiceFetch(name: string, create: (target: Target) => GeneratedClient): Promise<void> {
  const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }
  const emulator = createEmulator({ gateways, credentials: [credentials], progression: 'manual' })
  const signatures: (string | null)[] = []
  const fetch = createServiceFetch({
    regionId: 'cn-hangzhou',
    credentials,
    fetch: (request) => {
      signatures.push(request.headers.get('authorization'))
      return emulator.fetch(request)
    },
  })
  await check(create({ baseUrl: 'https://contract.invalid/api/vpn-gateway', fetch }), emulator)
  assert.equal(signatures.length, emulator.ledger.requests.length)
  for (const signature of signatures) assert.match(signature ?? '', /^ACS3-HMAC-SHA256 Credential=id,/)
  console.log(`${name}: over createServiceFetch`)
}

async function check(client: GeneratedClient, emulator: Emulator): Promise<void> {
  assert.equal(await client.gatewayStatus('vpn-1'), 'active')
  assert.deepEqual((await client.serverIds(['iss-1', 'iss-2'])).sort(), ['iss-1', 'iss-2'])
  assert.deepEqual(await client.gatewayIds(JSON.stringify(tag)), ['vpn-1'])

  const accepted = await client.deleteConnection('vco-1', 'key-1')
  assert.equal(await client.gatewayStatus('vpn-1'), 'updating')
  assert.equal(await client.deleteConnection('vco-1', 'key-1'), accepted)
  assert.deepEqual(
    emulator.ledger.tasks.map(({ id }) => id),
    ['vco-1'],
  )
  assert.equal(emulator.has('vco-1'), true)
  emulator.settle('vpn-1')
  assert.equal(emulator.has('vco-1'), false)
  assert.equal(emulator.has('vco-2'), true)

  assert.equal(await client.dryRun('iss-1'), 'passed')
  assert.equal(emulator.ledger.tasks.length, 1)
  assert.deepEqual(await client.refusedDeletion('vco-9'), { status: 404, code: 'InvalidVpnConnectionInstanceId.NotFound' })
  assert.deepEqual(await client.incompleteDeletion(), { status: 400, code: 'MissingParameter' })
}
