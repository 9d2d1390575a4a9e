import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { ServiceError } from '@vpn-gateway/core'
import { createEmulator } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { type DeletionState, planTeardown, prepareDelete, resumeDelete, stepDelete } from '../src/index.ts'
import { optionError, sampleState, setup, target } from './setup.ts'
import { type Any, caught, change, gateways, notFound, nth, unexpected } from './unexpected.ts'

// What is shown may be the work of another caller, and what is found may belong to another gateway by now.

/** Steps a deletion by hand: each line sets the time, what the gateway reads, and whether the delete call is refused as busy. */
function byHand() {
  let [nowMs, gateway, sends]: [number, string, number] = [0, 'active', 0]
  const clock = { now: () => nowMs, elapsed: () => nowMs, sleep: async () => {} }
  const refusal = (code: string, kind: Any) => new ServiceError({ code, kind, message: 'm', status: 400, attempts: 1 })
  const client: Any = {
    describeVpnGateway: async () => {
      if (gateway === 'refused') throw refusal('Forbidden', 'stop')
      return { RequestId: 'r', VpnGatewayId: 'vpn-1', Status: gateway }
    },
    describeVpnConnection: async () => ({ RequestId: 'r', VpnConnectionId: 'vco-1', VpnGatewayId: 'vpn-1', State: 'active' }),
    deleteVpnConnection: async () => {
      sends += 1
      if (sends > 1) throw refusal('VpnGateway.Configuring', 'busy')
      return { RequestId: 'r' }
    },
  }
  let state: DeletionState | undefined
  return {
    sends: () => sends,
    async at(atMs: number, reads: string) {
      ;[nowMs, gateway] = [atMs, reads]
      state ??= await prepareDelete(client, target, { clock })
      state = (await stepDelete(client, state, { clock, resend: true })).state
      return state
    },
  }
}

describe('a deletion that is sent again', () => {
  test('was shown not to have begun at two times after the limit; a poll that saw nothing is none', async () => {
    const { at } = byHand()
    for (const [atMs, reads] of [
      [0, 'active'],
      [0, 'active'],
      [100_000, 'active'],
      [125_000, 'refused'],
    ] as const)
      await at(atMs, reads)
    expect(await at(140_000, 'active')).toMatchObject({ phase: 'accepted' })
    expect(await at(150_000, 'active')).toMatchObject({ phase: 'found', resent: true })
  })

  test('and refused, since the gateway is busy, has not failed when that work has ended: it may have been that of another', async () => {
    const { at, sends } = byHand()
    for (const atMs of [0, 0, 130_000, 140_000, 140_000, 140_000]) await at(atMs, 'active')
    expect(sends()).toBe(2)
    await at(141_000, 'updating')
    for (const atMs of [160_000, 180_000, 200_000, 220_000, 240_000])
      expect(await at(atMs, 'active')).not.toMatchObject({ phase: 'failed' })
  })

  test('comes to nothing unseen, and again: each teardown on its journal sends it once more', async () => {
    const { emulator, journal, of, reportOf } = setup({ gateways, progression: { timeMs: 500 }, updatingAfterMs: 1_000 })
    for (let times = 0; times < 3; times += 1) emulator.inject('DeleteVpnConnection', { kind: 'task' })
    const run = async (ids: string[]) => (await reportOf(ids, { journal }))[0]?.outcome
    const ends = [await run(['vco-1']), await run([]), await run([]), await run([])]
    expect([...new Set(ends)]).toEqual(['unknown', 'gone'])
    expect(new Set(of('DeleteVpnConnection').map(({ token }) => token)).size).toBe(4)
  })
})

describe('what was named by its gateway alone', () => {
  const moves = {
    describeVpnConnection: change((answer) => ({ ...answer, ...(answer.VpnConnectionId === 'vco-2' && { VpnGatewayId: 'vpn-2' }) })),
  }

  /** Goes on with a journal that names these, and has vco-2 in a phase, some times. */
  async function goneOn(targets: string[], phase: 'found' | 'sent' | 'waiting', times: number) {
    const world = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'], 'vpn-2': ['vco-9'] } })
    await world.journal.append({ targets })
    await world.journal.append({ state: sampleState({ id: 'vco-2', phase }) })
    const options = () => ({ ...world.onRecord(), timeoutMs: 120_000 })
    for (let runs = 0; runs < times; runs += 1) await world.reportOf([], options(), unexpected(world, moves))
    return world.emulator
  }
  const phases = ['found', 'sent', 'waiting'] as const

  test.each(phases)('and belongs to another one when a teardown goes on from %s is not deleted', async (phase) => {
    const { ledger, has } = await goneOn(['vpn-1'], phase, 2)
    expect(ledger.tasks.map(({ id }) => id)).not.toContain('vco-2')
    expect(has('vco-1')).toBe(false)
  })

  test('is deleted there where it was named by itself, too', async () => {
    const { ledger } = await goneOn(['vpn-1', 'vco-2'], 'found', 1)
    expect(ledger.tasks.map(({ id }) => id)).toContain('vco-2')
  })
})

