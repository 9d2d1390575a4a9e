import { expect, test } from 'vitest'
import {
  type DeletionProgress,
  type DeletionState,
  type Journal,
  memoryJournal,
  type Outcome,
  type TeardownEvent,
  type TeardownOptions,
  type TeardownPlan,
  teardown,
} from '../src/index.ts'
import { all, ends, type Setup, sampleState, setup } from './setup.ts'
import { type Answer, unexpected } from './unexpected.ts'

// Going on with a journal: each id that it holds has one outcome, in the words of what was seen.

const world = () =>
  setup({ children: { 'vpn-1': ['vco-1', 'vco-2', 'vco-3'], 'vpn-2': ['iss-1'] }, updatingAfterMs: 0, progression: { timeMs: 500 } })

const wordsOf = (report: readonly Outcome[], id: string) => {
  const of = report.find((each) => each.id === id)
  return of && 'error' in of ? String((of.error as Error).message) : undefined
}

/** Goes on as the command line does: by a plan of the journal. */
async function goOn(at: Setup, { journal = at.journal, ...more }: TeardownOptions = {}) {
  const plan: TeardownPlan = JSON.parse(JSON.stringify(await at.planOf([], { journal })))
  const run = teardown(at.client, plan, { ...at.inTime(), journal, ...more })
  return { plan, events: await all(run), report: await run.report() }
}

/** Begins a teardown, and ends it once an event says so. */
const begunUntil = async (at: Setup, ids: readonly string[], isEnough: (event: TeardownEvent) => boolean) =>
  at.endedAt(await at.planOf(ids), isEnough)

test('what failed at the service before any work showed is sent again in the end, however short each wait is', async () => {
  const at = world()
  at.emulator.inject('DeleteVpnConnection', { kind: 'task' }, { id: 'vco-1' })
  const first = await at.reportOf(['vco-1'], { ...at.onRecord(), timeoutMs: 20_000 })
  expect(ends(first)).toEqual({ 'vco-1': 'unknown' })
  expect(wordsOf(first, 'vco-1')).toMatch(/^vco-1: not gone after 20000 ms; its gateway read active at each poll and it was still there/)
  expect(wordsOf(first, 'vco-1')).not.toContain('goes on')
  const last = []
  for (let times = 0; times < 6 && last.at(-1)?.outcome !== 'gone'; times += 1)
    last.push((await at.reportOf([], { ...at.onRecord(), timeoutMs: 20_000 }))[0])
  expect(last.at(-1)).toEqual({ id: 'vco-1', outcome: 'gone' })
  expect(at.emulator.ledger.tasks.length).toBe(2)
})

test('what failed at the service after its work showed has failed in the end, though each wait is too short to know it', async () => {
  const at = setup({ children: { 'vpn-1': ['vco-1'] }, updatingAfterMs: 0, progression: { timeMs: 8_000 } })
  at.emulator.inject('DeleteVpnConnection', { kind: 'task' })
  const said = []
  for (let times = 0; times < 6 && said.at(-1)?.outcome !== 'failed'; times += 1)
    said.push((await at.reportOf(times === 0 ? ['vco-1'] : [], { ...at.onRecord(), timeoutMs: 16_000 }))[0])
  expect(said.at(-1)).toMatchObject({ outcome: 'failed', isFinal: true, error: { code: 'DeletionFailed' } })
  const words = said.slice(0, -1).map((each) => String((Object(each).error as Error).message))
  expect(words.at(-1)).toContain('its work had ended and it was still there; that has failed once it holds for 30000 ms')
  // To another teardown on the journal that is known; how it stands by then is not.
  const [again] = await at.reportOf([], at.onRecord())
  expect(again).toMatchObject({
    outcome: 'failed',
    error: { message: 'vco-1: its journal says failed; to delete it, name it without this journal' },
  })
  expect(at.emulator.ledger.tasks.length).toBe(1)
})

test('what is absent by now, and was not sent, has an outcome like everything else', async () => {
  const at = world()
  await begunUntil(at, ['vco-1', 'vco-2', 'iss-1'], ({ phase, id }) => phase === 'accepted' && id === 'vco-1')
  at.clock.advance(2_000)
  at.reseed({ 'vpn-1': [] })
  const { plan, report } = await goOn(at)
  expect(ends(report)).toMatchObject({ 'vco-1': 'gone', 'vco-2': 'failed' })
  expect(report.map(({ id }) => id).sort()).toEqual([...plan.targets].sort())
})

