import { createInterface } from 'node:readline/promises'
import { styleText } from 'node:util'
import { OptionError } from '@vpn-gateway/core'

/** Results go to stdout, everything that is said on the way to stderr. */
export const terminal = {
  result: (line: string): void => void process.stdout.write(`${visible(line)}\n`),
  say: (line: string): void => void process.stderr.write(`${visible(line)}\n`),
  /**
   * Whether a person can be asked: one sits at the keyboard and sees the question.
   *
   * @throws {OptionError} where one sits there and would not see it.
   */
  canAsk(): boolean {
    if (process.stdin.isTTY !== true) return false
    if (process.stderr.isTTY === true) return true
    throw new OptionError('--yes', 'is required where the question would not be seen')
  },
  /** Asks on stderr; anything but yes is no. */
  async confirm(question: string, signal: AbortSignal): Promise<boolean> {
    const prompt = createInterface({ input: process.stdin, output: process.stderr })
    // The prompt takes Ctrl-C for itself; the command has its own way to end.
    prompt.once('SIGINT', () => process.emit('SIGINT'))
    try {
      const answer = await prompt.question(`${question} [y/N] `, { signal }).catch((error) => {
        signal.throwIfAborted()
        // Ctrl-D: there will be no answer.
        if ((error as Error).name === 'AbortError') return ''
        throw error
      })
      return /^y(es)?$/i.test(answer.trim())
    } finally {
      prompt.close()
    }
  },
}

/** JSON lets through the control characters that a terminal takes for its own. */
function visible(line: string): string {
  return line.replace(/[\u007f-\u009f]/g, (control) => `\\u00${control.charCodeAt(0).toString(16)}`)
}

/** A reader who left, as `| head` does, is no fault: the work goes on unseen. Any other failed write is told once. */
export function surviveClosedStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE' || process.exitCode === 1) return
      process.exitCode = 1
      if (stream === process.stdout) terminal.say(`vpngw: the output could not be written (${code ?? 'for an unknown reason'})`)
    })
  }
}

type Style = Parameters<typeof styleText>[0]

/** Text in colour, where the stream that it goes to shows colour. */
export function styled(style: Style, text: string, stream: NodeJS.WriteStream = process.stderr): string {
  return styleText(style, text, { stream })
}

/** Text of others, such as names and messages of the service, without what would move a cursor or forge a line. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
