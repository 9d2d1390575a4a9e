import { existsSync, readdirSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { OptionError } from '@vpn-gateway/core'
import type { Journal } from '@vpn-gateway/poller'
import { type FileJournal, openJournal } from '@vpn-gateway/poller/node'

/** A journal of a command, and where it lies. */
export interface CommandJournal {
  readonly path: string
  readonly journal: FileJournal
  /** Closes it; one that is not needed any more is taken away: a report is what stays. */
  close(isNeeded: boolean): Promise<void>
}

/**
 * Opens the journal that was named, or makes one of that name.
 *
 * @param isToGoOn whether it alone tells what to delete
 * @throws {OptionError} for a file that is no journal, that another process has open, or that tells of nothing to go on with.
 */
export async function openGivenJournal(path: string, isToGoOn: boolean): Promise<CommandJournal> {
  if (isToGoOn && !existsSync(path)) throw new OptionError('journal', 'does not exist; give ids to begin with')
  const journal = await openJournal(path)
  const isEmpty = (await journal.read()).length === 0
  if (!isToGoOn || !isEmpty) return closing(path, journal)
  await journal.close()
  throw new OptionError('journal', 'has no unfinished deletions; give ids to delete')
}

/** Gives the journals that earlier teardowns have left in this folder, and that no other one has open. */
export function journalsHere(): string[] {
  return readdirSync('.').filter((name) => /^vpngw-teardown-\d{8}T\d{6}-\d+\.journal$/.test(name) && !existsSync(`${name}.lock`))
}

/** Makes a journal in this folder. @throws {OptionError} where none can be made. */
export async function openOwnJournal(now: Date): Promise<CommandJournal> {
  const path = `vpngw-teardown-${now.toISOString().replace(/[-:]|\..*/g, '')}-${process.pid}.journal`
  const journal = await openJournal(path).catch((error) => {
    if (!(error instanceof OptionError)) throw error
    throw new OptionError('journal', `${error.rule} in this folder; name another place with --journal, or use --no-journal`)
  })
  return closing(path, journal)
}

function closing(path: string, journal: FileJournal): CommandJournal {
  return {
    path,
    journal,
    async close(isNeeded) {
      await journal.close()
      // Who has taken it away meanwhile wanted the same.
      if (!isNeeded) await unlink(path).catch(() => {})
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