test('what has come to a gateway since leaves it unknown whether it is empty, and what has changed has failed', async () => {
  const at = world()
  at.emulator.inject('DeleteVpnConnection', { kind: 'refusal', code: 'Forbidden.RAM', status: 403 }, { id: 'vco-2' })
  await begunUntil(at, ['vpn-1'], ({ phase, id, error }) => phase === 'failed' && id === 'vco-2' && error !== undefined)
  at.clock.advance(60_000)
  const changed = { id: 'vco-2', fields: { Name: 'another' } }
  at.emulator.seed({ gateways: [{ id: 'vpn-1', connections: [changed, 'vco-9'] }] })
  const { report } = await goOn(at)
  expect(ends(report)).toMatchObject({ 'vpn-1': 'unknown', 'vco-1': 'gone', 'vco-2': 'failed' })
  expect(wordsOf(report, 'vco-2')).toMatch(/^vco-2: not sent: its Name was .*, and is "another"$/)
  expect(wordsOf(report, 'vpn-1')).toBe('vpn-1: 2 of what is on it, besides what was left out, came since or did not go')
  expect(at.emulator.resources().filter(({ parentId }) => parentId === 'vpn-1').length).toBe(2)
})

test('a stale listing of what has ended is no word that it is there', async () => {
  const at = world()
  await begunUntil(at, ['vpn-2', 'vco-1'], ({ phase, id }) => phase === 'gone' && id === 'iss-1')
  at.emulator.inject('ListIpsecServers', { kind: 'stale' })
  const { plan, report } = await goOn(at)
  expect(plan.left).toEqual([])
  expect(ends(report)).toEqual({ 'vpn-2': 'emptied', 'vco-1': 'gone', 'iss-1': 'gone' })
})

test('a request has one event, in the order of the plan', async () => {
  const at = world()
  await begunUntil(at, ['vpn-1'], () => false)
  const kept = (await at.journal.read()) as Record<string, Record<string, unknown>>[]
  at.reseed({ 'vpn-1': ['vco-1', 'vco-2', 'vco-3'] })
  const crashed = memoryJournal()
  // As a process that was killed leaves it, which has sent each and has heard of none.
  for (const entry of kept)
    if (!entry.state || entry.state.phase === 'found' || entry.state.phase === 'sent') await crashed.append(entry as never)
  const { events } = await goOn(at, { journal: crashed })
  const sent = events.filter(({ phase }) => phase === 'sent').map(({ id }) => id)
  expect(sent).toEqual(['vco-1', 'vco-2', 'vco-3'])
})

test('what an earlier teardown has begun and the service has done is gone, though this one ends before its own work does', async () => {
  for (const began of ['work that showed', 'work that did not'] as const) {
    const at = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'] }, progression: { timeMs: 60_000 } })
    await begunUntil(at, ['vpn-1'], ({ phase }) => phase === (began === 'work that showed' ? 'updating' : 'accepted'))
    at.emulator.settle('vpn-1')
    const { report } = await goOn(at, { timeoutMs: 20_000 })
    expect([began, ends(report)]).toEqual([began, { 'vpn-1': 'unknown', 'vco-1': 'gone', 'vco-2': 'unknown' }])
  }
})

test('what the work of a later deletion hides is not said to go on', async () => {
  const at = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'] }, progression: 'manual', updatingAfterMs: 0 })
  const run = teardown(at.client, ['vco-1', 'vco-2'], { ...at.inTime(), timeoutMs: 60_000 })
  let isSettled = false
  for await (const { id, phase } of run) {
    if (id === 'vco-1' && phase === 'updating' && !isSettled) at.emulator.settle('vpn-1')
    isSettled ||= id === 'vco-1' && phase === 'updating'
  }
  const report = await run.report()
  expect(ends(report)).toEqual({ 'vco-1': 'unknown', 'vco-2': 'unknown' })
  expect(wordsOf(report, 'vco-1')).toBe(
    'vco-1: not gone after 60000 ms; its work has ended, and that of a later deletion on its gateway hides how',
  )
  expect(wordsOf(report, 'vco-2')).toContain('; the deletion may go on')
})

