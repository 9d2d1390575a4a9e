import { type Clock, OptionError } from '@vpn-gateway/core'
import { refOf } from '../engine/engine.ts'
import { type DeletionState, isEnded } from '../engine/state.ts'
import { checkScope, type Scope } from '../scope.ts'
import { readsAtOnce, type Source } from '../service/read-many.ts'
import { readerOf } from '../service/reader.ts'
import { sideBySide } from '../side-by-side.ts'
import type { Kept } from './journal.ts'
import { parseTargets } from './targets.ts'

/** A read of what must be there. */
interface Expected {
  readonly id: string
  readonly read: () => Promise<string>
}

/** Settings of the check of a journal. */
export interface ScopeCheck {
  readonly own: Scope
  readonly sameAccount: boolean | undefined
  readonly clock: Clock
  /** Least time between two reads that count as two, in milliseconds. */
  readonly apartMs: number
}

/** @throws {OptionError} where a journal was begun in another scope, as far as it is known, or seems to be of another account. */
export async function checkBelongs(source: Source, kept: Kept, check: ScopeCheck): Promise<void> {
  for (const begun of [...kept.scopes, ...kept.states.values()]) checkScope(begun, check.own)
  if (!check.sameAccount && !isSameAccount(kept.scopes, check.own)) await checkAccount(source, kept, check)
}

/**
 * Reads whether anything is there that must be. In another account all of it is absent, which would be taken for the end of the
 * deletions. What cannot be read proves nothing, as where the teardown is aborted.
 *
 * @throws {OptionError} `journal`, where some of it is absent at two times, and none is there.
 */
async function checkAccount(source: Source, kept: Kept, { clock, apartMs }: ScopeCheck): Promise<void> {
  const expected = expectedOf(source, kept)
  const once = await absentOf(expected)
  if (once.length === 0) return
  await clock.sleep(apartMs, source.signal).catch(() => {})
  const twice = await absentOf(expected)
  const [absent, ...others] = once.filter((id) => twice.includes(id))
  if (absent === undefined) return
  const names = others.length === 0 ? absent : `${absent} and ${others.length} more`
  throw new OptionError(
    'journal',
    `seems to be of another account, region or endpoint: none of what it names is there (${names}); sameAccount: true goes on all the same`,
  )
}

/** Says whether it is proven that all was begun in the account of this scope. Keys rotate: another one proves nothing. */
function isSameAccount(begun: readonly Scope[], own: Scope): boolean {
  const fields = ['account', 'accessKeyId'] as const
  return begun.length > 0 && begun.every((scope) => fields.some((field) => scope[field] !== undefined && scope[field] === own[field]))
}

/**
 * The gateways of deletions that have not ended, which stay; what was not sent; what has no gateway, though it may be gone by
 * now, as of another account it would be said to be; and gateways that were
 * named, where nothing else is known.
 */
function expectedOf({ patient, signal }: Source, { targets, states }: Kept): Expected[] {
  const reader = readerOf(patient)
  const pending = [...states.values()].filter((state) => !isEnded(state))
  const { parents } = parseTargets(states.size === 0 ? targets : [])
  const seen = pending.filter((state) => state.parentId === undefined || isUnsent(state)).map(refOf)
  const gateways = new Map([...parents, ...pending.flatMap((state) => refOf(state).parent ?? [])].map((ref) => [ref.id, ref]))
  return [
    ...[...gateways.values()].map((ref) => ({ id: ref.id, read: async () => (await reader.gateway(ref, signal)).gateway })),
    ...seen.map((ref) => ({ id: ref.id, read: async () => (await reader.resource(ref, signal)).resource })),
  ]
}

function isUnsent({ phase, mayBeDone }: DeletionState): boolean {
  return phase === 'found' && !mayBeDone
}

/** Gives the ids of what is absent; none where anything is there, after which nothing more is read. */
async function absentOf(expected: readonly Expected[]): Promise<string[]> {
  const absent: string[] = []
  let isAnyThere = false
  const readOne = async ({ id, read }: Expected) => {
    const shown = isAnyThere ? 'unknown' : await read().catch(() => 'unknown')
    if (shown === 'absent') absent.push(id)
    else if (shown !== 'unknown') isAnyThere = true
  }
  // As a rule the first read alone shows it.
  await sideBySide(expected.slice(0, 1), 1, readOne)
  await sideBySide(expected.slice(1), readsAtOnce, readOne)
  return isAnyThere ? [] : absent
}
