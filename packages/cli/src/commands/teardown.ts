import { addAbortSignal } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { OptionError, ParameterError } from '@vpn-gateway/core'
import { DeletionError, type Outcome, teardown, teardownTargetOf } from '@vpn-gateway/poller'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { ConnectionOptions } from '../connection.ts'
import { type ExitCode, exitCodeOfAll, exitCodes } from '../exit-codes.ts'
import { type CommandJournal, openGivenJournal, openOwnJournal, pendingIn } from '../journal.ts'
import { adviceOn } from '../output/advice.ts'
import { failureFields, reportAdvice } from '../output/failure.ts'
import { createProgressDisplay } from '../output/progress.ts'
import { outcomeFields, summary } from '../output/summary.ts'
import { plain, terminal } from '../terminal.ts'
import { confirmDeletion } from './confirm.ts'
import { addSharedOptions, type SharedOptions, type Work, withConnection } from './shared.ts'

interface TeardownCommandOptions extends SharedOptions {
  readonly yes?: true
  readonly timeout?: number
  readonly journal?: string | false
  readonly ensureGone?: true
  readonly confirmations?: 1 | 2
  readonly gatewaysAtOnce?: number
}

export function teardownCommand(): Command {
  return addSharedOptions(new Command('teardown'))
    .summary('Delete connections and servers, and wait until they are gone')
    .description(
      'Delete connections and servers by id, or everything on gateways, and wait until each is gone: absent, with its gateway idle again. On one gateway they go one after another, on different gateways side by side.',
    )
    .argument('[id...]', 'connections (vco-…), servers (iss-…), gateways to empty (vpn-…); - reads ids from stdin')
    .addOption(new Option('--timeout <seconds>', 'longest wait for one deletion (default: 1800)').argParser(seconds))
    .option(
      '--journal <file>',
      'keep what is done in this file, or go on from it (default: vpngw-teardown-<time>-<pid>.journal in this folder, removed once nothing is left to do)',
    )
    .option('--no-journal', 'keep no journal')
    .option('--ensure-gone', 'count a resource that is absent already as gone, not as a failure')
    .addOption(
      new Option('--confirmations <number>', 'polls that must show that a resource is gone, 1 or 2 (default: 1)').argParser(confirmations),
    )
    .addOption(new Option('--gateways-at-once <number>', 'most gateways to work on at once (default: all)').argParser(count))
    .option('--yes', 'do not ask first; required where there is no terminal')
    .action(async (given: string[], options: TeardownCommandOptions) => {
      await withConnection(options, async (work) => {
        const ids = [...new Set(await idsOf(given, work.signal))]
        ids.forEach(checkId)
        if (ids.length === 0 && typeof options.journal !== 'string')
          throw new OptionError('id', 'is required, or a --journal to go on with')
        const keeps = options.journal !== false && !options.emulator
        const old = typeof options.journal === 'string' ? await openGivenJournal(options.journal, ids.length === 0) : undefined
        let journal = old
        let isOver = true
        try {
          if (
            !(await confirmDeletion(ids, work, options.yes === true, old && { path: old.path, ids: pendingIn(await old.journal.read()) }))
          ) {
            terminal.say('Nothing was deleted.')
            return exitCodes.failed
          }
          journal ??= keeps ? await openOwnJournal(new Date()) : undefined
          isOver = false
          const ended = await runTeardown(ids, options, work, journal)
          isOver = ended.isOver
          return ended.code
        } finally {
          if (journal && !isOver)
            terminal.say(`To go on: ${goOnCommand(journal.path, { region: work.connection.circumstances?.regionId, ...options })}`)
          await journal?.close(!isOver)
        }
      })
    })
}

/** The ids of the command line, and those of stdin in place of a dash. */
async function idsOf(given: readonly string[], signal: AbortSignal): Promise<string[]> {
  if (!given.includes('-')) return [...given]
  let text = ''
  const decoder = new StringDecoder('utf8')
  for await (const chunk of addAbortSignal(signal, process.stdin)) {
    text += decoder.write(chunk as Buffer)
    if (text.length > longestInput) throw new OptionError('id', `must stay within ${longestInput} characters on stdin`)
  }
  const read = text.split(/\s+/).filter((id) => id !== '')
  return given.flatMap((id) => (id === '-' ? read : id))
}

