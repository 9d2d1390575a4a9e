import { type ClientPlace, OptionError, service } from '@vpn-gateway/core'

/** Where something was begun, and in whose account, as far as it is known. */
export interface Place extends ClientPlace {
  /** Name that the caller has for the account. */
  readonly account?: string
}

/** Makes the check of a text by a pattern. */
export const isText =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value)

/** Fields of a place, what each must be, and whether it is; each may be left out. */
export const placeRules: Readonly<Record<keyof Place, readonly [rule: string, keeps: (value: unknown) => boolean, '?']>> = {
  regionId: ['a region id', isText(new RegExp(service.regionPattern)), '?'],
  endpoint: ['the origin of an endpoint', isOrigin, '?'],
  accessKeyId: ['1 to 128 printable ASCII characters', isText(/^[!-~]{1,128}$/), '?'],
  account: ['1 to 128 printable characters', isText(/^[^\p{C}\p{Zl}\p{Zp}]{1,128}$/u), '?'],
}

function isOrigin(value: unknown): boolean {
  return (
    typeof value === 'string' && value.length <= 300 && /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value
  )
}

/** @throws {OptionError} where something was begun at another place, as far as both are known: here it would seem to be gone. */
export function checkPlace(begun: Place, own: Place): void {
  for (const field of ['regionId', 'endpoint', 'account'] as const)
    if (begun[field] !== undefined && own[field] !== undefined && begun[field] !== own[field])
      throw new OptionError(field, `must be ${begun[field]}, where the deletion was begun`)
}

/** Says whether it is proven that all was begun in the account of this place. Keys rotate: another one proves nothing. */
export function isSameAccount(begun: readonly Place[], own: Place): boolean {
  const proves = ({ account, accessKeyId }: Place) =>
    (account !== undefined && account === own.account) || (accessKeyId !== undefined && accessKeyId === own.accessKeyId)
  return begun.length > 0 && begun.every(proves)
}
