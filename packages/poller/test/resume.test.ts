import { describe, expect, test } from 'vitest'
import { beginDelete, type DeletionState, resumeDelete } from '../src/index.ts'
import { optionError, type Setup, sampleState, seeded, setup, target } from './setup.ts'
import { type Answer, begunThen, caught, unexpected } from './unexpected.ts'

const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }]

/** Gives every state that a deletion saves to its end. */
async function statesOf({ begin }: Setup): Promise<DeletionState[]> {
  const saved: DeletionState[] = []
  await (await begin({ save: (state) => void saved.push(state) })).result()
  return saved
}

/** A state that an earlier process saved in the same world, of a deletion that nobody has seen end. */
async function interruptedAt(world: ReturnType<typeof setup>, phase: DeletionState['phase']): Promise<string> {
  let kept = ''
  const save = (state: DeletionState) => {
    if (kept === '' && state.phase === phase) kept = JSON.stringify(state)
    if (kept !== '') throw new Error('the process died')
  }
  const deletion = await world.begin({ save }).catch(() => undefined)
  await deletion?.result().catch(() => {})
  return kept
}

describe('in another process', () => {
  test.each(['accepted', 'updating'] as const)('goes on with what was %s, and sends nothing again', async (phase) => {
    const world = setup({ gateways, progression: { timeMs: 60_000 } })
    const kept = await interruptedAt(world, phase)
    const told: string[] = []
    const onProgress = (progress: { phase: string }) => told.push(progress.phase)
    const deletion = await resumeDelete(world.client, kept, { ...world.inTime(2), onProgress })
    expect([deletion.phase, told]).toEqual([phase, [phase]])
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
    expect(told.at(-1)).toBe('gone')
    expect(world.emulator.has('vco-1')).toBe(false)
    expect(world.of('DeleteVpnConnection')).toHaveLength(1)
  })

  test('sends what may not have arrived again, with the same token', async () => {
    const world = setup({ gateways })
    const kept = await interruptedAt(world, 'sent')
    expect(world.of('DeleteVpnConnection')).toEqual([])
    await (await resumeDelete(world.client, kept, world.inTime(2))).result()
    expect(world.of('DeleteVpnConnection').map(({ token }) => token)).toEqual([JSON.parse(kept).clientToken])
  })

  test('takes what was sent and is absent for its own work', async () => {
    const world = setup({ gateways })
    const [sent] = await statesOf(world)
    const elsewhere = setup({ children: { 'vpn-1': [] } })
    const deletion = await resumeDelete(elsewhere.client, sent!, { clock: elsewhere.clock, random: seeded(2) })
    expect(await deletion.result()).toMatchObject({ phase: 'gone' })
  })

  test('knows what has ended without asking', async () => {
    const world = setup({ gateways })
    const gone = (await statesOf(world)).at(-1)
    const before = world.calls.length
    expect(await (await resumeDelete(world.client, gone!, { clock: world.clock })).result()).toMatchObject({ phase: 'gone' })
    const failed = await resumeDelete(world.client, { ...gone!, phase: 'failed', failure: 'DeletionFailed' }, { clock: world.clock })
    await expect(failed.result()).rejects.toMatchObject({ name: 'DeletionError', code: 'DeletionFailed' })
    expect(world.calls).toHaveLength(before)
  })

  test('a queue of jobs owns the waiting: each resumes, takes one look, and keeps the state', async () => {
    const world = setup({ gateways, progression: { timeMs: 60_000 } })
    let kept = await interruptedAt(world, 'accepted')
    let jobs = 0
    for (let delayMs = 1; delayMs > 0; jobs += 1) {
      const deletion = await resumeDelete(world.client, kept, world.inTime(jobs * 1_000_003))
      delayMs = await deletion.poll()
      kept = JSON.stringify(deletion)
      await world.clock.sleep(delayMs)
    }
    expect(JSON.parse(kept)).toMatchObject({ phase: 'gone', id: 'vco-1' })
    expect(jobs).toBeGreaterThan(3)
    // As the work grows older, the looks become rarer: a job for every three seconds would be twenty.
    expect(jobs).toBeLessThan(15)
  })
})