/** More than half a million ids; what is longer is something else. */
const longestInput = 16_000_000

/** @throws {OptionError} that names the id among many: as it is where it looks like one, else by its place, as it may be anything. */
function checkId(id: string, at: number): void {
  try {
    teardownTargetOf(id)
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error
    const isLike = /^[a-z]{3}-.{0,40}$/su.test(id)
    throw new OptionError(isLike ? `id ${JSON.stringify(id)}` : `id number ${at + 1}`, error.rule)
  }
}

/** How a teardown ended, and whether there is nothing left to go on with. */
interface Ended {
  readonly code: ExitCode
  readonly isOver: boolean
}

/** Deletes, shows how it goes, and sums up. */
export async function runTeardown(
  ids: readonly string[],
  options: Pick<TeardownCommandOptions, 'output' | 'timeout' | 'debug' | 'ensureGone' | 'confirmations' | 'gatewaysAtOnce'> &
    ConnectionOptions,
  work: Work,
  journal?: CommandJournal,
): Promise<Ended> {
  const { output, timeout, debug, ensureGone, confirmations, gatewaysAtOnce } = options
  const { client, backoff } = work.connection
  const startedAt = performance.now()
  const timeoutMs = timeout === undefined ? undefined : timeout * 1000
  const run = teardown(client, ids, {
    signal: work.signal,
    backoff,
    timeoutMs,
    ensureGone,
    confirmations,
    gatewaysAtOnce,
    journal: journal?.journal,
  })
  const display = output === 'json' ? undefined : createProgressDisplay(new Set(ids).size, debug === true)
  for await (const { error, ...event } of run) {
    if (display) display.show({ ...event, error })
    else terminal.result(JSON.stringify({ event: event.phase, ...event, ...(error !== undefined && { error: failureFields(error) }) }))
  }
  display?.end()
  const outcomes = await run.report()
  if (output === 'json') for (const outcome of outcomes) terminal.result(JSON.stringify(outcomeFields(outcome)))
  else for (const line of summary(outcomes, performance.now() - startedAt)) terminal.result(line)
  const errors = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []))
  reportAdvice(
    errors.flatMap((error) => adviceOn(error, work.connection.circumstances)),
    output === 'json',
  )
  return { code: exitCodeOfAll(outcomes), isOver: outcomes.every(isOver) }
}

/** Whether there is nothing to go on with. */
function isOver(outcome: Outcome): boolean {
  if (outcome.outcome !== 'failed') return outcome.outcome !== 'unknown'
  return outcome.isFinal || (outcome.error instanceof DeletionError && outcome.error.code === 'ResourceAbsent')
}

/** The command that goes on with a journal in the same way; keys come from the environment, as they did. */
function goOnCommand(path: string, given: TeardownCommandOptions): string {
  const { region, endpoint, network, credentials, ensureGone, confirmations, timeout, gatewaysAtOnce } = given
  const named = { journal: path, region, endpoint, network, credentials, confirmations, timeout, 'gateways-at-once': gatewaysAtOnce }
  const options = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, quoted(String(value))]))
  const flags = [...(ensureGone ? ['--ensure-gone'] : []), ...(given.yes ? ['--yes'] : [])]
  return plain(['vpngw teardown', ...options, ...flags].join(' '))
}

function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function seconds(value: string): number {
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(value) || Number(value) === 0) throw new InvalidArgumentError('It must be a number of seconds above 0.')
  return Number(value)
}

function count(value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError('It must be a whole number above 0.')
  return Number(value)
}

function confirmations(value: string): 1 | 2 {
  if (value === '1') return 1
  if (value === '2') return 2
  throw new InvalidArgumentError('It must be 1 or 2.')
}