test('all that a gateway has beside its plan is counted, also what a journal knows', async () => {
  const at = world()
  await at.journal.append({ targets: ['vpn-1'], planned: [] })
  for (const id of ['vco-1', 'vco-2']) await at.journal.append({ state: sampleState({ id, phase: 'found' }) })
  expect(wordsOf(await at.reportOf([], at.onRecord()), 'vpn-1')).toBe(
    'vpn-1: 3 of what is on it, besides what was left out, came since or did not go',
  )
})

test('what the service has refused alone was not sent, also where the teardown ends while it waits', async () => {
  const at = setup({ children: { 'vpn-1': ['vco-1', 'vco-2'] }, progression: 'manual', updatingAfterMs: 0 })
  await at.client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })
  await begunUntil(at, ['vco-2'], ({ phase }) => phase === 'waiting')
  at.emulator.settle('vpn-1')
  await at.client.deleteVpnConnection({ VpnConnectionId: 'vco-2' })
  at.emulator.settle('vpn-1')
  const { plan, report } = await goOn(at)
  expect([plan.deletions, ends(report)]).toEqual([[], { 'vco-2': 'failed' }])
  expect(wordsOf(report, 'vco-2')).toBe('vco-2: there is no IPsec-VPN connection of this id in cn-hangzhou')
})

test('what was accepted before, and is kept from being deleted now, is said to be both', async () => {
  const at = world()
  const before = at.emulator.snapshot()
  await begunUntil(at, ['vco-1', 'vco-2'], ({ phase }) => phase === 'accepted')
  at.emulator.restore(before)
  const plan = await at.planOf([], { ...at.onRecord(), protect: ['vco-1'] })
  const words = 'it is protected by its id, but its deletion was accepted before'
  expect(plan.left).toMatchObject([{ id: 'vco-1', reason: 'protected', message: words }])
  const report = await at.reportOf(plan, at.onRecord())
  expect(ends(report)).toEqual({ 'vco-1': 'unknown', 'vco-2': 'gone' })
  expect(wordsOf(report, 'vco-1')).toBe(`vco-1: not sent again: ${words}`)
  expect(at.emulator.has('vco-1')).toBe(true)
})

test('a request that an interruption has stopped while its record was written is no event', async () => {
  const at = world()
  const stop = new AbortController()
  const append: Journal['append'] = async (entry) => {
    if ('state' in entry && entry.state.phase === 'sent') stop.abort(new Error('interrupted'))
  }
  const run = teardown(at.client, ['vco-1', 'iss-1'], { ...at.inTime(), journal: { ...at.journal, append }, signal: stop.signal })
  const events = await all(run)
  expect(await run.report()).toMatchObject(['vco-1', 'iss-1'].map((id) => ({ id, outcome: 'unknown', isSent: false })))
  expect(events.filter(({ phase, error }) => phase === 'sent' && error === undefined)).toEqual([])
  expect(at.emulator.ledger.requests.filter(({ operation }) => operation?.startsWith('Delete'))).toEqual([])
})

test('a request that its own signal has stopped while it was saved is no progress', async () => {
  const at = world()
  const stop = new AbortController()
  const phases: string[] = []
  const save = ({ phase }: DeletionState) => phase === 'sent' && stop.abort(new Error('enough'))
  const onProgress = ({ phase }: DeletionProgress) => phases.push(phase)
  await expect(at.begin({ signal: stop.signal, save, onProgress })).rejects.toThrow('enough')
  await at.clock.sleep(1)
  expect(phases).toEqual(['found'])
})

test('a gateway counts what did not go, and nothing that is absent', async () => {
  const at = world()
  const plan = await at.planOf(['vpn-1'])
  at.reseed({ 'vpn-1': ['vco-1'] })
  for (const targets of [plan, []]) {
    at.emulator.failNext('DeleteVpnConnection', 'Forbidden')
    const report = await at.reportOf(targets, at.onRecord())
    expect(ends(report)).toEqual({ 'vpn-1': 'failed', 'vco-1': 'failed', 'vco-2': 'failed', 'vco-3': 'failed' })
    expect(wordsOf(report, 'vpn-1')).toBe('vpn-1: 1 of what is or was on it did not go, or is not known to')
  }
})

/** Leaves two of three, each by a word of its own, and is ended after one was accepted, as a process that is killed is. */
async function leavingTwo() {
  const at = world()
  await at.endedAt(await at.planOf(['vpn-1'], { except: ['vco-2'], protect: ['vco-3'] }), ({ phase }) => phase === 'accepted')
  return at
}

