import { ServiceError } from '@vpn-gateway/core'
import { type BeginDeleteOptions, DeletionError } from '../src/index.ts'
import type { Setup } from './setup.ts'

// Answers that no service should give, and what to hold against what is said of them.

/** The named escape hatch of these tests, which read and change responses of every shape as no type permits. */
export type Any = ReturnType<typeof JSON.parse>
export type Scenario = Setup
/** Answers a call of the client: with what it asks, or with something else; `n` counts the calls. */
export type Answer = (ask: () => Promise<Any>, parameters: Any, n: number) => unknown

export const ids: string[] = ['vco-1', 'vco-2', 'vco-3']
export const gateways: { id: string; connections: string[] }[] = [{ id: 'vpn-1', connections: [...ids, 'vco-8'] }]
export const caught = (promise: Promise<Any>): Promise<Any> => promise.catch((error) => error)

/** A client of whose methods some answer otherwise while `on.is`. */
export function unexpected(world: Scenario, methods: Record<string, Answer>, on = { is: true }): Any {
  const client = world.client as Any
  const wrapped = Object.entries(methods).map(([name, answer]) => {
    let n = 0
    return [name, async (p: Any, o: Any) => (on.is ? answer(() => client[name](p, o), p, n++) : client[name](p, o))]
  })
  return { ...client, ...Object.fromEntries(wrapped) }
}

/** A deletion that is begun, and whose client answers otherwise from then on, while `on.is`. */
export async function begunThen(world: Scenario, methods: Record<string, Answer>, options: BeginDeleteOptions = {}): Promise<Any> {
  const on = { is: false }
  const client = unexpected(world, methods, on)
  const deletion = await world.begin(options, client)
  on.is = true
  return { client, deletion, on }
}

/** Tells what of the things said is not true. */
export function untrue(world: Scenario, ...said: Any[]): string[] {
  const { emulator } = world
  return said.flat().flatMap((each) => {
    const error = each?.outcome ? each.error : each
    const id: string = each?.id ?? 'vco-1'
    const has = emulator.has(id)
    const isAtWork = emulator.ledger.tasks.some((task) => task.id === id && task.endedAtMs === undefined)
    if (each?.phase === 'gone' || each?.outcome === 'gone') return has ? [`${id} is said to be gone, and is there`] : []
    if (each?.outcome === 'emptied') {
      const left = emulator.resources().filter(({ parentId }) => parentId === id)
      return left.length > 0 ? [`${id} is said to be emptied, and has ${left.length}`] : []
    }
    const isFinal = each?.outcome ? each.outcome === 'failed' && each.isFinal : error instanceof DeletionError && error.isFinal
    if (!isFinal || id.startsWith('vpn-')) return []
    if (/ResourceAbsent/.test(`${error.code} ${error.message}`)) return has ? [`${id} is said to be absent, and is there`] : []
    return !has || isAtWork ? [`${id} is said to have failed, and is ${has ? 'at work' : 'gone'}`] : []
  })
}

export const refuse =
  (code: string, kind: Any = 'stop', more: object = {}): Answer =>
  () => {
    throw Object.assign(new ServiceError({ code, kind, message: 'm', status: 400, attempts: 1 }), more)
  }
export const change =
  (how: (answer: Any) => unknown): Answer =>
  async (ask) =>
    how(await ask())
export const say =
  (answer: unknown): Answer =>
  () =>
    answer
export const raise =
  (value: unknown): Answer =>
  () => {
    throw value
  }
/** Changes the entries of a listing, and more of its answer. */
export const entries = (how: (all: Any[]) => unknown, more: object = {}): Answer =>
  change((a) => ({ ...a, ...more, VpnConnections: { VpnConnection: how(a.VpnConnections?.VpnConnection ?? []) } }))
/** Answers one call otherwise, by its number from 0 on. */
export const nth =
  (at: number, odd: Answer): Answer =>
  (ask, parameters, n) =>
    n === at ? odd(ask, parameters, n) : ask()
export const notFound: Answer = refuse('InvalidVpnConnectionInstanceId.NotFound', 'gone')
/** Each of some rows with each of some values. */
export const each = <const Row extends readonly unknown[], const Value>(
  rows: readonly Row[],
  values: readonly Value[],
): [...Row, Value][] => rows.flatMap((row) => values.map((value): [...Row, Value] => [...row, value]))
/** Lets something else happen before the first call. */
export const after =
  (happens: () => unknown): Answer =>
  async (ask, _, n) => {
    if (n === 0) await happens()
    return ask()
  }
/** Gives the end of a deletion, or the error that says why there is none. */
export const endOf = (world: Scenario, client: Any = world.client, options: BeginDeleteOptions = {}): Promise<Any> =>
  caught(world.begin(options, client).then((deletion) => deletion.result()))
