import { OptionError } from '@vpn-gateway/core'
import { notXml } from '../http/answer.ts'
import { quotedLength } from '../support/checks.ts'

/** Characters of a text at most: no field of the service has as many. */
const textLength = 65_536

/** Levels at most: nothing that the service answers is nested deeper, and deeper data ends programs that copy it. */
const maxDepth = 16

/** Values and characters of one resource at most: no answer of the service has as many. */
const [maxValues, maxCharacters] = [1_000, 2 ** 20]

/**
 * @throws {OptionError} for fields that no answer can have: no data of JSON, nested too deep, too many, or with names and texts
 *   that XML cannot have.
 */
export function checkFields(option: string, fields: unknown): void {
  if (!isPlain(fields)) throw new OptionError(option, 'must have fields by their names')
  let values = 0
  let characters = 0
  const check = (value: unknown, path: readonly string[]): void => {
    const refuse = (rule: string): never => {
      const where = path.length === 0 ? '' : ` (${path.join('.').slice(0, quotedLength)})`
      throw new OptionError(option, `must have ${rule}${where}`)
    }
    values += 1
    if (values > maxValues) refuse(`at most ${maxValues} values in the fields of a resource`)
    if (path.length > maxDepth) refuse(`fields that are nested at most ${maxDepth} deep`)
    if (typeof value === 'string') {
      characters += value.length
      if (value.length > textLength) refuse(`texts of at most ${textLength} characters`)
      if (notXml.test(value) || !value.isWellFormed()) refuse('fields without control characters')
    } else if (!isData(value)) refuse('fields that JSON can say')
    if (characters > maxCharacters) refuse(`at most ${maxCharacters} characters in the fields of a resource`)
    if (Array.isArray(value))
      // Not `forEach`, which leaves out holes.
      for (let at = 0; at < value.length; at += 1) check(value[at], [...path, `${at}`])
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) {
        characters += name.length
        // In XML each entry of a list has the name of its field.
        if (!/^[A-Za-z_][\w.-]{0,99}$/.test(name))
          refuse('fields whose names begin with a letter, and are at most 100 letters, digits, dots and dashes')
        check(inner, [...path, name])
      }
  }
  check(fields, [])
}

/** Says whether a value is one of JSON, or undefined, which is left out. */
function isData(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'object') return value === null || Array.isArray(value) || isPlain(value)
  return ['string', 'boolean', 'undefined'].includes(typeof value)
}

/** Says whether a value is an object of no class; of another realm, too. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
