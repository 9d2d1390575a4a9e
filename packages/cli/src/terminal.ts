import { createInterface } from 'node:readline/promises'
import { styleText } from 'node:util'

/** Results go to stdout, everything that is said on the way to stderr. */
export const terminal = {
  result: (line: string): void => void process.stdout.write(`${line}\n`),
  say: (line: string): void => void process.stderr.write(`${line}\n`),
  /** Whether a person sits in front of it. */
  isInteractive: (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true,
  /** Asks on stderr; anything but yes is no. */
  async confirm(question: string, signal: AbortSignal): Promise<boolean> {
    const prompt = createInterface({ input: process.stdin, output: process.stderr })
    // The prompt takes Ctrl-C for itself; the command has its own way to end.
    prompt.once('SIGINT', () => process.emit('SIGINT'))
    try {
      return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `, { signal })).trim())
    } finally {
      prompt.close()
    }
  },
}

type Style = Parameters<typeof styleText>[0]

/** Text for stderr, in colour where it shows colour. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stderr })
}
