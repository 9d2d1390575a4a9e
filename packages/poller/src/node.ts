import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { OptionError } from '@vpn-gateway/core'
import { lock } from './lock.node.ts'
import type { Journal, JournalEntry } from './teardown/journal.ts'

/** A journal in a file. */
export interface FileJournal extends Journal {
  /** Waits for what is being written, and gives the file free for others. */
  close(): Promise<void>
}

const header = JSON.stringify({ journal: 'vpn-gateway-teardown', version: 1 })

/**
 * Opens the journal of a teardown in a file, or makes one. An entry is a line of JSON, kept once the disk says so. A last
 * line that was torn by a crash is cut off: nothing was done that it would tell of.
 *
 * @throws {OptionError} `journal`, for a file that is none, and for one that another process has open.
 */
export async function openJournal(path: string): Promise<FileJournal> {
  const unlock = await lock(`${path}.lock`)
  let file: FileHandle | undefined
  try {
    file = await open(path, 'a+')
    return new LinesOnDisk(file, await linesOf(file, path), unlock)
  } catch (error) {
    await file?.close()
    await unlock()
    throw error
  }
}

class LinesOnDisk implements FileJournal {
  readonly #file: FileHandle
  readonly #kept: unknown[]
  readonly #unlock: () => Promise<void>
  /** Entries that the next write takes along. */
  #waiting: JournalEntry[] = []
  #write: Promise<void> | undefined
  #last: Promise<void> = Promise.resolve()

  constructor(file: FileHandle, kept: unknown[], unlock: () => Promise<void>) {
    this.#file = file
    this.#kept = kept
    this.#unlock = unlock
  }

  async read(): Promise<readonly unknown[]> {
    return [...this.#kept]
  }

  append(entry: JournalEntry): Promise<void> {
    this.#waiting.push(entry)
    // What comes while the disk is at work goes with the next write, all at once.
    this.#write ??= this.#last.then(() => {
      this.#write = undefined
      this.#last = this.#writeWaiting()
      return this.#last
    })
    return this.#write
  }

  async close(): Promise<void> {
    try {
      await (this.#write ?? this.#last)
    } finally {
      await this.#file.close()
      await this.#unlock()
    }
  }

  async #writeWaiting(): Promise<void> {
    const entries = this.#waiting
    this.#waiting = []
    await this.#file.appendFile(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
    await this.#file.datasync()
    this.#kept.push(...entries)
  }
}

/** The entries of a file, which is then one to append to. */
async function linesOf(file: FileHandle, path: string): Promise<unknown[]> {
  const bytes = await file.readFile()
  const whole = bytes.lastIndexOf('\n') + 1
  const [first, ...lines] = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1)
  const isTornHeader = first === undefined && header.startsWith(bytes.toString('utf8'))
  if (first !== header && !isTornHeader) throw new OptionError('journal', 'must be a file that a teardown has written, or a new one')
  if (whole < bytes.length) await file.truncate(whole)
  if (first === undefined) {
    await file.appendFile(`${header}\n`)
    await file.sync()
    await syncFolder(dirname(path))
  }
  return lines.map(parsed)
}

function parsed(line: string, at: number): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new OptionError('journal', `is damaged in line ${at + 2}`)
  }
}

/** A new file is kept once its folder is; some systems have no such thing. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}
