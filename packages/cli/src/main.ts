import { readFileSync } from 'node:fs'
import { OptionError } from '@vpn-gateway/core'
import { Command, CommanderError } from 'commander'
import { demoCommand } from './commands/demo.ts'
import { explorerCommand } from './commands/explorer.ts'
import { operationCommands } from './commands/operation.ts'
import { planCommand } from './commands/plan.ts'
import { policyCommand } from './commands/policy.ts'
import { teardownCommand } from './commands/teardown.ts'
import { exitCodes } from './exit-codes.ts'
import { reportFailure } from './output/failure.ts'
import { plain, surviveClosedStreams } from './terminal.ts'

const epilogue = `
Examples:
  vpngw                                                     see it at work on the emulator
  vpngw --output json                                       the same, as one JSON line per event
  vpngw teardown vco-demo1 vco-demo2 --emulator             the same, by hand
  vpngw explorer                                            the same, by clicks in a browser
  vpngw plan vco-bp1… vpn-bp1… --region cn-hangzhou         what would be deleted; nothing is
  vpngw teardown vco-bp1… iss-bp1… --region cn-hangzhou     the real service

Credentials: ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ALIBABA_CLOUD_SECURITY_TOKEN,
             or whatever else the official default chain finds, such as a profile of aliyun configure
Region:      --region, ALIBABA_CLOUD_REGION_ID, or that of the profile that the key comes from
Exit codes:  0 done, 1 refused or failed, 2 wrong input, 3 no answer, 4 no such resource, 5 not all known yet,
             130 interrupted, 143 asked to end, 129 terminal closed
Pre-shared keys are never printed.`

/** By its own name, which is one from `src` and from every chunk. */
function version(): string {
  const text = readFileSync(new URL(import.meta.resolve('@vpn-gateway/cli/package.json')), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

function createProgram(): Command {
  const program = new Command('vpngw')
    .description('Delete IPsec-VPN connections and IPsec servers from Alibaba Cloud VPN gateways, and know when they are gone.')
    .version(version())
    .usage('[command] [options]')
    .addHelpText('after', epilogue)
  program.addCommand(planCommand())
  program.addCommand(teardownCommand())
  program.addCommand(policyCommand())
  for (const command of operationCommands()) program.addCommand(command)
  program.addCommand(explorerCommand())
  program.addCommand(demoCommand(), { isDefault: true })
  for (const command of [program, ...program.commands]) {
    command.exitOverride()
    refuseTwice(command)
    command.configureOutput({ outputError: (text, write) => write(withoutValue(text, command).replace(/^error: /, 'vpngw: ')) })
  }
  return program
}

/** Refuses an option that takes one value and is given two: the first would be dropped in silence. */
function refuseTwice(command: Command): void {
  const counts = new Map(command.options.map((option) => [option, 0]))
  for (const option of counts.keys()) command.on(`option:${option.name()}`, () => counts.set(option, (counts.get(option) ?? 0) + 1))
  command.hook('preAction', () => {
    for (const [option, count] of counts) {
      const isList = Array.isArray(command.getOptionValue(option.attributeName()))
      if (count > 1 && option.required && !isList) throw new OptionError(`--${option.name()}`, 'takes one value, and is given more')
    }
  })
}

/** Cuts off the value of an option that is unknown, which the parser quotes: it may be a secret; or of one that is known and takes none. */
function withoutValue(text: string, { options }: Command): string {
  const [, flag = ''] = /unknown option '(--[\w-]*|-\w?).*'/s.exec(text) ?? []
  if (options.some(({ long, short }) => long === flag || short === flag)) return `error: option '${flag}' takes no value\n`
  return text.replace(/(unknown option '(?:--[\w-]*|-\w?)).*'/s, "$1'")
}

/** Runs a command line; what is wrong with it becomes one line, never a stack. */
export async function main(argv: readonly string[]): Promise<void> {
  surviveClosedStreams()
  try {
    const program = createProgram()
    const [first = '-'] = argv
    // The default command would take a misspelt one for an argument of its own.
    if (
      !first.startsWith('-') &&
      first !== 'help' &&
      !program.commands.some((command) => [command.name(), ...command.aliases()].includes(first))
    )
      program.error(`error: unknown command '${plain(first)}' (see vpngw --help)`)
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    // commander has printed its own line by then.
    if (!(error instanceof CommanderError)) reportFailure(error, false)
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  }
}
