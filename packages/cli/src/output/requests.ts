import { type Clock, type Hooks, monotonic, type ResponseEvent, systemClock } from '@vpn-gateway/core'
import { plain, styled, terminal } from '../terminal.ts'
import { durationOf } from './lines.ts'

/** Hooks that log every request on stderr, in the fields that a client lets out: no parameter, no key. */
export function debugHooks(asJson: boolean): Hooks {
  const log = (name: string, event: object) =>
    terminal.say(asJson ? JSON.stringify({ event: name, ...event }) : styled('gray', `${name} ${fieldsOf(event)}`))
  return {
    request: (event) => log('request', event),
    response: (event) => log('response', event),
    retry: (event) => log('retry', event),
  }
}

function fieldsOf(event: object): string {
  return Object.entries(event)
    .map(([field, value]) => (typeof value === 'object' ? fieldsOf(value) : `${field}=${plain(String(value))}`))
    .join(' ')
}

/** Reads that take no longer need no word. */
const quietMs = 1_000

/** Waits for reads, and says that they go on where they take longer than about a second. */
export async function whileReading<T>(reads: Promise<T>, clock: Clock = systemClock): Promise<T> {
  const ended = new AbortController()
  clock.sleep(quietMs, ended.signal).then(
    () => terminal.say(styled('gray', 'Reading…')),
    () => {},
  )
  try {
    return await reads
  } finally {
    ended.abort()
  }
}

/** Shorter trouble is ordinary, and not shown. */
const ordinaryMs = 5_000

/** Watches the answers: for how long nothing but throttles or faults came. */
export class Trouble {
  readonly #clock: Clock
  #since: { readonly atMs: number; readonly word: string } | undefined

  constructor(clock: Clock = systemClock) {
    this.#clock = clock
  }

  note({ error }: ResponseEvent): void {
    const isTrouble = error?.kind === 'throttled' || error?.kind === 'transient'
    if (!isTrouble) this.#since = undefined
    else
      this.#since ??= {
        atMs: monotonic(this.#clock),
        word: `${error.kind === 'throttled' ? 'throttled' : 'no usable answer'} (${plain(String(error.code))})`,
      }
  }

  /** Gives the trouble in words, where there is some that lasts. */
  words(): string {
    const lastsMs = this.#since ? monotonic(this.#clock) - this.#since.atMs : 0
    return this.#since && lastsMs > ordinaryMs ? `${this.#since.word} for ${durationOf(lastsMs)}` : ''
  }
}
