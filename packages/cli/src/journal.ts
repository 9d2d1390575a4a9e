import { existsSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { OptionError } from '@vpn-gateway/core'
import { type FileJournal, openJournal } from '@vpn-gateway/poller/node'

/** A journal of a command, and where it lies. */
export interface CommandJournal {
  readonly path: string
  readonly journal: FileJournal
  /** Whether there was something to go on with. */
  readonly isOld: boolean
  /** Closes it; one that nobody asked for and nobody needs any more is taken away. */
  close(isNeeded: boolean): Promise<void>
}

/** @throws {OptionError} for a journal that tells of nothing to go on with. */
export async function openOldJournal(path: string): Promise<CommandJournal> {
  if (!existsSync(path)) throw new OptionError('journal', 'does not exist; give ids to begin with')
  const opened = await openCommandJournal(path, new Date())
  const entries = await opened.journal.read()
  if (entries.some((entry) => 'targets' in Object(entry))) return opened
  await opened.close(true)
  throw new OptionError('journal', 'tells of nothing to delete; give ids')
}

/** @throws {OptionError} for a file that is no journal, or that another process has open. */
export async function openCommandJournal(given: string | undefined, now: Date): Promise<CommandJournal> {
  const path = given ?? `vpngw-teardown-${now.toISOString().replace(/[-:]|\..*/g, '')}-${process.pid}.journal`
  const isOld = existsSync(path)
  const journal = await openJournal(path).catch((error) => {
    if (given !== undefined || !(error instanceof OptionError)) throw error
    throw new OptionError('journal', `${error.rule} in this folder; name another place with --journal, or use --no-journal`)
  })
  return {
    path,
    journal,
    isOld,
    async close(isNeeded) {
      await journal.close()
      if (!isNeeded && given === undefined) await unlink(path)
    },
  }
}
