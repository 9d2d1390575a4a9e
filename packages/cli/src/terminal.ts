import { closeSync, fstatSync, openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { ReadStream, WriteStream } from 'node:tty'
import { styleText } from 'node:util'
import { systemClock } from '@vpn-gateway/core'
import { exitCodes } from './exit-codes.ts'

/** Results go to stdout, everything that is said on the way to stderr. */
export const terminal = {
  result: (line: string): void => print(`${visible(line)}\n`),
  say: (line: string): void => void process.stderr.write(`${visible(line)}\n`),
}

/** Writes to stdout; to a file whole, of which Node's own stream forgets what a full disk has not taken. */
function print(text: string): void {
  const { fd } = process.stdout
  try {
    if (!fstatSync(fd).isFile()) return void process.stdout.write(text)
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at)
  } catch (error) {
    process.stdout.emit('error', error)
  }
}

/** Number of columns and rows of a terminal. */
export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** Words that ask for a line. */
export interface Asked {
  /** Stands above. */
  readonly text?: string
  /** Stands in front of what is typed, on a row that is drawn anew. */
  readonly prompt: string
}

/** Terminal of the person at the keyboard, whatever stdin, stdout and stderr are. */
export interface Person {
  /** Gives its size by now. */
  size(): TerminalSize
  show(line: string): void
  /** Asks for a line; gives nothing where none will come. */
  ask(asked: Asked, signal: AbortSignal): Promise<string | undefined>
  leave(): void
}

/** Opens the terminal that the command belongs to; gives nothing where it belongs to none, as in a pipeline or a service. */
export function openPerson(): Person | undefined {
  const [inPath, outPath] = process.platform === 'win32' ? ['\\\\.\\CONIN$', '\\\\.\\CONOUT$'] : ['/dev/tty', '/dev/tty']
  const open: number[] = []
  try {
    open.push(openSync(inPath, 'r'), openSync(outPath, 'r+'))
    const [input, output] = [new ReadStream(open[0] as number), new WriteStream(open[1] as number)]
    // A terminal that is gone gives no answer, and that is answer enough.
    for (const stream of [input, output]) stream.on('error', () => {})
    return {
      size: () => sizeOf(outPath),
      show: (line) => void output.write(`${visible(line)}\n`),
      ask: (asked, signal) => answerOn(input, output, asked, signal),
      leave: () => {
        for (const stream of [input, output]) stream.destroy()
      },
    }
  } catch {
    for (const descriptor of open) closeSync(descriptor)
    return undefined
  }
}

/** Node follows the size of stdout and stderr alone, so the terminal is opened anew. */
function sizeOf(path: string): TerminalSize {
  try {
    const stream = new WriteStream(openSync(path, 'r+')).on('error', () => {})
    const { columns, rows } = stream
    stream.destroy()
    return { columns: columns || 80, rows: rows || 24 }
  } catch {
    return { columns: 80, rows: 24 }
  }
}

async function answerOn(input: ReadStream, output: WriteStream, { text, prompt }: Asked, signal: AbortSignal): Promise<string | undefined> {
  await dropTyped(input, signal)
  if (input.destroyed) return undefined
  const showText = () => void (text !== undefined && output.write(`${visible(text)}\n`))
  showText()
  // Of no known width: a terminal that gets another one lays out its rows anew, and going up by those that were would erase others.
  const write = (bytes: Buffer, _: string, done: () => void) => void output.write(bytes, done)
  const editor = createInterface({ input, output: new Writable({ write }), terminal: true })
  // The prompt takes Ctrl-C for itself; the command has its own way to end.
  editor.once('SIGINT', interrupt)
  // After Ctrl-Z it is paused, and would be deaf; it shows the prompt again itself, below what the shell has written.
  editor.on('SIGCONT', () => {
    showText()
    editor.resume()
  })
  // Ctrl-D, or a terminal that is gone: there will be no answer.
  const none = new Promise<undefined>((resolve) => {
    editor.once('close', () => resolve(undefined))
    editor.once('error', () => resolve(undefined))
  })
  try {
    const answer = editor.question(prompt, { signal }).catch((error) => {
      signal.throwIfAborted()
      if ((error as Error).name === 'AbortError') return undefined
      throw error
    })
    return await Promise.race([answer, none])
  } finally {
    editor.close()
  }
}

/** Typing that pauses for so long has ended. */
const quietMs = 50

/** Drops what was typed or pasted before the question is shown: it answers another one, or none. */
async function dropTyped(input: ReadStream, signal: AbortSignal): Promise<void> {
  let isQuiet = false
  const drop = (typed: Buffer) => {
    isQuiet = false
    if (typed.includes(ctrlC)) interrupt()
  }
  // Also what no Enter has ended yet.
  input.setRawMode(true)
  input.on('data', drop)
  try {
    while (!isQuiet) {
      isQuiet = true
      await systemClock.sleep(quietMs, signal)
    }
  } finally {
    input.off('data', drop)
    input.setRawMode(false)
  }
}

/** In raw mode Ctrl-C is a character, and no signal. */
const ctrlC = 3

function interrupt(): void {
  process.emit('SIGINT', 'SIGINT')
}

/** Writes a control character, other than those of colours and rows, and what turns or hides text, as JSON would write it. */
export function visible(line: string): string {
  return line.replace(
    /(\p{Cc})(\[[\d;]*m)?|[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu,
    (found, control: string | undefined, colour = '') => {
      if ((control === '\u001b' && colour !== '') || control === '\n' || control === '\t') return found
      return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}${colour}`
    },
  )
}

/** Set once a write has failed for another reason than that its reader has left. */
let isLost = false

/** Waits until everything that was written is out, and says whether some of it could not be written. */
export async function isOutputLost(): Promise<boolean> {
  for (const stream of [process.stdout, process.stderr]) await new Promise((resolve) => stream.write('', resolve))
  return isLost
}

/** A reader who left, as `| head` does, is no fault: the work goes on unseen. Any other failed write is reported once, and is a failure. */
export function surviveClosedStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE' || isLost) return
      isLost = true
      if (stream === process.stdout) terminal.say(`vpngw: the output could not be written (${code ?? 'for an unknown reason'})`)
    })
  }
  // At the end: the command sets its own code after the write that failed.
  process.on('exit', () => {
    if (isLost && (!process.exitCode || process.exitCode === exitCodes.absent)) process.exitCode = exitCodes.failed
  })
}

type Style = Parameters<typeof styleText>[0]

/** Text in colour, where the stream that it goes to shows colour. */
export function styled(style: Style, text: string, stream: NodeJS.WriteStream = process.stderr): string {
  return styleText(style, text, { stream })
}

/** Joiners within an emoji are kept: they make one of several. */
const unseen =
  /(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2060-\u2069]|(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)[\u200c\u200d])+/gu

/** Text of others, such as names and messages of the service, without what would move a cursor, forge or turn a line, or is not seen. */
export function plain(text: string): string {
  return text.replace(unseen, ' ')
}
