import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { OptionError } from '@vpn-gateway/core'

/** First line of each file. */
const header = JSON.stringify({ journal: 'vpn-gateway-teardown', version: 1 })

/** Lines of a journal that were read, and what the file needs before others are appended. */
export interface Lines {
  readonly entries: unknown[]
  /** The sum that the next line goes on from. */
  readonly sum: string
  /** Number of bytes of the file that stay: after them a last line was torn. */
  readonly end: number
  /** Text that is missing after them. */
  readonly missing: string
}

/** Writes entries as lines, each of which goes on from the sum of the line before it. */
export function linesFor(entries: readonly object[], before: string): { readonly text: string; readonly sum: string } {
  let sum = before
  const lines = entries.map((entry) => {
    sum = sumOf(sum, entry)
    return `${JSON.stringify({ ...entry, sum })}\n`
  })
  return { text: lines.join(''), sum }
}

/**
 * Reads the lines of a journal. Editors may change their ends and the encoding's mark, and nothing else: going on deletes what a
 * journal says was asked for.
 *
 * @throws {OptionError} `journal`, for a file that is none, and for one that anything but a teardown has changed.
 */
export function readLines(bytes: Buffer): Lines {
  const end = bytes.lastIndexOf('\n') + 1
  const last = bytes.toString('utf8', end)
  if (end === 0 && header.startsWith(withoutMark(last))) return { entries: [], sum: '', end: 0, missing: `${header}\n` }
  const [first, ...lines] = withoutMark(bytes.toString('utf8', 0, end)).split(/\r?\n/)
  if (first !== header) throw new OptionError('journal', 'must be a file that a teardown has written, or a new one')
  // An editor may have left out the last end of line.
  const isWhole = json(last) !== undefined
  if (isWhole) lines.splice(-1, 1, last)
  checkUtf8(isWhole ? bytes : bytes.subarray(0, end))
  let sum = ''
  const entries = lines.flatMap((line, at) => {
    if (line === '') return []
    const entry = parsed(line, at, sum)
    sum = sumOf(sum, entry)
    return [entry]
  })
  return { entries, sum, end: isWhole ? bytes.length : end, missing: isWhole ? '\n' : '' }
}

/** A line that was added, taken away or changed breaks the sums after it. */
function sumOf(before: string, entry: object): string {
  return createHash('sha256')
    .update(before + JSON.stringify(entry))
    .digest('hex')
    .slice(0, 16)
}

function parsed(line: string, at: number, before: string): object {
  const value = json(line)
  if (value === undefined) throw new OptionError('journal', `is damaged in line ${at + 2}`)
  const { sum, ...entry } = Object(value) as { readonly sum?: unknown }
  if (sum === sumOf(before, entry)) return entry
  throw new OptionError('journal', `was changed in line ${at + 2} since a teardown wrote it; name what is to be deleted again, without it`)
}

/** Gives a text without the mark of its encoding, which editors write. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '')
}

/** @throws {OptionError} for the first line that an editor has kept in another encoding: its ids may be others. */
function checkUtf8(bytes: Buffer): void {
  if (isUtf8(bytes)) return
  const line = bytes
    .toString('latin1')
    .split('\n')
    .findIndex((each) => !isUtf8(Buffer.from(each, 'latin1')))
  throw new OptionError('journal', `is damaged in line ${line + 1}: it is not UTF-8`)
}

/** Gives what a line holds; nothing where it is no JSON. */
function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
