import { OptionError, ParameterError } from '@vpn-gateway/core'
import { type Outcome, targetOf, teardown } from '@vpn-gateway/poller'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts'
import { failureFields, messageOf } from '../output/failure.ts'
import { createProgressDisplay } from '../output/progress.ts'
import { styled, terminal } from '../terminal.ts'
import { confirmDeletion } from './confirm.ts'
import { addSharedOptions, type SharedOptions, type Work, withConnection } from './shared.ts'

interface TeardownCommandOptions extends SharedOptions {
  readonly yes?: true
  readonly timeout?: number
}

export function teardownCommand(): Command {
  return addSharedOptions(new Command('teardown'))
    .summary('Delete connections and servers, and wait until they are gone')
    .description(
      'Delete connections and servers by id, and wait until each is gone: absent, with its gateway free again. On one gateway they go one after another, on different gateways side by side.',
    )
    .argument('<id...>', 'ids of connections (vco-…) and servers (iss-…)')
    .addOption(new Option('--timeout <seconds>', 'longest wait for one deletion').argParser(seconds))
    .option('--yes', 'do not ask first')
    .action(async (ids: string[], options: TeardownCommandOptions) => {
      await withConnection(options, async (work) => {
        for (const id of ids) checkId(id)
        if (await confirmDeletion(ids, work, options.yes === true)) return runTeardown(ids, options, work)
        terminal.say('Nothing was deleted.')
        return exitCodes.failed
      })
    })
}

/** @throws {OptionError} that names the id among many. */
function checkId(id: string): void {
  try {
    targetOf(id)
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error
    throw new OptionError(`id ${JSON.stringify(id)}`, error.rule)
  }
}

/** Deletes, shows how it goes, and sums up. */
export async function runTeardown(
  ids: readonly string[],
  { output, timeout, debug }: Pick<TeardownCommandOptions, 'output' | 'timeout' | 'debug'>,
  work: Work,
): Promise<ExitCode> {
  const { client, backoff } = work.connection
  const startedAt = performance.now()
  const run = teardown(client, ids, { signal: work.signal, backoff, timeoutMs: timeout === undefined ? undefined : timeout * 1000 })
  const display = output === 'json' ? undefined : createProgressDisplay(new Set(ids).size, debug === true)
  for await (const { error, ...event } of run) {
    if (display) display.show({ ...event, error })
    else terminal.result(JSON.stringify({ event: event.phase, ...event, ...(error !== undefined && { error: failureFields(error) }) }))
  }
  display?.end()
  const outcomes = await run.report()
  if (output === 'json') for (const outcome of outcomes) terminal.result(JSON.stringify(outcomeFields(outcome)))
  else for (const line of summary(outcomes, performance.now() - startedAt)) terminal.result(line)
  return exitCodeOfAll(outcomes)
}

function outcomeFields(outcome: Outcome): Record<string, unknown> {
  const { id } = outcome
  return outcome.outcome === 'gone'
    ? { event: 'result', id, outcome: 'gone' }
    : { event: 'result', id, outcome: 'failed', error: failureFields(outcome.error) }
}

function summary(outcomes: readonly Outcome[], tookMs: number): string[] {
  const gone = outcomes.filter(({ outcome }) => outcome === 'gone').length
  const took = `${(tookMs / 1000).toFixed(1)} s`
  const failures = outcomes.filter((outcome) => outcome.outcome === 'failed')
  const total =
    gone === outcomes.length
      ? `${gone} of ${outcomes.length} gone in ${took}`
      : `${gone} of ${outcomes.length} gone, ${failures.length} not, in ${took}`
  return [
    styled(failures.length === 0 ? 'green' : 'red', total, process.stdout),
    ...failures.map(({ id, error }) => `not gone: ${id}: ${messageOf(error).replace(`${id}: `, '')}`),
  ]
}

/** The code that all failures share, else the general one. */
function exitCodeOfAll(outcomes: readonly Outcome[]): ExitCode {
  const codes = new Set(outcomes.filter((outcome) => outcome.outcome === 'failed').map(({ error }) => exitCodeOf(error)))
  const [only] = codes
  return only === undefined ? exitCodes.done : codes.size === 1 ? only : exitCodes.failed
}

function seconds(text: string): number {
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('It must be a number of seconds above 0.')
  return Number(text)
}
