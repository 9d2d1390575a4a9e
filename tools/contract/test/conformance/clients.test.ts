import { join } from 'node:path'
import { operationMetadata, operationNames } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors } from '@vpn-gateway/core/catalogue'
import { createEmulator } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'
import { installLocked } from '@vpn-gateway/workspace/locked-install'
import { root } from '@vpn-gateway/workspace/packages'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { officialSdk, type PeerClient, parametersOf, popCore, scenario } from '../../src/conformance/clients.ts'
import documented from './documented-statuses.json' with { type: 'json' }

const key = { accessKeyId: 'id', accessKeySecret: 'secret' }

const emulator = createEmulator({ ...scenario, progression: 'immediate', credentials: [key] })

/** The code that a call rejects with, and the status of the answer. */
async function refusalOf(call: Promise<unknown>) {
  const { code } = await call.then(
    () => ({ code: undefined }),
    (error) => error,
  )
  return { code, status: emulator.ledger.requests.at(-1)?.status }
}

let server: EmulatorServer
let require: NodeJS.Require

beforeAll(async () => {
  require = installLocked(join(root, 'tools/contract/peers'))
  server = await serve(emulator)
})
afterAll(() => server.close())
beforeEach(() => emulator.reset())

const clients: [string, (secret?: string) => PeerClient][] = [
  ['the official SDK', (accessKeySecret = key.accessKeySecret) => officialSdk(require, server.url, { ...key, accessKeySecret })],
  ['pop-core over GET', (accessKeySecret = key.accessKeySecret) => popCore(require, server.url, { ...key, accessKeySecret }, 'GET')],
  ['pop-core over POST', (accessKeySecret = key.accessKeySecret) => popCore(require, server.url, { ...key, accessKeySecret }, 'POST')],
]

/** Operations whose codes stand in the service's own metadata. */
const known = Object.keys(documented.operations) as (keyof typeof documented.operations)[]

test('the spec documents the codes that the service does, and no others', () => {
  for (const operation of known)
    expect(operationErrors[operation].map(({ code }) => code).sort()).toEqual(Object.keys(documented.operations[operation]).sort())
  expect(frontDoorErrors.map(({ code }) => code).sort()).toEqual(Object.keys(documented.frontDoor).sort())
})

describe.each(clients)('%s', (_, client) => {
  test.each(operationNames)('%s is answered', async (operation) => {
    const answer = await client().call(operation, parametersOf(operation))
    expect(answer.RequestId).toMatch(/^[0-9A-F-]{36}$/)
    const { resource, verb, items, paging } = operationMetadata(operation)
    if (verb === 'delete') expect(emulator.has(Object.values(parametersOf(operation)).at(-1) as string)).toBe(false)
    if (verb === 'list' && resource && paging) expect(answer[paging.total]).toBe(1)
    if (verb === 'list')
      expect(items?.split('.').reduce<unknown>((at, field) => (at as Record<string, unknown>)[field], answer)).not.toHaveLength(0)
  })

  test.each(known)('%s: every documented error arrives with its code and status', async (operation) => {
    // An operation's own status goes before the general one of the same code.
    const own: Record<string, number> = documented.operations[operation]
    const statuses = { ...documented.frontDoor, ...own }
    for (const [code, status] of Object.entries(statuses)) {
      emulator.failNext(operation, code as never)
      expect(await refusalOf(client().call(operation, parametersOf(operation)))).toEqual({ code, status })
    }
  })

  test('a wrong secret is refused', async () => {
    expect(await refusalOf(client('Secret').call('DescribeRegions', {}))).toEqual({ code: 'SignatureDoesNotMatch', status: 400 })
  })
})
