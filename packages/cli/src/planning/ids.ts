import { addAbortSignal } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { OptionError, ParameterError } from '@vpn-gateway/core'
import { teardownTargetOf } from '@vpn-gateway/poller'

/** Gives the ids of the command line, and those of stdin in place of a dash, each once. @throws {OptionError} for one that is none. */
export async function idsOf(given: readonly string[], signal: AbortSignal): Promise<string[]> {
  const ids = given.includes('-') ? await withStdin(given, signal) : [...given]
  return [...new Set(ids.map((id, at) => checkedId(id, 'id', `id number ${at + 1}`)))]
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

/** Parses an option that may be given again. */
export function repeated(parse: (value: string) => string): (value: string, before?: readonly string[]) => string[] {
  return (value, before = []) => [...before, parse(value)]
}

/**
 * Gives an id that can be one.
 *
 * @param name option or argument that it is of
 * @param place what stands for it in an error where it does not look like an id: it may be anything, and is not quoted
 * @throws {OptionError} for one that is none.
 */
export function checkedId(id: string, name: string, place: string = name): string {
  try {
    teardownTargetOf(id)
    return id
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error
    const isLike = /^[a-z]{3}-.{0,40}$/su.test(id)
    throw new OptionError(isLike ? `${name} ${JSON.stringify(id)}` : place, error.rule)
  }
}
