import { Command, Option } from 'commander'
import { embeddedIds } from '../embedded.ts'
import { exitCodeOfAll } from '../exit-codes.ts'
import { makePlans } from '../planning/make-plan.ts'
import { styled, terminal } from '../terminal.ts'
import { runTeardown } from './run-teardown.ts'
import { outputOption, type SharedOptions, withConnection } from './shared.ts'

/** Runs when no command is named; it cannot touch anything real. */
export function demoCommand(): Command {
  return new Command('demo')
    .summary('Delete everything on the embedded emulator, to see how it works (the default)')
    .description('Start the emulator on a port of this machine, with two gateways, and delete what is on them through real signed HTTP.')
    .addOption(outputOption())
    .addOption(new Option('--emulator', 'what it runs on anyway').hideHelp())
    .action(async ({ output }: Pick<SharedOptions, 'output'>) => {
      await withConnection({ output, emulator: true }, async (work) => {
        if (output === 'text') terminal.say(styled('gray', `There are two gateways on ${work.connection.place}. Nothing real is called.`))
        const { plans } = await makePlans(embeddedIds, {}, work)
        const { outcomes, failures } = await runTeardown(plans, { output }, work)
        if (failures.length > 0) throw failures[0]
        return exitCodeOfAll(outcomes)
      })
    })
}