describe('an end', () => {
  test('that is on record is final, as it was', async () => {
    const { clock, client } = setup({ gateways })
    for (const failure of ['ResourceAbsent', 'DeletionFailed'] as const) {
      const deletion = await resumeDelete(client, sampleState({ phase: 'failed', failure }), { clock })
      expect(await caught(deletion.result())).toMatchObject({ code: failure, isFinal: true })
    }
  })

  test('is not said after one read that finds nothing', async () => {
    const world = setup({ gateways })
    const flaps = unexpected(world, { describeVpnConnection: nth(0, notFound) })
    expect(await prepareDelete(flaps, target, { clock: world.clock })).toMatchObject({ phase: 'found', parentId: 'vpn-1' })
  })
})

describe('a reader of the caller', () => {
  test.each([
    ['found', 'found'],
    // It has rested, so that its gateway is looked up first.
    ['sent', 'sent'],
    ['waiting', 'sent'],
    ['accepted', 'accepted'],
  ] as const)('that gives nothing shows nothing, from %s on', async (phase, next) => {
    const { clock, client } = setup({ gateways })
    const reader: Any = { gateway: async () => undefined, resource: async () => undefined }
    const { state } = await stepDelete(client, sampleState({ phase }), { clock, reader })
    expect(state.phase).toBe(next)
  })

  test('that has no methods is refused', async () => {
    const { clock, client } = setup({ gateways })
    const step = stepDelete(client, sampleState({ phase: 'accepted' }), { clock, reader: { gateway: async () => ({}) } as Any })
    expect(await caught(step)).toMatchObject(optionError('reader'))
  })
})

test('options that are none are refused, wherever they are given', async () => {
  const { clock, client } = setup({ gateways })
  expect(await caught(planTeardown(client, ['vco-1'], { regionID: 'x' } as Any))).toMatchObject(optionError('regionID'))
  expect(await caught(prepareDelete(client, target, null as Any))).toMatchObject({ name: 'OptionError' })
  expect(await caught(stepDelete(client, sampleState({}), null as Any))).toMatchObject({ name: 'OptionError' })
  const verdict = { ...sampleState({}), streak: { verdict: 'working', times: 1, heldMs: 0 } }
  expect(await caught(stepDelete(client, verdict as Any, { clock }))).toMatchObject(optionError('state.streak'))
})

describe('a deletion that was carried out before its kept connection was reset', () => {
  /** Steps a deletion over a port that carries out the first request for it, cuts the connection, and refuses the next. */
  async function stepTwice(status: number, code: string) {
    const emulator = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'immediate' })
    let deletions = 0
    const server = createServer(async ({ url = '', socket }, response) => {
      const isDeletion = url.includes('Action=DeleteVpnConnection')
      if (isDeletion && ++deletions > 1) return response.writeHead(status).end(JSON.stringify({ RequestId: 'r', Code: code, Message: 'm' }))
      const answer = await emulator.fetch(new Request(`http://localhost${url}`, { method: 'POST' }))
      if (isDeletion) socket.resetAndDestroy()
      else response.end(await answer.text())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', endpoint })
    try {
      const found = await stepDelete(client, await prepareDelete(client, target))
      const sent = await stepDelete(client, found.state)
      expect(sent.state).toMatchObject({ phase: 'sent', mayBeDone: true })
      return { deletions: () => deletions, second: await stepDelete(client, sent.state).catch((error) => ({ error })) }
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }

  test('is not said to be refused where the next request is', async () => {
    const { second, deletions } = await stepTwice(403, 'Forbidden.RAM')
    const unknown = { code: 'CannotObserve', message: expect.stringContaining('an earlier request may have been accepted') }
    expect([second.error, deletions()]).toEqual([expect.objectContaining(unknown), 2])
  })

  test('is not said to be the work of another where the next request finds nothing', async () => {
    const { second } = await stepTwice(404, 'InvalidVpnConnectionInstanceId.NotFound')
    expect(second).toMatchObject({ state: { phase: 'accepted', alreadyGone: true } })
  })
})
