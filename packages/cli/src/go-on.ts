import { plain } from './terminal.ts'

/** Options of the deletions themselves. */
export interface DeletionOptions {
  /** In seconds. */
  readonly timeout?: number
  readonly sameAccount?: true
  readonly ensureGone?: true
  readonly confirmations?: 1 | 2
  readonly gatewaysAtOnce?: number
}

/** Options that a command which goes on has again. */
export interface GoOnOptions extends DeletionOptions {
  readonly region?: string | readonly string[] | undefined
  readonly endpoint?: string
  readonly network?: string
  readonly credentials?: string
  readonly protect?: readonly string[] | undefined
  readonly except?: readonly string[] | undefined
  readonly output?: 'text' | 'json'
  readonly yes?: true | undefined
}

/** The command that goes on with a journal in the same way; keys come from the environment, as they did. */
export function goOnCommand(path: string, given: GoOnOptions): string {
  const { protect, except, sameAccount } = given
  return commandOf([], { journal: path, ...scopeOf(given), protect, except }, given, sameAccount ? ['--same-account'] : [])
}

/** The command that deletes ids anew in the same way, without the journal of before, and leaves out what was left out. */
export function newCommand(ids: readonly string[], given: GoOnOptions, except: readonly string[] = []): string {
  const { protect, except: own = [] } = given
  return commandOf(ids, { ...scopeOf(given), protect, except: [...new Set([...own, ...except])] }, given, [])
}

type Named = Readonly<Record<string, string | readonly string[] | undefined>>

function scopeOf({ region, endpoint, network, credentials }: GoOnOptions): Named {
  return { region, endpoint, network, credentials }
}

function commandOf(ids: readonly string[], named: Named, given: GoOnOptions, more: readonly string[]): string {
  const { confirmations, timeout, gatewaysAtOnce, ensureGone, yes } = given
  const all = { ...named, confirmations, timeout, 'gateways-at-once': gatewaysAtOnce }
  const options = Object.entries(all).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((each) => [`--${name}`, quoted(String(each))]),
  )
  const asJson = given.output === 'json' ? ['--output', 'json'] : []
  const flags = [...asJson, ...more, ...(ensureGone ? ['--ensure-gone'] : []), ...(yes ? ['--yes'] : [])]
  return plain(['vpngw teardown', ...ids.map(quoted), ...options, ...flags].join(' '))
}

function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
