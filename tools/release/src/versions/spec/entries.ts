import type { DifferenceName } from '../rules.ts'

/** One thing that a spec says. */
export interface Entry {
  /** Its name for people: an operation with its parameter or field, a code, a resource. */
  readonly place: string
  readonly value?: unknown
  /** Key of the entry that it is a part of: parts of what came or went are not listed again. */
  readonly owner?: string
  /** Marks what the poller sends in a deletion: a required parameter, or the idempotency token. */
  readonly isOfPoller?: boolean
}

/** The entries of a spec, by keys that do not depend on the order of the file. */
export class Entries {
  readonly #entries = new Map<string, Entry & { readonly names: Names }>()

  /** Adds an entry of a kind; gives its key. */
  add(kind: string, entry: Entry, key: string = `${kind} ${entry.place}`): string {
    this.#entries.set(key, { ...entry, names: namesOf(kind) })
    return key
  }

  get(key: string): (Entry & { readonly names: Names }) | undefined {
    return this.#entries.get(key)
  }

  keys(): string[] {
    return [...this.#entries.keys()]
  }
}

/** Names of the differences of an entry; without one a difference is of no interest by itself. */
interface Names {
  readonly added?: DifferenceName
  readonly removed?: DifferenceName
  readonly changed?: DifferenceName | ((before: unknown, after: unknown) => DifferenceName)
}

const always = (name: DifferenceName): Names => ({ added: name, removed: name, changed: name })
const comesAndGoes = <Name extends string>(name: Name) =>
  ({ added: `${name}-added`, removed: `${name}-removed`, changed: `${name}-changed` }) as const
const ofResources = (fields: string, name?: DifferenceName) =>
  Object.fromEntries(
    fields.split(' ').map((field) => [`resource ${field}`, always(name ?? (`resource-${field}-changed` as DifferenceName))]),
  )
const wider = (isWider: boolean): DifferenceName => (isWider ? 'parameter-widened' : 'parameter-narrowed')

/**
 * The name of each difference between two specs, by the kind of entry that came, went or changed; `*` stands for every other
 * part.
 */
const table: Readonly<Record<string, Names>> = {
  version: { changed: 'version-changed' },
  protocol: always('protocol-changed'),
  endpoint: comesAndGoes('endpoint'),

  operation: { added: 'operation-added', removed: 'operation-removed' },
  deletion: { added: 'deletion-added', removed: 'deletion-removed' },
  words: { changed: 'words-changed' },
  example: always('example-changed'),
  'x-access': always('access-changed'),
  'x-ram': always('permission-changed'),
  'x-long-running': comesAndGoes('long-running'),
  'x-idempotency': comesAndGoes('idempotency'),
  'x-dry-run': comesAndGoes('dry-run'),
  'x-paging': comesAndGoes('paging'),

  parameter: { added: 'parameter-added', removed: 'parameter-removed' },
  'required parameter': { added: 'required-parameter-added', removed: 'parameter-removed' },
  'parameter type': { changed: 'parameter-type-changed' },
  'parameter required': { added: 'parameter-required', removed: 'parameter-optional' },
  'parameter secret': always('parameter-secret-changed'),
  'parameter default': always('parameter-default-changed'),
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
  'field secret': always('field-secret-changed'),
  'field values': { added: 'value-removed', removed: 'value-added' },
  'field value': { added: 'value-added', removed: 'value-removed' },
  'field *': always('field-limits-changed'),

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
  ...ofResources('title plural id prefix parent status locked deleted work loss'),
  'resource atMost': always('resource-at-most-changed'),
  'resource excludes': always('resource-excludes-changed'),
  // The fields by which people know a resource.
  ...ofResources('name created tags network identity activity', 'resource-identity-changed'),
  'resource *': always('resource-metadata-changed'),
}

/** Gives the names of the differences of a kind of entry. */
function namesOf(kind: string): Names {
  const names = table[kind] ?? table[kind.replace(/ .*/, ' *')]
  if (!names) throw new Error(`no name for a difference of ${kind}; add it to the table`)
  return names
}
