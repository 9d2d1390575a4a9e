import { type Command, Option } from 'commander'
import { addConnectionOptions, type Connection, type ConnectionOptions, connect } from '../connection.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts'
import { debugHooks } from '../output/debug.ts'
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
  const interruption = onInterrupt()
  let connection: Connection | undefined
  try {
    const asJson = options.output === 'json'
    connection = await connect(options, options.debug ? debugHooks(asJson) : {}, process.env)
    process.exitCode = await work({ connection, signal: interruption.signal })
  } catch (error) {
    if (!interruption.signal.aborted) reportFailure(error, options.output === 'json')
    process.exitCode = exitCodeOf(error)
  } finally {
    if (interruption.signal.aborted) {
      terminal.say('vpngw: interrupted; what the service has accepted goes on')
      process.exitCode = exitCodes.interrupted
    }
    interruption.stop()
    await connection?.close()
  }
}

/** The first Ctrl-C ends the work in order, the second at once. */
function onInterrupt(): { readonly signal: AbortSignal; stop(): void } {
  const interrupted = new AbortController()
  const listener = () => {
    if (interrupted.signal.aborted) process.exit(exitCodes.interrupted)
    interrupted.abort(new Error('interrupted'))
  }
  // Not `once`: terminal libraries end the process where nobody else listens.
  process.on('SIGINT', listener)
  return { signal: interrupted.signal, stop: () => void process.off('SIGINT', listener) }
}
