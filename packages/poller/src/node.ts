import { constants } from 'node:fs'
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { OptionError } from '@vpn-gateway/core'
import { type Lines, linesFor, readLines } from './journal-lines.node.ts'
import { lock } from './lock.node.ts'
import type { Journal, JournalEntry } from './teardown/journal.ts'

/** A journal in a file; `await using` closes it. */
export interface FileJournal extends Journal, AsyncDisposable {
  /** Waits for what is being written, and unlocks the file. */
  close(): Promise<void>
}

/** Journals that nothing else holds stay open too: what collects a file handle ends the process. */
const held = new Set<FileJournal>()
/** Made for its owner alone, and not through a link to something else. */
const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0)

/**
 * Opens the journal of a teardown in a file, or makes one. An entry is a line of JSON, kept once the disk says so. A last
 * line that was torn by a crash is cut off: nothing was done that it would record.
 *
 * @throws {OptionError} `journal`, for a file that is none, for one that something else has changed, and for one that another process has
 *   open.
 */
export async function openJournal(path: string): Promise<FileJournal> {
  let file: FileHandle | undefined
  let unlock: (() => Promise<void>) | undefined
  if (typeof path !== 'string' || path === '') throw new OptionError('journal', 'must be the path of a file')
  try {
    const known = await lstat(path).catch(() => undefined)
    if (known && (!known.isFile() || known.nlink > 1)) throw new OptionError('journal', 'must be a regular file, and no link to one')
    // One file has one lock, through whichever folder it is opened.
    unlock = await lock(`${join(await realpath(dirname(path)), basename(path))}.lock`)
    file = await open(path, flags, 0o600)
    return new LinesOnDisk(file, await linesOf(file, path), unlock)
  } catch (error) {
    await file?.close()
    await unlock?.()
    throw unusable(error, 'cannot be opened')
  }
}

/** Makes an error of the option out of one of the file system. */
function unusable(error: unknown, what: string): unknown {
  return error instanceof OptionError ? error : new OptionError('journal', `${what} (${Object(error).code ?? Object(error).name})`)
}

class LinesOnDisk implements FileJournal {
  readonly #file: FileHandle
  readonly #kept: unknown[]
  #sum: string
  readonly #unlock: () => Promise<void>
  /** Entries that the next write takes along. */
  #waiting: JournalEntry[] = []
  #write: Promise<void> | undefined
  #last: Promise<void> = Promise.resolve()

  constructor(file: FileHandle, { entries, sum }: Lines, unlock: () => Promise<void>) {
    this.#file = file
    this.#kept = entries
    this.#sum = sum
    this.#unlock = unlock
    held.add(this)
  }

  async read(): Promise<readonly unknown[]> {
    return [...this.#kept]
  }

  append(entry: JournalEntry, hold?: () => () => void): Promise<void> {
    this.#waiting.push(entry)
    const release = hold?.()
    // What comes while the disk is at work goes with the next write, all at once.
    this.#write ??= this.#last.then(() => {
      this.#write = undefined
      this.#last = this.#writeWaiting()
      return this.#last
    })
    return this.#write.finally(release)
  }

  async close(): Promise<void> {
    try {
      await (this.#write ?? this.#last).catch(() => {})
    } finally {
      // Only once: by then the lock may be that of a journal that was opened since.
      if (held.delete(this)) await this.#file.close().finally(this.#unlock)
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #writeWaiting(): Promise<void> {
    const entries = this.#waiting
    this.#waiting = []
    try {
      const lines = linesFor(entries, this.#sum)
      await this.#file.appendFile(lines.text)
      await this.#file.datasync()
      this.#sum = lines.sum
    } catch (error) {
      throw unusable(error, 'cannot be written')
    }
    for (const entry of entries) this.#kept.push(entry)
  }
}

/** Reads the lines of a file, which is then one to append to. */
async function linesOf(file: FileHandle, path: string): Promise<Lines> {
  const lines = readLines(await file.readFile())
  // A volume of another system may have no modes, and one owner for all.
  if (lines.end === 0) await file.chmod(0o600).catch(() => {})
  await file.truncate(lines.end)
  if (lines.missing !== '') await file.appendFile(lines.missing)
  if (lines.end > 0) return lines
  await file.sync()
  await syncFolder(dirname(path))
  return lines
}

/** A new file is kept once its folder is; some systems have no such thing. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  } catch (error) {
    // Most volumes that cannot do it say so in a way of their own; a disk that fails is another matter.
    if (['EIO', 'ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}
