import { type Field, type Fields, parentOf } from '../spec/fields.ts'
import { changed, compareRecords, type Difference } from './difference.ts'
import { comparedInputs } from './limits.ts'

/** What a caller gives to an operation. */
export function comparedParameters(operation: string, before: Fields, after: Fields): Difference[] {
  const at = (path: string) => `${operation} ${path}`
  return compareRecords<Field>(before, after, {
    // What is inside of something that came or went is not told of again.
    removed: (path) => (isInside(path, after) ? [{ name: 'parameter-removed', place: at(path), says: 'is not taken any more' }] : []),
    added: (path, { required }) =>
      isInside(path, before)
        ? [required ? { name: 'required-parameter-added', place: at(path), says: 'must be given' } : addedTo(at(path))]
        : [],
    both: (path, old, now) => [
      ...changed('parameter-type-changed', at(path), old.type, now.type),
      ...changed('parameter-secret-changed', at(path), secrecy(old), secrecy(now)),
      ...requirement(at(path), old, now),
      ...changed('parameter-default-changed', at(path), old.default, now.default),
      ...comparedInputs(at(path), old, now),
      ...(old.words === now.words ? [] : [{ name: 'words-changed' as const, place: at(path), says: 'is described otherwise' }]),
    ],
  })
}

/** Whether what a path is inside of stands there too. */
export function isInside(path: string, fields: Fields): boolean {
  const parent = parentOf(path)
  return parent === undefined || fields[parent] !== undefined
}

/** What is said of a field that must not be printed, and of any other. */
export function secrecy({ secret }: Field): string {
  return secret ? 'a secret' : 'no secret'
}

function addedTo(place: string): Difference {
  return { name: 'parameter-added', place, says: 'can be given' }
}

function requirement(place: string, { required: before }: Field, { required: after }: Field): Difference[] {
  if (before === after) return []
  return [
    after
      ? { name: 'parameter-required', place, says: 'could be left out, must be given' }
      : { name: 'parameter-optional', place, says: 'had to be given, can be left out' },
  ]
}
