import { OptionError } from '@vpn-gateway/core'
import type { EmulatorSeed } from '@vpn-gateway/emulator'
import { Command, InvalidArgumentError, Option } from 'commander'
import { startExplorer } from '../embedded.ts'
import { exitCodeOf } from '../exit-codes.ts'
import { reportFailure } from '../output/failure.ts'
import { readJson } from '../read-file.ts'
import { terminal } from '../terminal.ts'

interface ExplorerOptions {
  readonly port: number
  readonly seed?: string
  readonly open: boolean
}

/** A page to look at and to click through, beside an emulator; it cannot touch anything real. */
export function explorerCommand(): Command {
  return new Command('explorer')
    .summary('Try the operations against an emulator, in a browser')
    .description(
      'Start the emulator on a port of this machine, with two gateways or those of a file, and open a page that calls it and shows what happens there. Ctrl-C stops it.',
    )
    .addOption(new Option('--port <port>', 'port to listen on; 0 takes any free one').default(0, 'any free one').argParser(port))
    .option(
      '--seed <file>',
      'JSON file of what the emulator holds, for example {"gateways": [{"id": "vpn-1", "fields": {"Name": "Paris"}, "connections": ["vco-1", "vco-2"]}, {"servers": 1}]}',
    )
    .option('--no-open', 'only print the address of the page')
    .action(async ({ port, seed, open }: ExplorerOptions) => {
      try {
        await run(port, seed, open && process.stdout.isTTY === true)
      } catch (error) {
        reportFailure(seed === undefined ? error : bySeed(error), false)
        process.exitCode = exitCodeOf(error)
      }
    })
}

async function run(port: number, file: string | undefined, opens: boolean): Promise<void> {
  // What it holds is checked by the emulator.
  const seed = file === undefined ? undefined : ((await readJson('--seed', file, longestSeed)) as EmulatorSeed)
  const { url, close } = await startExplorer(port, seed)
  // Before the address is printed: a person who sees it may end the command, also while a browser is still being opened.
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
  terminal.say('Nothing real is called. Ctrl-C ends it.')
  terminal.result(url)
  if (opens) await openInBrowser(url)
  await ended
  await close()
}

/** As many as a seed may have over the port. */
const longestSeed = 2 ** 26

/** Gives what the emulator says of its options, which are those of the file, as an error about that. */
function bySeed(error: unknown): unknown {
  if (!(error instanceof OptionError) || error.option.startsWith('--')) return error
  return new OptionError('--seed', error.option === 'seed' ? error.rule : `cannot be used: ${error.option} ${error.rule}`)
}

/** Whoever has no browser here has the address. */
async function openInBrowser(url: string): Promise<void> {
  const { default: open } = await import('open')
  const browser = await open(url).catch(() => undefined)
  browser?.once('error', () => {})
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
  return Number(text)
}
