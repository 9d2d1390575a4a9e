import { Command } from 'commander'
import { exitCodes } from '../exit-codes.ts'
import { styled, terminal } from '../terminal.ts'
import { outputOption, type SharedOptions, withConnection } from './shared.ts'
import { runTeardown } from './teardown.ts'

/** What stands on the two gateways of the embedded emulator. */
const everything = ['vco-demo1', 'vco-demo2', 'vco-demo3', 'iss-demo1']

/** Runs when no command is named; it cannot touch anything real. */
export function demoCommand(program: Command): Command {
  return new Command('demo')
    .summary('Delete everything on the embedded emulator, to see how it goes (the default)')
    .description('Start the emulator on a port of this machine, with two gateways, and delete what is on them through real signed HTTP.')
    .argument('[command]')
    .addOption(outputOption())
    .action(async (unknown: string | undefined, { output }: Pick<SharedOptions, 'output'>) => {
      if (unknown !== undefined) program.error(`error: unknown command '${unknown}' (see vpngw --help)`, { exitCode: exitCodes.usage })
      await withConnection({ output, emulator: true }, (work) => {
        if (output === 'text') terminal.say(styled('gray', `Two gateways stand on ${work.connection.place}. Nothing real is called.`))
        return runTeardown(everything, { output }, work)
      })
    })
}
