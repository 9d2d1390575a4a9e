import type { CodeSnapshot, SpecSnapshot } from '../spec/snapshot.ts'
import { changed, compareRecords, type Difference } from './difference.ts'

type Statuses = Readonly<Record<string, string>>

/** The codes that an operation can be answered with. */
export function comparedCodes(operation: string, before: Statuses, after: Statuses): Difference[] {
  return compareRecords(before, after, {
    added: (code, status) => [{ name: 'error-code-added', place: `${operation} ${code}`, says: `comes with ${status}` }],
    removed: (code, status) => [{ name: 'error-code-removed', place: `${operation} ${code}`, says: `came with ${status}` }],
    both: (code, old, now) => changed('error-status-changed', `${operation} ${code}`, old, now),
  })
}

/** What is known of each code, whichever operation it comes from. */
export function comparedErrors(before: SpecSnapshot, after: SpecSnapshot): Difference[] {
  return [
    ...comparedCodes('every operation', before.frontDoor, after.frontDoor),
    ...compareRecords<CodeSnapshot>(before.codes, after.codes, {
      both: (code, old, now) => [
        ...changed('error-kind-changed', code, old.kind, now.kind),
        ...changed('error-message-changed', code, old.message, now.message),
        ...changed('error-case-changed', code, old.facts.when, now.facts.when),
        ...changed('error-meaning-changed', code, meaningOf(old), meaningOf(now)),
        ...(old.words === now.words ? [] : [{ name: 'words-changed' as const, place: code, says: 'is described otherwise' }]),
      ],
    }),
  ]
}

/** The kinds, and the codes that each lists though no operation documents them. */
export function comparedKinds(before: SpecSnapshot['kinds'], after: SpecSnapshot['kinds']): Difference[] {
  return compareRecords(before, after, {
    added: (kind) => [{ name: 'kind-added', place: kind, says: 'is new' }],
    removed: (kind) => [{ name: 'kind-removed', place: kind, says: 'is gone' }],
    both: (kind, old, now) => [
      ...now.codes.filter((code) => !old.codes.includes(code)).map((code) => listed('kind-code-added', kind, code, 'is of this kind now')),
      ...old.codes.filter((code) => !now.codes.includes(code)).map((code) => listed('kind-code-removed', kind, code, 'was of this kind')),
      ...changed('kind-pending-changed', kind, [...old.pending].sort(), [...now.pending].sort()),
    ],
  })
}

function listed(name: Difference['name'], kind: string, code: string, says: string): Difference {
  return { name, place: `${kind} ${code}`, says }
}

function meaningOf({ facts: { when: _, ...others } }: CodeSnapshot): unknown {
  return others
}
