import { OptionError } from '@vpn-gateway/core'
import type { refOf } from '../engine/engine.ts'
import type { DeletionState, isEnded } from '../engine/state.ts'
import type { Place } from '../place.ts'
import type { readerOf } from '../service/reader.ts'
import type { TeardownContext } from './context.ts'
import type { Kept } from './journal.ts'

/** Functions that a teardown has loaded: this file is, with its first use, and would bring them again. */
interface Parts {
  readonly isEnded: typeof isEnded
  readonly readerOf: typeof readerOf
  readonly refOf: typeof refOf
}

const readsAtOnce = 10

/** A read of what must be there. */
interface Expected {
  readonly id: string
  readonly read: () => Promise<string>
}

/**
 * Reads whether anything is there that must be. In another account all of it is absent, which would be taken for the end of the
 * deletions. What cannot be read proves nothing, as where the teardown is aborted.
 *
 * @param kept deletions and places of a journal; where they prove that the account is this one nothing is read
 * @throws {OptionError} `journal`, where some of it is absent at two times, and none is there.
 */
export async function checkAccount(context: TeardownContext, { places, states }: Kept, own: Place, parts: Parts): Promise<void> {
  if (isSameAccount(places, own)) return
  const { clock, apartMs } = context.engine.settings
  const pending = [...states.values()].filter((state) => !parts.isEnded(state))
  const expected = expectedOf(context, pending, parts)
  const once = await absentOf(expected)
  if (once.length === 0) return
  await clock.sleep(apartMs, context.signal).catch(() => {})
  const twice = await absentOf(expected)
  const [absent, ...others] = once.filter((id) => twice.includes(id))
  if (absent === undefined) return
  const names = others.length === 0 ? absent : `${absent} and ${others.length} more`
  throw new OptionError(
    'journal',
    `seems to be of another account, region or endpoint: none of what it tells of is there (${names}); sameAccount: true goes on all the same`,
  )
}

/** Says whether it is proven that all was begun in the account of this place. Keys rotate: another one proves nothing. */
function isSameAccount(begun: readonly Place[], own: Place): boolean {
  const fields = ['account', 'accessKeyId'] as const
  return begun.length > 0 && begun.every((place) => fields.some((field) => place[field] !== undefined && place[field] === own[field]))
}

/** Gives the gateways of deletions that have not ended, and what was not sent. */
function expectedOf({ patient, signal }: TeardownContext, pending: readonly DeletionState[], { readerOf, refOf }: Parts): Expected[] {
  const reader = readerOf(patient)
  const gateways = new Map(pending.flatMap((state) => refOf(state).parent ?? []).map((ref) => [ref.id, ref]))
  const unsent = pending.filter(({ phase, mayBeDone, unseen }) => phase === 'found' && !mayBeDone && !unseen).map(refOf)
  return [
    ...[...gateways.values()].map((ref) => ({ id: ref.id, read: async () => (await reader.gateway(ref, signal)).gateway })),
    ...unsent.map((ref) => ({ id: ref.id, read: async () => (await reader.resource(ref, signal)).resource })),
  ]
}

/** Gives the ids of what is absent; none where anything is there, after which nothing more is read. */
async function absentOf(expected: readonly Expected[]): Promise<string[]> {
  const absent: string[] = []
  let isAnyThere = false
  const readOne = async ({ id, read }: Expected) => {
    const shown = await read().catch(() => 'unknown')
    if (shown === 'absent') absent.push(id)
    else if (shown !== 'unknown') isAnyThere = true
  }
  // As a rule the first read alone shows it.
  for (let at = 0, size = 1; at < expected.length && !isAnyThere; at += size, size = readsAtOnce)
    await Promise.all(expected.slice(at, at + size).map(readOne))
  return isAnyThere ? [] : absent
}
