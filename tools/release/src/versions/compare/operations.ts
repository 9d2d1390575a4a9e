import { isDeepStrictEqual } from 'node:util'
import { weightsOf } from '../rules.ts'
import type { OperationSnapshot } from '../spec/snapshot.ts'
import { comparedAnswers } from './answers.ts'
import { changed, compareRecords, type Difference, shown } from './difference.ts'
import { comparedCodes } from './errors.ts'
import { comparedParameters } from './parameters.ts'

type Operations = Readonly<Record<string, OperationSnapshot>>
type Names = Readonly<Record<'added' | 'removed' | 'changed', Difference['name']>>

/** The names of what can become of each extension of an operation. */
const extensions: Readonly<Record<string, Names>> = {
  'x-access': { added: 'access-changed', removed: 'access-changed', changed: 'access-changed' },
  'x-ram': { added: 'permission-changed', removed: 'permission-changed', changed: 'permission-changed' },
  'x-long-running': { added: 'long-running-added', removed: 'long-running-removed', changed: 'long-running-changed' },
  'x-idempotency': { added: 'idempotency-added', removed: 'idempotency-removed', changed: 'idempotency-changed' },
  'x-dry-run': { added: 'dry-run-added', removed: 'dry-run-removed', changed: 'dry-run-changed' },
  'x-paging': { added: 'paging-added', removed: 'paging-removed', changed: 'paging-changed' },
}

/** The operations, and everything about each. */
export function comparedOperations(before: Operations, after: Operations): Difference[] {
  return compareRecords<OperationSnapshot>(before, after, {
    removed: (place, old) => [{ name: isLong(old) ? 'deletion-removed' : 'operation-removed', place, says: 'is gone' }],
    added: (place, now) => [{ name: isLong(now) ? 'deletion-added' : 'operation-added', place, says: 'is new' }],
    both: (place, old, now) => [
      ...comparedExtensions(place, old, now),
      ...comparedParameters(place, old.parameters, now.parameters).map((difference) =>
        isLong(now) && breaksDeletion(difference, place, old, now) ? { ...difference, alsoBreaks: ['poller' as const] } : difference,
      ),
      ...comparedAnswers(place, old.answer, now.answer),
      ...comparedCodes(place, old.codes, now.codes),
      ...(old.words === now.words ? [] : [{ name: 'words-changed' as const, place, says: 'is described otherwise' }]),
      ...(isDeepStrictEqual(old.example, now.example)
        ? []
        : [{ name: 'example-changed' as const, place, says: 'is answered otherwise in the example' }]),
    ],
  })
}

/** Deletions that go on in the background are the poller's too. */
function isLong({ extensions: { 'x-long-running': long } }: OperationSnapshot): boolean {
  return long !== undefined
}

/** What the poller sends in a deletion is what is required, and the token; what it does not know it cannot give. */
function breaksDeletion({ name, place }: Difference, operation: string, before: OperationSnapshot, after: OperationSnapshot): boolean {
  if (weightsOf(name).core !== 'breaking') return false
  const path = place.slice(operation.length + 1)
  const { parameter } = Object(before.extensions['x-idempotency']) as { parameter?: string }
  return path === parameter || [before, after].some(({ parameters }) => parameters[path]?.required === true)
}

function comparedExtensions(operation: string, before: OperationSnapshot, after: OperationSnapshot): Difference[] {
  return Object.entries(extensions).flatMap(([extension, names]) => {
    const [old, now] = [before.extensions[extension], after.extensions[extension]]
    if (isDeepStrictEqual(old, now)) return []
    const place = `${operation} ${extension}`
    if (old === undefined) return [{ name: names.added, place, says: `is ${shown(now)}` }]
    if (now === undefined) return [{ name: names.removed, place, says: `was ${shown(old)}` }]
    return changed(names.changed, place, old, now)
  })
}
