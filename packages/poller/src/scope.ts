import { type ClientScope, endpointOf, OptionError, service } from '@vpn-gateway/core'
import { isText, type Rules } from './check-fields.ts'

/** Scope in which something was begun, with the account, as far as it is known. */
export interface Scope extends ClientScope {
  /** Name that the caller has for the account. */
  readonly account?: string | undefined
}

/** Check of a name that can be printed on one line. */
export const isName: (value: unknown) => boolean = isText(/^\P{C}{1,128}$/u)
const name = ['1 to 128 printable characters', isName, '?'] as const

/** An origin, and the path that a proxy may have behind it, without a slash at its end. */
const addressPattern = /^https?:\/\/[^\s/?#@\p{C}]{1,300}(?:\/[^\s?#\p{C}]{0,2000}[^\s/?#\p{C}])?$/u

/** Fields of a scope, what each must be, and whether it is; each may be left out. */
export const scopeRules: Rules<keyof Scope> = {
  regionId: ['a region id', isText(new RegExp(service.regionPattern)), '?'],
  endpoint: ['an https or http origin, with the path of a proxy', isText(addressPattern), '?'],
  accessKeyId: name,
  account: name,
}

/** The service has several endpoints in a region, which lead to the same resources: the public one stands for all. */
export function publicOf(origin: string): string {
  for (const template of Object.values(service.endpoints)) {
    const [before = '', after = ''] = template.split('{region}')
    const regionId = origin.slice(before.length, -after.length)
    if (origin === before + regionId + after && new RegExp(service.regionPattern).test(regionId)) return endpointOf({ regionId })
  }
  return origin
}

/** @throws {OptionError} where something was begun in another scope, as far as both are known: here it would seem to be gone. */
export function checkScope(begun: Scope, own: Scope, what = 'the deletion was begun'): void {
  for (const field of ['regionId', 'endpoint', 'account'] as const)
    if (begun[field] !== undefined && own[field] !== undefined && begun[field] !== own[field])
      throw new OptionError(field, `must be ${begun[field]}, where ${what}`)
}
