import { plain } from './terminal.ts'

/** Options that a command which goes on has again. */
export interface GoOnOptions {
  readonly region?: string | readonly string[] | undefined
  readonly endpoint?: string
  readonly network?: string
  readonly credentials?: string
  readonly confirmations?: number
  readonly timeout?: number
  readonly gatewaysAtOnce?: number
  readonly protect?: readonly string[]
  readonly except?: readonly string[]
  readonly output?: 'text' | 'json'
  readonly sameAccount?: true
  readonly ensureGone?: true
  readonly yes?: true
}

/** The command that goes on with a journal in the same way; keys come from the environment, as they did. */
export function goOnCommand(path: string, given: GoOnOptions): string {
  const { region, endpoint, network, credentials, confirmations, timeout, gatewaysAtOnce, protect, except, sameAccount, ensureGone, yes } =
    given
  const named = {
    journal: path,
    region,
    endpoint,
    network,
    credentials,
    protect,
    except,
    confirmations,
    timeout,
    'gateways-at-once': gatewaysAtOnce,
  }
  const options = Object.entries(named).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((each) => [`--${name}`, quoted(String(each))]),
  )
  const asJson = given.output === 'json' ? ['--output', 'json'] : []
  const flags = [...asJson, ...(sameAccount ? ['--same-account'] : []), ...(ensureGone ? ['--ensure-gone'] : []), ...(yes ? ['--yes'] : [])]
  return plain(['vpngw teardown', ...options, ...flags].join(' '))
}

function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
