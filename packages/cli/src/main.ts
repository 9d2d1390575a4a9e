import { run } from './program.ts'
import { surviveClosedStreams } from './terminal.ts'

/** Runs the command. */
export async function main(argv: readonly string[]): Promise<void> {
  surviveClosedStreams()
  await run(argv)
}
