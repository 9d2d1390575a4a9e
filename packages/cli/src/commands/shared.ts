import type { Hooks } from '@vpn-gateway/core'
import { type Command, Option } from 'commander'
import { addConnectionOptions, type Connection, type ConnectionOptions, connect } from '../connection.ts'
import type { ProfileRegion } from '../credentials.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts'
import { byFlag } from '../flags.ts'
import { adviceOn } from '../output/advice.ts'
import { reportFailure } from '../output/failure.ts'
import { debugHooks, Trouble } from '../output/requests.ts'
import { plain, terminal } from '../terminal.ts'

export interface SharedOptions extends ConnectionOptions {
  readonly output: 'text' | 'json'
}

/** @param isMany whether several regions may be given */
export function addSharedOptions(command: Command, isMany = false): Command {
  return addConnectionOptions(command, isMany).addOption(outputOption())
}

export function outputOption(): Option {
  return new Option('--output <format>', 'text for people, json for programs').choices(['text', 'json']).default('text')
}

export interface Work {
  readonly connection: Connection
  /** One for each region that was given; the first is `connection`. */
  readonly connections: readonly Connection[]
  /** Aborts at Ctrl-C, and where the command is asked to end. */
  readonly signal: AbortSignal
  /** The exit code of a command that a signal has ended. */
  readonly exitCode: ExitCode | undefined
  readonly trouble: Trouble
  /** Set once a deletion was sent, or may have been. */
  isSent: boolean
}

/**
 * Connects, works, closes; a failure becomes one line and an exit code.
 *
 * @param regions gives the regions to connect to, where options alone do not
 */
export async function withConnection(
  options: SharedOptions,
  run: (work: Work) => Promise<ExitCode>,
  regions: () => Promise<SharedOptions['region']> = async () => options.region,
): Promise<void> {
  const interruption = onSignals()
  const connections: Connection[] = []
  let work: Work | undefined
  // An event loop that runs empty in the middle is no success.
  process.exitCode = exitCodes.failed
  try {
    const asJson = options.output === 'json'
    const trouble = new Trouble()
    const debug = options.debug ? debugHooks(asJson) : {}
    const response: Hooks['response'] = (event) => {
      trouble.note(event)
      debug.response?.(event)
    }
    for (const region of regionsOf({ ...options, region: await regions() }))
      connections.push(await connect({ ...options, region }, { ...debug, response }, process.env))
    const [connection] = connections as [Connection]
    if (connection.profile) reportProfile(connection.profile, asJson)
    const { signal } = interruption
    work = {
      connection,
      connections,
      signal,
      trouble,
      isSent: false,
      get exitCode() {
        return signal.aborted ? interruption.exitCode : undefined
      },
    }
    process.exitCode = await run(work)
  } catch (error) {
    if (!interruption.signal.aborted)
      reportFailure(byFlag(error, options), options.output === 'json', adviceOn(error, connections[0]?.circumstances))
    process.exitCode = exitCodeOf(error)
  } finally {
    if (interruption.signal.aborted) {
      terminal.say(`vpngw: ${interruption.word}; ${work?.isSent ? 'what the service has accepted goes on' : 'no deletion was sent'}`)
      process.exitCode = interruption.exitCode
    }
    interruption.stop()
    for (const connection of connections) await connection.close()
  }
}

/** Works without calling anything; a failure becomes one line and an exit code. */
export async function withoutConnection(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const interruption = onSignals()
  try {
    await work(interruption.signal)
  } catch (error) {
    if (!interruption.signal.aborted) reportFailure(error, false)
    process.exitCode = interruption.signal.aborted ? interruption.exitCode : exitCodeOf(error)
  } finally {
    interruption.stop()
  }
}

/** Gives the regions to connect to; the embedded emulator has one of its own. */
function regionsOf({ region, emulator }: SharedOptions): (string | undefined)[] {
  const regions = emulator ? [] : [region].flat()
  return regions.length === 0 ? [undefined] : regions
}

/** Prints which profile the region is from: the command does not name it. */
function reportProfile({ regionId, profile }: ProfileRegion, asJson: boolean): void {
  terminal.say(asJson ? JSON.stringify({ event: 'region', regionId, profile }) : plain(`region ${regionId}, of profile ${profile}`))
}

/** Signals that end the work in order, each in words, and with its exit code. */
const endings = {
  SIGINT: { word: 'interrupted', exitCode: exitCodes.interrupted },
  SIGTERM: { word: 'asked to end', exitCode: exitCodes.terminated },
  SIGHUP: { word: 'the terminal was closed', exitCode: exitCodes.hungUp },
} as const

interface Ending {
  readonly signal: AbortSignal
  readonly word: string
  readonly exitCode: ExitCode
  stop(): void
}

/** The first signal ends the work in order; a second Ctrl-C at once. */
function onSignals(): Ending {
  const ended = new AbortController()
  let ending: (typeof endings)[keyof typeof endings] = endings.SIGINT
  const listener = (name: NodeJS.Signals) => {
    if (ended.signal.aborted && name === 'SIGINT') process.exit(exitCodes.interrupted)
    if (ended.signal.aborted) return
    ending = endings[name as keyof typeof endings]
    ended.abort(new Error(ending.word))
  }
  // Not `once`: terminal libraries end the process where nothing else listens.
  for (const name of Object.keys(endings)) process.on(name, listener)
  return {
    signal: ended.signal,
    get word() {
      return ending.word
    },
    get exitCode() {
      return ending.exitCode
    },
    stop: () => Object.keys(endings).forEach((name) => void process.off(name, listener)),
  }
}
