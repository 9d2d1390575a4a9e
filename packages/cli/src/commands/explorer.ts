import { Command, InvalidArgumentError, Option } from 'commander'
import { startExplorer } from '../embedded.ts'
import { exitCodes } from '../exit-codes.ts'
import { reportFailure } from '../output/failure.ts'
import { terminal } from '../terminal.ts'

interface ExplorerOptions {
  readonly port: number
  readonly open: boolean
}

/** A page to look at and to click through, beside an emulator; it cannot touch anything real. */
export function explorerCommand(): Command {
  return new Command('explorer')
    .summary('Look at the operations, and at an emulator, in a browser')
    .description(
      'Start the emulator on a port of this machine, with two gateways, and open a page that calls it and shows what happens there. It ends with Ctrl-C.',
    )
    .addOption(new Option('--port <port>', 'port to listen on; 0 takes any free one').default(0, 'any free one').argParser(port))
    .option('--no-open', 'only print where the page is')
    .action(async ({ port, open }: ExplorerOptions) => {
      try {
        await run(port, open && process.stdout.isTTY === true)
      } catch (error) {
        reportFailure(error, false)
        process.exitCode = exitCodes.failed
      }
    })
}

async function run(port: number, opens: boolean): Promise<void> {
  const { url, close } = await startExplorer(port)
  terminal.say('Nothing real is called. Ctrl-C ends it.')
  terminal.result(url)
  if (opens) await openInBrowser(url)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await close()
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