test('what a teardown left by will stays left where its journal is gone on with, and nothing has come to its gateway', async () => {
  const at = await leavingTwo()
  const { plan, report } = await goOn(at)
  expect(plan.left).toMatchObject(
    ['vco-2', 'vco-3'].map((id) => ({ id, reason: 'excepted', message: 'the teardown that the journal is of left it out' })),
  )
  expect(ends(report)).toEqual({ 'vco-1': 'gone' })
  expect(['vco-2', 'vco-3'].map(at.emulator.has)).toEqual([true, true])
})

test('the same without a plan of the journal', async () => {
  const at = await leavingTwo()
  expect(ends(await at.reportOf([], at.onRecord()))).toEqual({ 'vco-1': 'gone' })
  expect(['vco-2', 'vco-3'].map(at.emulator.has)).toEqual([true, true])
})

test('what was left by will and is named now, by its id or its gateway, is deleted', async () => {
  for (const named of ['vco-2', 'vpn-1']) {
    const at = await leavingTwo()
    const plan = await at.planOf([named], { journal: at.journal })
    expect(ends(await at.reportOf(plan, at.onRecord()))).toMatchObject({ 'vco-1': 'gone', 'vco-2': 'gone' })
    expect([named, at.emulator.has('vco-3')]).toEqual([named, named === 'vco-2'])
  }
})

test.each([[[{ id: 'x' }]], [['vco-2']], ['vco-2'], [[{ id: 'vco-2', gatewayId: 'vco-1' }]]])(
  'a journal whose entry has left %j is damaged',
  async (left) => {
    const at = world()
    await at.journal.append({ targets: ['vpn-1'], planned: [], left } as never)
    await expect(at.reportOf([], at.onRecord())).rejects.toMatchObject({ name: 'OptionError', option: 'journal' })
  },
)

test('what was sent before, and is kept from being deleted now, is not known yet, and is not sent again', async () => {
  for (const keep of [{ protect: ['vco-1'] }, { except: ['vpn-1'] }]) {
    const at = world()
    await at.journal.append({ targets: ['vco-1'] })
    await at.journal.append({ state: sampleState({ id: 'vco-1', phase: 'sent' }) })
    const plan = await at.planOf([], { ...at.onRecord(), ...keep })
    expect(plan.left).toMatchObject([{ id: 'vco-1', message: expect.stringMatching(/, but its deletion was sent before$/) }])
    const sent = () => at.emulator.ledger.requests.filter(({ operation }) => operation === 'DeleteVpnConnection').length
    const before = sent()
    const report = await at.reportOf(plan, at.onRecord())
    expect(report).toMatchObject([{ id: 'vco-1', outcome: 'unknown', isSent: true }])
    expect(wordsOf(report, 'vco-1')).toMatch(/^vco-1: not sent again: it is .*, but its deletion was sent before$/)
    expect(sent()).toBe(before)
  }
})

/** Makes a client whose reads of a connection are answered by something else once its deletion was sent. */
function onceSent(at: Setup, answer: Answer) {
  let isSent = false
  return unexpected(at, {
    deleteVpnConnection: async (ask) => {
      isSent = true
      return ask()
    },
    describeVpnConnection: (ask, ...more) => (isSent ? answer(ask, ...more) : ask()),
  })
}

test.each([
  ['was refused in passing', { kind: 'refusal', code: 'VpnGateway.Configuring' }, 'failed'],
  ['had no answer', { kind: 'reset', work: 'not-done' }, 'unknown'],
] as const)('what %s, and has changed since, is said not to be sent again', async (_, fault, outcome) => {
  for (const fields of [{ Name: 'another' }, { Tags: { Tag: [{ Key: 'vpngw:protected', Value: '' }] } }]) {
    const at = world()
    at.emulator.inject('DeleteVpnConnection', fault)
    const plan = await at.planOf(['vco-1'])
    const client = onceSent(at, async (ask) => ({ ...(await ask()), ...fields }))
    const report = await at.reportOf(plan, at.onRecord(), client)
    expect(report).toMatchObject([{ id: 'vco-1', outcome }])
    expect(wordsOf(report, 'vco-1')).toMatch(/^vco-1: not sent again: /)
  }
})

