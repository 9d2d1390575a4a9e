import type { SpecSnapshot } from '../spec/snapshot.ts'
import { changed, compareRecords, type Difference } from './difference.ts'

/** What holds for every operation: where the service is, its version, and how a request is written. */
export function comparedService(before: SpecSnapshot, after: SpecSnapshot): Difference[] {
  const { version: oldVersion, ...oldRpc } = before.rpc
  const { version: newVersion, ...newRpc } = after.rpc
  return [
    ...changed('version-changed', 'service', oldVersion, newVersion),
    ...compareRecords<unknown>(oldRpc, newRpc, {
      added: (name, value) => changed('protocol-changed', `service ${name}`, undefined, value),
      removed: (name, value) => changed('protocol-changed', `service ${name}`, value, undefined),
      both: (name, old, now) => changed('protocol-changed', `service ${name}`, old, now),
    }),
    ...compareRecords(before.endpoints, after.endpoints, {
      added: (network, url) => [{ name: 'endpoint-added', place: `endpoint ${network}`, says: `is ${url}` }],
      removed: (network, url) => [{ name: 'endpoint-removed', place: `endpoint ${network}`, says: `was ${url}` }],
      both: (network, old, now) => changed('endpoint-changed', `endpoint ${network}`, old, now),
    }),
  ]
}
