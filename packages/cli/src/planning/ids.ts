import { addAbortSignal } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { OptionError, ParameterError } from '@vpn-gateway/core'
import { teardownTargetOf } from '@vpn-gateway/poller'

/** Gives the ids of the command line, and those of stdin in place of a dash, each once. @throws {OptionError} for one that is none. */
export async function idsOf(given: readonly string[], signal: AbortSignal): Promise<string[]> {
  const ids = given.includes('-') ? await withStdin(given, signal) : [...given]
  const each = [...new Set(ids)]
  each.forEach(checkId)
  return each
}

async function withStdin(given: readonly string[], signal: AbortSignal): Promise<string[]> {
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
export function checkId(id: string, at: number): void {
  try {
    teardownTargetOf(id)
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error
    const isLike = /^[a-z]{3}-.{0,40}$/su.test(id)
    throw new OptionError(isLike ? `id ${JSON.stringify(id)}` : `id number ${at + 1}`, error.rule)
  }
}
