import type { DifferenceName } from '../rules.ts'

/** Names of the differences of an entry; without one a difference is of no interest by itself. */
export interface Names {
  readonly added?: DifferenceName
  readonly removed?: DifferenceName
  readonly changed?: DifferenceName | ((before: unknown, after: unknown) => DifferenceName)
}

const any = (name: DifferenceName): Names => ({ added: name, removed: name, changed: name })
const wider = (isWider: boolean): DifferenceName => (isWider ? 'parameter-widened' : 'parameter-narrowed')

/**
 * The name of each difference between two specs, by the kind of entry that came, went or changed; `*` stands for every other
 * part.
 */
const table: Readonly<Record<string, Names>> = {
  version: { changed: 'version-changed' },
  protocol: any('protocol-changed'),
  endpoint: { added: 'endpoint-added', removed: 'endpoint-removed', changed: 'endpoint-changed' },

  operation: { added: 'operation-added', removed: 'operation-removed' },
  deletion: { added: 'deletion-added', removed: 'deletion-removed' },
  words: { changed: 'words-changed' },
  example: any('example-changed'),
  'x-access': any('access-changed'),
  'x-ram': any('permission-changed'),
  'x-long-running': { added: 'long-running-added', removed: 'long-running-removed', changed: 'long-running-changed' },
  'x-idempotency': { added: 'idempotency-added', removed: 'idempotency-removed', changed: 'idempotency-changed' },
  'x-dry-run': { added: 'dry-run-added', removed: 'dry-run-removed', changed: 'dry-run-changed' },
  'x-paging': { added: 'paging-added', removed: 'paging-removed', changed: 'paging-changed' },

  parameter: { added: 'parameter-added', removed: 'parameter-removed' },
  'required parameter': { added: 'required-parameter-added', removed: 'parameter-removed' },
  'parameter type': { changed: 'parameter-type-changed' },
  'parameter required': { added: 'parameter-required', removed: 'parameter-optional' },
  'parameter secret': any('parameter-secret-changed'),
  'parameter default': any('parameter-default-changed'),
  // Without a list a parameter takes every value.
  'parameter values': { added: 'parameter-narrowed', removed: 'parameter-widened' },
  'parameter value': { added: 'parameter-widened', removed: 'parameter-narrowed' },
  'parameter upper limit': {
    added: 'parameter-narrowed',
    removed: 'parameter-widened',
    changed: (before, after) => wider(Number(after) > Number(before)),
  },
  'parameter lower limit': {
    added: 'parameter-narrowed',
    removed: 'parameter-widened',
    changed: (before, after) => wider(Number(after) < Number(before)),
  },
  // Such as a pattern, which cannot be measured.
  'parameter limit': { added: 'parameter-narrowed', removed: 'parameter-widened', changed: 'parameter-narrowed' },

  field: { added: 'field-added', removed: 'field-removed' },
  'required field': { added: 'required-field-added', removed: 'field-removed' },
  'field type': { changed: 'field-type-changed' },
  'field required': { added: 'field-required', removed: 'field-optional' },
  'field secret': any('field-secret-changed'),
  'field values': { added: 'value-removed', removed: 'value-added' },
  'field value': { added: 'value-added', removed: 'value-removed' },
  'field *': any('field-limits-changed'),

  'error code': { added: 'error-code-added', removed: 'error-code-removed', changed: 'error-status-changed' },
  // That there is a code matters where an operation has it.
  error: {},
  'error kind': { changed: 'error-kind-changed' },
  'error message': { changed: 'error-message-changed' },
  'error case': { changed: 'error-case-changed' },
  'error meaning': { changed: 'error-meaning-changed' },
  kind: { added: 'kind-added', removed: 'kind-removed' },
  'kind code': { added: 'kind-code-added', removed: 'kind-code-removed' },
  'kind pending': { changed: 'kind-pending-changed' },

  resource: { added: 'resource-added', removed: 'resource-removed' },
  'resource title': any('resource-title-changed'),
  'resource plural': any('resource-plural-changed'),
  'resource id': any('resource-id-changed'),
  'resource prefix': any('resource-prefix-changed'),
  'resource parent': any('resource-parent-changed'),
  'resource status': any('resource-status-changed'),
  'resource locked': any('resource-locked-changed'),
  'resource deleted': any('resource-deleted-changed'),
  'resource work': any('resource-work-changed'),
  'resource atMost': any('resource-at-most-changed'),
  'resource excludes': any('resource-excludes-changed'),
  'resource name': any('resource-identity-changed'),
  'resource created': any('resource-identity-changed'),
  'resource tags': any('resource-identity-changed'),
  'resource network': any('resource-identity-changed'),
  'resource identity': any('resource-identity-changed'),
  'resource activity': any('resource-identity-changed'),
  'resource loss': any('resource-loss-changed'),
  'resource *': any('resource-metadata-changed'),
}

/** Gives the names of the differences of a kind of entry. */
export function namesOf(kind: string): Names {
  const names = table[kind] ?? table[kind.replace(/ .*/, ' *')]
  if (!names) throw new Error(`no name for a difference of ${kind}; add it to the table`)
  return names
}