test('what going on leaves out stays left out, though the teardown before it had planned it', async () => {
  const at = world()
  await begunUntil(at, ['vpn-1'], ({ phase }) => phase === 'accepted')
  const leaving = await at.planOf([], { ...at.onRecord(), except: ['vco-2', 'vco-3'] })
  expect(ends(await at.reportOf(leaving, at.onRecord()))).toEqual({ 'vco-1': 'gone' })
  const { plan, report } = await goOn(at)
  expect(plan.deletions).toEqual([])
  expect(ends(report)).toEqual({ 'vco-1': 'gone' })
  expect(['vco-2', 'vco-3'].map(at.emulator.has)).toEqual([true, true])
})

test('what was named and is protected by its tag is named where its journal is gone on with', async () => {
  const at = world()
  const tagged = { id: 'vco-3', fields: { Tags: { Tag: [{ Key: 'vpngw:protected', Value: '' }] } } }
  at.emulator.seed({ gateways: [{ id: 'vpn-1', connections: ['vco-1', tagged] }] })
  await begunUntil(at, ['vco-1', 'vco-3'], ({ phase }) => phase === 'accepted')
  const { plan } = await goOn(at)
  expect(plan.targets).toContain('vco-3')
  expect(plan.left).toMatchObject([{ id: 'vco-3', reason: 'protected' }])
})

test('what was left by will and has ended all the same is not named again', async () => {
  const at = world()
  await begunUntil(at, ['vco-1', 'vco-2', 'iss-1'], ({ phase, id }) => phase === 'accepted' && id === 'vco-1')
  const leaving = await at.planOf([], { ...at.onRecord(), except: ['vco-1', 'vco-2'] })
  expect(ends(await at.reportOf(leaving, at.onRecord()))).toMatchObject({ 'vco-1': 'gone', 'iss-1': 'gone' })
  const { plan, report } = await goOn(at)
  expect([plan.targets, plan.left.map(({ id, reason }) => [id, reason])]).toEqual([['vco-2'], [['vco-2', 'excepted']]])
  expect(ends(report)).toEqual({ 'vco-1': 'gone', 'iss-1': 'gone' })
})

test('what was refused in passing, and cannot be read before it is sent again, was not accepted', async () => {
  const at = world()
  at.emulator.failNext('DeleteVpnConnection', 'Throttling.User')
  const plan = await at.planOf(['vco-1'])
  const client = onceSent(at, () => Promise.reject(new Error('planted')))
  const report = await at.reportOf(plan, at.onRecord(), client)
  expect(report).toMatchObject([{ id: 'vco-1', outcome: 'unknown', isSent: false }])
  expect((await at.journal.read()).at(-1)).toMatchObject({ state: { id: 'vco-1', phase: 'found' } })
})

test.each<[string, readonly string[], readonly string[]]>([
  ['by its id', ['vco-1'], ['vco-1']],
  ['by its gateway', ['vpn-1'], ['vco-1', 'vco-2', 'vco-3']],
])(
  'what has the id of a deletion that was sent, and was made since, is planned and sent anew where it is named %s',
  async (_, ids, gone) => {
    const at = world()
    await begunUntil(at, ['vco-1'], ({ phase }) => phase === 'accepted')
    await at.clock.advance(60_000)
    expect(at.emulator.has('vco-1')).toBe(false)
    at.reseed({ 'vpn-1': ['vco-1', 'vco-2', 'vco-3'], 'vpn-2': ['iss-1'] })
    const { items, ...rest } = at.emulator.snapshot()
    const fields = { CreateTime: 1_795_000_000_000, Name: 'other' }
    at.emulator.restore({
      ...rest,
      items: items.map((each) => (each.id === 'vco-1' ? { ...each, fields: { ...each.fields, ...fields } } : each)),
    })
    const { journal } = at
    const plan = await at.planOf(ids, { journal })
    expect(plan.deletions.find(({ id }) => id === 'vco-1')).toMatchObject({ fields })
    expect(plan.deletions.flatMap(({ isSent }) => isSent ?? [])).toEqual([])
    // What a teardown that is cut short at once has left is gone on with as what it is.
    await at.endedAt(plan, () => true)
    const going = await goOn(at)
    expect(going.plan.deletions.flatMap(({ isSent }) => isSent ?? [])).toEqual([])
    expect(ends(going.report)).toMatchObject(Object.fromEntries(gone.map((id) => [id, 'gone'])))
    expect(new Set(at.of('DeleteVpnConnection').map(({ token }) => token)).size).toBe(gone.length + 1)
  },
)
