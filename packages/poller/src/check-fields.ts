import { OptionError } from '@vpn-gateway/core'
import type { Fields } from './service/resource-ref.ts'

/** Fields of data, what each must be, and whether it may be left out. */
export type Rules<Field extends string> = Readonly<
  Record<Field, readonly [rule: string, keeps: (value: unknown, data: Fields) => boolean, '?'?]>
>

/** Makes the check of a text by a pattern. */
export const isText =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value)

/** @throws {OptionError} `<of>.<field>` for data that breaks a rule: it is damaged or foreign, and not quoted. */
export function checkFields(of: string, data: object, rules: Rules<string>): void {
  for (const [field, [rule, keeps, optional]] of Object.entries(rules)) {
    const value = (data as Fields)[field]
    if (optional && value === undefined) continue
    if (!keeps(value, data as Fields)) throw new OptionError(`${of}.${field}`, `must be ${rule}${optional ? ', or left out' : ''}`)
  }
}

/** @throws {OptionError} `<of>.<index>.<field>`, as {@link checkFields} does, for an entry of a list that breaks a rule. */
export function checkEach(of: string, list: readonly unknown[], rules: Rules<string>): void {
  for (const [at, data] of list.entries()) checkFields(`${of}.${at}`, Object(data), rules)
}
