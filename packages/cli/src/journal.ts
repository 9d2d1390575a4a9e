import { existsSync, readdirSync, statSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { OptionError } from '@vpn-gateway/core'
import type { DeletionPhase, Journal } from '@vpn-gateway/poller'
import { type FileJournal, openJournal } from '@vpn-gateway/poller/node'
import { readText } from './read-file.ts'

/**
 * Stage of a command's work with its journal; it only moves forward.
 *
 * - `unused`: the command has kept nothing in it, so nothing was sent.
 * - `begun`: there may be something to go on with.
 * - `ended`: there is nothing to go on with, and what was left on purpose stays on record.
 * - `done`: nothing is left.
 */
export type Stage = 'unused' | 'begun' | 'ended' | 'done'

/** A journal of a command, and where it lies. */
export interface CommandJournal {
  readonly path: string
  readonly journal: Journal
  readonly stage: Stage
  /** False once its file was taken away, with which nothing can go on then. */
  readonly isThere: boolean
  /** Notes that there is nothing to go on with; `isLeaving` where something that it holds was left on purpose. */
  end(isLeaving: boolean): void
  /** Closes it, and takes it away where nothing is left, or where the command made its file and has not used it. */
  close(): Promise<void>
}

/** Options that name a journal. */
export interface JournalOptions {
  readonly journal?: string | false
  readonly emulator?: true
}

/**
 * Opens the journal that the options name, or makes one of that name; gives nothing where they name none.
 *
 * @param isToGoOn whether it alone names what to delete
 * @throws {OptionError} for a file that is no journal, that another process has open, or that holds nothing to go on with; and beside
 *   the embedded emulator, of which nothing is left to go on with.
 */
export async function openGivenJournal(
  { journal: path, emulator }: JournalOptions,
  isToGoOn: boolean,
): Promise<CommandJournal | undefined> {
  if (typeof path !== 'string') return undefined
  if (emulator) throw new OptionError('journal', 'cannot be used with --emulator, which ends with the command')
  const isNew = !existsSync(path)
  if (isToGoOn && isNew) throw new OptionError('journal', 'does not exist; give ids to begin with')
  const file = await openJournal(path)
  const isEmpty = (await file.read()).length === 0
  if (!isToGoOn || !isEmpty) return commandJournal(path, file, { isOwn: false, isNew })
  await file.close()
  throw new OptionError('journal', 'has no unfinished deletions; give ids to delete')
}

/**
 * Gives the journals in this folder that teardowns have made by themselves and that hold one of these ids, which has not ended, at one
 * of these endpoints. A lock proves nothing: a killed one leaves it.
 */
export async function journalsOf(ids: readonly string[], endpoints: readonly (string | undefined)[]): Promise<string[]> {
  const names = readdirSync('.').filter((name) => /^vpngw-teardown-\d{8}T\d{6}-\d+\.journal$/.test(name))
  const found: string[] = []
  for (const name of names) {
    const entries = (await textOf(name)).split('\n').map(entryOf)
    const isElsewhere = entries.some(({ endpoint }) => endpoint !== undefined && !endpoints.includes(endpoint))
    const { ids: held, ended } = heldBy(entries)
    if (!isElsewhere && ids.some((id) => held.has(id) && !ended.has(id))) found.push(name)
  }
  return found
}

function entryOf(line: string): { readonly endpoint?: string } {
  try {
    return Object(JSON.parse(line))
  } catch {
    // The last one may be torn.
    return {}
  }
}

/** Most bytes of a journal that is searched: it would have some 100,000 entries. */
const longestSearched = 2 ** 26

async function textOf(path: string): Promise<string> {
  try {
    return statSync(path).isFile() ? ((await readText(path, longestSearched)) ?? '') : ''
  } catch {
    // One that has ended meanwhile is taken away.
    return ''
  }
}

/** Makes a journal in this folder. @throws {OptionError} where none can be made. */
export async function openOwnJournal(now: Date): Promise<CommandJournal> {
  const path = `vpngw-teardown-${now.toISOString().replace(/[-:]|\..*/g, '')}-${process.pid}.journal`
  const journal = await openJournal(path).catch((error) => {
    if (!(error instanceof OptionError)) throw error
    throw new OptionError('journal', `${error.rule} in this folder; name another place with --journal, or use --no-journal`)
  })
  return commandJournal(path, journal, { isOwn: true, isNew: true })
}

/** Origin of a journal: `isOwn` where the command chose its name, `isNew` where the command made its file. */
interface Origin {
  readonly isOwn: boolean
  readonly isNew: boolean
}

function commandJournal(path: string, file: FileJournal, { isOwn, isNew }: Origin): CommandJournal {
  let stage: Stage = 'unused'
  return {
    path,
    journal: {
      read: () => file.read(),
      async append(entry, hold) {
        await file.append(entry, hold)
        if (stage === 'unused') stage = 'begun'
      },
    },
    get stage() {
      return stage
    },
    get isThere() {
      return existsSync(path)
    },
    end(isLeaving) {
      stage = isLeaving && !isOwn ? 'ended' : 'done'
    },
    async close() {
      await file.close()
      // One that is taken away meanwhile was not wanted either.
      if (stage === 'done' || (stage === 'unused' && isNew)) await unlink(path).catch(() => {})
    },
  }
}

/** Gives the part of a journal that belongs to a region, and what names none; the whole of it without a region. */
export function journalOf(journal: Journal, regionId: string | undefined): Journal {
  if (regionId === undefined) return journal
  return {
    read: async () => (await journal.read()).filter((entry) => (regionOf(entry) ?? regionId) === regionId),
    append: (entry, hold) => journal.append(entry, hold),
  }
}

/**
 * Checks the regions of a command that has a journal.
 *
 * @param isToGoOn whether the journal alone names what to delete
 * @throws {OptionError} where it names a region that was not given: what is there would be left out in silence; and for a region that it
 *   does not name, in which nothing would be looked for.
 */
export async function requireRegions({ journal }: CommandJournal, given: readonly string[], isToGoOn: boolean): Promise<void> {
  const known = [...new Set((await journal.read()).flatMap((entry) => regionOf(entry) ?? []))]
  const missing = known.find((regionId) => !given.includes(regionId))
  if (missing !== undefined) throw new OptionError('--region', `must also be ${missing}, where the journal was begun`)
  const other = known.length > 0 && isToGoOn ? given.find((regionId) => !known.includes(regionId)) : undefined
  if (other !== undefined)
    throw new OptionError('--region', `must be ${known.join(' and ')}, where the journal was begun; name what is to be deleted in ${other}`)
}

/** Phases whose request was sent, or may have been, and whose end is not known. */
export const sentPhases: readonly string[] = ['sent', 'accepted', 'updating', 'idle'] satisfies DeletionPhase[]

/** Ids that a journal holds. */
export interface Held {
  readonly ids: ReadonlySet<string>
  /** Those of deletions that have ended. */
  readonly ended: ReadonlySet<string>
  /** Those of deletions that the service had accepted, or may have: each has an outcome, whatever a plan names. */
  readonly sent: ReadonlySet<string>
  /** Gateways by the ids of what is on them. */
  readonly parents: ReadonlyMap<string, string | undefined>
}

/** Gives the ids that a journal holds; none without a journal. */
export async function heldIn(journal: Journal | undefined): Promise<Held> {
  return heldBy((await journal?.read()) ?? [])
}

function heldBy(read: readonly unknown[]): Held {
  const entries = read.map((entry) => Object(entry) as Partial<Entry>)
  const ids = new Set(
    entries.flatMap(({ targets = [], planned = [], state }) => [...targets, ...[...planned, state ?? []].flat().map(({ id }) => id)]),
  )
  const parents = new Map(entries.flatMap(({ state }) => (state ? [[state.id, state.parentId] as const] : [])))
  const phases = new Map<string, DeletionPhase>()
  // What has ended does not begin anew.
  for (const { state } of entries) if (state && !isEnd(phases.get(state.id))) phases.set(state.id, state.phase)
  const inPhase = (is: (phase: DeletionPhase) => boolean) => new Set([...phases].flatMap(([id, phase]) => (is(phase) ? [id] : [])))
  const sent = inPhase((phase) => sentPhases.includes(phase))
  return { ids, ended: inPhase(isEnd), sent, parents }
}

interface Entry {
  readonly targets: readonly string[]
  readonly planned: readonly { readonly id: string }[]
  readonly state: { readonly id: string; readonly phase: DeletionPhase; readonly parentId?: string }
}

function isEnd(phase: DeletionPhase | undefined): boolean {
  return phase === 'gone' || phase === 'failed'
}

function regionOf(entry: unknown): string | undefined {
  const { regionId, state } = Object(entry) as { readonly regionId?: string; readonly state?: { readonly regionId?: string } }
  return regionId ?? state?.regionId
}
