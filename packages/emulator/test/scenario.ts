import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVpnGatewayClient, type VpnGatewayClient } from '@vpn-gateway/client'
import { afterAll, expect, onTestFinished } from 'vitest'
import { createEmulator, createVirtualClock, type Emulator, type EmulatorOptions, type VirtualClock } from '../src/index.ts'
import { type EmulatorServer, type ServeOptions, serve } from '../src/node.ts'

export interface Scenario {
  readonly clock: VirtualClock
  readonly emulator: Emulator
  readonly client: VpnGatewayClient
  remove(VpnConnectionId: string, ClientToken?: string): ReturnType<VpnGatewayClient['deleteVpnConnection']>
  read(VpnConnectionId: string): ReturnType<VpnGatewayClient['describeVpnConnection']>
  /** Says whether a read finds a connection. */
  shows(VpnConnectionId: string): Promise<boolean>
  /** Reads the status of vpn-1. */
  status(): Promise<string | undefined>
}

/** Creates an emulator with two connections on a gateway, its clock and a client of it. */
export function createScenario(options: EmulatorOptions = {}, clock: VirtualClock = createVirtualClock()): Scenario {
  const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], clock, ...options })
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', clock, fetch: emulator.fetch })
  const read = (VpnConnectionId: string) => client.describeVpnConnection({ VpnConnectionId })
  return {
    clock,
    emulator,
    client,
    read,
    remove: (VpnConnectionId, ClientToken) => client.deleteVpnConnection({ VpnConnectionId, ...(ClientToken && { ClientToken }) }),
    shows: (VpnConnectionId) => succeeds(read(VpnConnectionId)),
    status: async () => (await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).Status,
  }
}

/** Serves an emulator over a port until the test ends. */
export async function serveForTest(emulator: Emulator = createEmulator(), options: ServeOptions = {}): Promise<EmulatorServer> {
  const server = await serve(emulator, options)
  onTestFinished(() => server.close())
  return server
}

/** Makes a folder that is removed when the tests of the file have ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vpngw-emulator-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Says whether a promise resolves. */
export async function succeeds(promise: Promise<unknown>): Promise<boolean> {
  const [{ status }] = await Promise.allSettled([promise])
  return status === 'fulfilled'
}

/** Matches the error that refuses an option by a rule. */
export function optionError(option: unknown = expect.any(String), rule: RegExp = /./): Error {
  return expect.objectContaining({ name: 'OptionError', option, rule: expect.stringMatching(rule) })
}

/** Gives the status of an answer, and the error code of a refusal. */
export async function codeOf(response: Response | Promise<Response>): Promise<[number, string | undefined]> {
  const answer = await response
  return [answer.status, ((await answer.json()) as { Code?: string }).Code]
}
