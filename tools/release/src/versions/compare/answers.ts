import type { Field, Fields } from '../spec/fields.ts'
import { changed, compareRecords, type Difference } from './difference.ts'
import { comparedValues } from './limits.ts'
import { isInside, secrecy } from './parameters.ts'

/** What an operation answers. */
export function comparedAnswers(operation: string, before: Fields, after: Fields): Difference[] {
  const at = (path: string) => `${operation} answer ${path}`
  return compareRecords<Field>(before, after, {
    removed: (path) => (isInside(path, after) ? [{ name: 'field-removed', place: at(path), says: 'is not answered any more' }] : []),
    added: (path, { required }) =>
      isInside(path, before)
        ? [
            {
              name: required ? 'required-field-added' : 'field-added',
              place: at(path),
              says: required ? 'is always answered' : 'is answered',
            },
          ]
        : [],
    both: (path, old, now) => [
      ...changed('field-type-changed', at(path), old.type, now.type),
      ...changed('field-secret-changed', at(path), secrecy(old), secrecy(now)),
      ...presence(at(path), old, now),
      ...comparedValues(at(path), old, now, { more: 'value-added', fewer: 'value-removed' }),
      ...changed('field-limits-changed', at(path), old.limits, now.limits),
      ...(old.words === now.words ? [] : [{ name: 'words-changed' as const, place: at(path), says: 'is described otherwise' }]),
    ],
  })
}

function presence(place: string, { required: before }: Field, { required: after }: Field): Difference[] {
  if (before === after) return []
  return [
    after
      ? { name: 'field-required', place, says: 'could be absent, is always answered' }
      : { name: 'field-optional', place, says: 'was always answered, can be absent' },
  ]
}
