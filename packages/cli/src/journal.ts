import { existsSync, readdirSync, statSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { OptionError } from '@vpn-gateway/core'
import type { Journal } from '@vpn-gateway/poller'
import { type FileJournal, openJournal } from '@vpn-gateway/poller/node'

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
  /** Notes that there is nothing to go on with. */
  end(isLeaving: boolean): void
  /** Closes it, and takes it away where nothing is left, or where the command made it and has not used it. */
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
 * @param isToGoOn whether it alone tells what to delete
 * @throws {OptionError} for a file that is no journal, that another process has open, or that tells of nothing to go on with; and beside
 *   the embedded emulator, of which nothing is left to go on with.
 */
export async function openGivenJournal(
  { journal: path, emulator }: JournalOptions,
  isToGoOn: boolean,
): Promise<CommandJournal | undefined> {
  if (typeof path !== 'string') return undefined
  if (emulator) throw new OptionError('journal', 'cannot be used with --emulator, which ends with the command')
  if (isToGoOn && !existsSync(path)) throw new OptionError('journal', 'does not exist; give ids to begin with')
  const file = await openJournal(path)
  const isEmpty = (await file.read()).length === 0
  if (!isToGoOn || !isEmpty) return commandJournal(path, file, false)
  await file.close()
  throw new OptionError('journal', 'has no unfinished deletions; give ids to delete')
}

/** Gives the journals that other teardowns have left in this folder, or have open. A lock proves nothing: a killed one leaves it. */
export function journalsHere(): string[] {
  // An empty one tells of nothing to go on with.
  const isBegun = (name: string) => (statSync(name, { throwIfNoEntry: false })?.size ?? 0) > 0
  return readdirSync('.').filter((name) => /^vpngw-teardown-\d{8}T\d{6}-\d+\.journal$/.test(name) && isBegun(name))
}

/** Makes a journal in this folder. @throws {OptionError} where none can be made. */
export async function openOwnJournal(now: Date): Promise<CommandJournal> {
  const path = `vpngw-teardown-${now.toISOString().replace(/[-:]|\..*/g, '')}-${process.pid}.journal`
  const journal = await openJournal(path).catch((error) => {
    if (!(error instanceof OptionError)) throw error
    throw new OptionError('journal', `${error.rule} in this folder; name another place with --journal, or use --no-journal`)
  })
  return commandJournal(path, journal, true)
}

/** @param isOwn whether the command made it, without being asked to */
function commandJournal(path: string, file: FileJournal, isOwn: boolean): CommandJournal {
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
    end(isLeaving) {
      stage = isLeaving && !isOwn ? 'ended' : 'done'
    },
    async close() {
      await file.close()
      // One that is taken away meanwhile was not wanted either.
      if (stage === 'done' || (stage === 'unused' && isOwn)) await unlink(path).catch(() => {})
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

/** Gives the regions that a journal names. */
export async function regionsIn(journal: Journal): Promise<string[]> {
  return [...new Set((await journal.read()).flatMap((entry) => regionOf(entry) ?? []))]
}

function regionOf(entry: unknown): string | undefined {
  const { regionId, state } = Object(entry) as { readonly regionId?: string; readonly state?: { readonly regionId?: string } }
  return regionId ?? state?.regionId
}
