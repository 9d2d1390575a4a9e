import { isDeepStrictEqual } from 'node:util'
import type { Facts } from '../spec/snapshot.ts'
import { compareRecords, type Difference, shown } from './difference.ts'

type Resources = Readonly<Record<string, Facts>>

/** The name of a change of each fact. */
const names: Readonly<Record<string, Difference['name']>> = {
  title: 'resource-title-changed',
  plural: 'resource-plural-changed',
  id: 'resource-id-changed',
  prefix: 'resource-prefix-changed',
  parent: 'resource-parent-changed',
  status: 'resource-status-changed',
  locked: 'resource-locked-changed',
  deleted: 'resource-deleted-changed',
  work: 'resource-work-changed',
  atMost: 'resource-at-most-changed',
  excludes: 'resource-excludes-changed',
  name: 'resource-identity-changed',
  created: 'resource-identity-changed',
  tags: 'resource-identity-changed',
  network: 'resource-identity-changed',
  identity: 'resource-identity-changed',
  activity: 'resource-identity-changed',
  loss: 'resource-loss-changed',
}

/** The kinds of resource, fact by fact. */
export function comparedResources(before: Resources, after: Resources): Difference[] {
  return compareRecords<Facts>(before, after, {
    added: (place) => [{ name: 'resource-added', place, says: 'is new' }],
    removed: (place) => [{ name: 'resource-removed', place, says: 'is gone' }],
    both: (resource, old, now) =>
      [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((fact) => {
        const [was, is] = [old[fact], now[fact]]
        if (isDeepStrictEqual(was, is)) return []
        return [{ name: names[fact] ?? 'resource-fact-changed', place: `${resource} ${fact}`, says: `was ${shown(was)}, is ${shown(is)}` }]
      }),
  })
}
