import { existsSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
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

/** @throws {OptionError} for a file that is no journal, or that another process has open. */
export async function openCommandJournal(given: string | undefined, now: Date): Promise<CommandJournal> {
  const path = given ?? `vpngw-teardown-${now.toISOString().replace(/[-:]|\..*/g, '')}.journal`
  const isOld = existsSync(path)
  const journal = await openJournal(path)
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
