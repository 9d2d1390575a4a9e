import type { Hooks } from '@vpn-gateway/core'
import { plain, styled, terminal } from '../terminal.ts'

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
