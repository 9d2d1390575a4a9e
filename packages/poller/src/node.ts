import { type FileHandle, open, readFile, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { OptionError } from '@vpn-gateway/core'
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
  readonly #kept: readonly unknown[]
  readonly #unlock: () => Promise<void>
  /** Lines that the next write takes along. */
  #waiting: string[] = []
  #write: Promise<void> | undefined
  #last: Promise<void> = Promise.resolve()

  constructor(file: FileHandle, kept: readonly unknown[], unlock: () => Promise<void>) {
    this.#file = file
    this.#kept = kept
    this.#unlock = unlock
  }

  async read(): Promise<readonly unknown[]> {
    return this.#kept
  }

  append(entry: JournalEntry): Promise<void> {
    this.#waiting.push(`${JSON.stringify(entry)}\n`)
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
    const lines = this.#waiting.join('')
    this.#waiting = []
    await this.#file.appendFile(lines)
    await this.#file.datasync()
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

/** Two teardowns with one journal would send with two tokens. A lock of a process that has ended is nobody's. */
async function lock(path: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      const file = await open(path, 'wx')
      await file.writeFile(String(process.pid)).finally(() => file.close())
      return () => unlink(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => '0'))
    if (isAlive(owner)) throw new OptionError('journal', `is in use by process ${owner}; wait for it, or end it`)
    await unlink(path).catch(() => {})
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