describe('a state that is damaged or foreign', () => {
  const good = sampleState({ phase: 'accepted' })

  test.each<[unknown, string]>([
    ['{"version":1', 'state'],
    ['"planted-secret"', 'state'],
    [null, 'state'],
    [{ ...good, version: 1 }, 'state.version'],
    [{ ...good, resource: 'planted-secret' }, 'state.resource'],
    [{ ...good, resource: 'VpnGateway', id: 'vpn-1' }, 'state.resource'],
    [{ ...good, id: 'iss-1' }, 'state.id'],
    [{ ...good, id: ['vco-1'] }, 'state.id'],
    [{ ...good, parentId: 'planted-secret' }, 'state.parentId'],
    [{ ...good, clientToken: 'x'.repeat(65) }, 'state.clientToken'],
    [{ ...good, clientToken: 'planted secret' }, 'state.clientToken'],
    [{ ...good, phase: 'planted-secret' }, 'state.phase'],
    [{ ...good, atMs: 'yesterday' }, 'state.atMs'],
    [{ ...good, ageMs: -1 }, 'state.ageMs'],
    [{ ...good, streak: { verdict: 'planted secret', times: 1, heldMs: 0 } }, 'state.streak'],
    [{ ...good, unknown: { code: 'planted secret', isPassing: false, heldMs: 0 } }, 'state.unknown'],
    [{ ...good, failure: 'planted secret' }, 'state.failure'],
  ])('%j is refused by its field, and not quoted', async (state, option) => {
    const world = setup({ gateways })
    const error = await caught(resumeDelete(world.client, state as DeletionState, world.inTime()))
    expect(error).toMatchObject(optionError(option))
    expect(`${error.message} ${JSON.stringify(error)} ${error.stack}`).not.toContain('planted')
    expect(world.calls).toEqual([])
  })

  test('what a later version has added is kept', async () => {
    const world = setup({ children: { 'vpn-1': ['vco-1'] } })
    const deletion = await resumeDelete(world.client, { ...good, later: { field: 1 } } as DeletionState, { clock: world.clock })
    await deletion.poll()
    expect(JSON.parse(JSON.stringify(deletion))).toMatchObject({ phase: 'accepted', later: { field: 1 } })
  })
})

describe('tokens', () => {
  /** A service that gives a token the same refusal for ever. */
  function rememberingRefusals(world: Setup) {
    const refusals = new Map<string, unknown>()
    const tokens: string[] = []
    const deleteVpnConnection: Answer = (ask, { ClientToken: token }) => {
      tokens.push(token)
      if (refusals.has(token)) throw refusals.get(token)
      return ask().catch((error) => {
        refusals.set(token, error)
        throw error
      })
    }
    return { tokens, client: unexpected(world, { deleteVpnConnection }) }
  }

  test('one that is refused for ever is given up once its gateway is free, and the deletion still ends', async () => {
    const world = setup({ gateways })
    const { client, tokens } = rememberingRefusals(world)
    await world.client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
    const saved: string[] = []
    const save = ({ phase, clientToken }: DeletionState) => void (phase === 'sent' && saved.push(clientToken))
    await (await beginDelete(client, target, { ...world.inTime(), save })).result()
    expect(world.emulator.has('vco-1')).toBe(false)
    expect(new Set(tokens).size).toBe(2)
    // Each was saved before it was sent.
    expect(saved).toEqual(tokens)
  })

  test('one whose answer is pending is kept', async () => {
    const world = setup({ gateways })
    world.emulator.failNext('DeleteVpnConnection', 'LastTokenProcessing', { times: 6 })
    await (await world.begin()).result()
    expect(new Set(world.of('DeleteVpnConnection').map(({ token }) => token)).size).toBe(1)
  })
})

describe('two confirmations', () => {
  test('take two polls at different times', async () => {
    const world = setup({ gateways, progression: 'immediate' })
    await (await world.begin({ confirmations: 2 })).result()
    expect(world.of('DescribeVpnGateway')).toHaveLength(4)
  })

  test('are not deceived by a status and an absence that lie at once', async () => {
    const world = setup({ gateways, progression: { timeMs: 60_000 } })
    let lies = 3
    const { deletion } = await begunThen(
      world,
      {
        describeVpnGateway: async (ask) => ({ ...(await ask()), ...(lies-- > 0 && { Status: 'active' }) }),
        describeVpnConnection: (ask) => (lies > 0 ? world.client.describeVpnConnection({ VpnConnectionId: 'vco-none' }) : ask()),
      },
      { confirmations: 2 },
    )
    await deletion.result()
    expect(world.emulator.has('vco-1')).toBe(false)
  })

  const wrong = [{ confirmations: 3 }, { backoff: { minMs: 5, maxMs: 1 } }, { busyTimeoutMs: Number.NaN }]

  test.each(wrong)('%j is refused', async (options) => {
    const world = setup({ gateways })
    await expect(beginDelete(world.client, target, options as never)).rejects.toMatchObject(optionError(`${Object.keys(options)[0]}`))
    expect(world.calls).toEqual([])
  })
})

describe('ensuring that something is gone', () => {
  test('is done when the deletion itself finds nothing', async () => {
    const world = setup({ gateways })
    const deletion = await beginDelete(world.client, { VpnConnectionId: 'vco-none' }, { clock: world.clock, ensureGone: true })
    expect(await deletion.result()).toMatchObject({ phase: 'gone', id: 'vco-none' })
    expect(world.of('DescribeVpnConnection')).toHaveLength(2)
    expect(world.of('DeleteVpnConnection')).toMatchObject([{ refused: true }])
    expect(world.emulator.ledger.tasks).toEqual([])
  })

  test('deletes it when one absence was false', async () => {
    const world = setup({ gateways })
    world.emulator.failNext('DescribeVpnConnection', 'InvalidVpnConnectionInstanceId.NotFound')
    await (await beginDelete(world.client, target, { clock: world.clock, ensureGone: true })).result()
    expect(world.emulator.has('vco-1')).toBe(false)
  })
})
