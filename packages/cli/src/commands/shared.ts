import { type Command, Option } from 'commander'
import { addConnectionOptions, type Connection, type ConnectionOptions, connect } from '../connection.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts'
import { reportFailure } from '../output/failure.ts'
import { terminal } from '../terminal.ts'

export interface SharedOptions extends ConnectionOptions {
  readonly output: 'text' | 'json'
}

export function addSharedOptions(command: Command): Command {
  return addConnectionOptions(command).addOption(outputOption())
}

export function outputOption(): Option {
  return new Option('--output <format>', 'text for people, json for programs').choices(['text', 'json']).default('text')
}

export interface Work {
  readonly connection: Connection
  /** Aborts at Ctrl-C. */
  readonly signal: AbortSignal
}

/** Connects, works, closes; a failure becomes one line and an exit code. */
export async function withConnection(options: SharedOptions, work: (work: Work) => Promise<ExitCode>): Promise<void> {
  const interrupted = new AbortController()
  const onInterrupt = () => interrupted.abort(new Error('interrupted'))
  process.once('SIGINT', onInterrupt)
  let connection: Connection | undefined
  try {
    connection = await connect(options, process.env)
    const code = await work({ connection, signal: interrupted.signal })
    process.exitCode = interrupted.signal.aborted ? exitCodes.interrupted : code
  } catch (error) {
    if (interrupted.signal.aborted) terminal.say('vpngw: interrupted; what the service has accepted goes on')
    else reportFailure(error, options.output === 'json')
    process.exitCode = interrupted.signal.aborted ? exitCodes.interrupted : exitCodeOf(error)
  } finally {
    process.off('SIGINT', onInterrupt)
    await connection?.close()
  }
}
