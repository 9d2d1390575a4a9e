/** Weight of a change for the users of a package. */
export type Weight = 'breaking' | 'feature' | 'repair'

/** The packages, in the order of the columns below. */
export const columns = ['core', 'client', 'poller', 'emulator', 'msw', 'cli'] as const

export type Column = (typeof columns)[number]

/** Packages that show the whole spec: each difference is a repair of them, and none breaks their users. */
export const shown: readonly string[] = ['explorer']

/** Packages that have the spec from others alone: they are released with these. */
export const dependent: readonly string[] = ['testing']

/**
 * The weight of each difference between two specs for the users of each package: **B**reaking, **F**eature, **R**epair, or nothing
 * that they see (`-`). The reasons stand in docs/decisions/0004-release-levels.md.
 */
export const rules = {
  //                                core, client, poller, emulator, msw, cli
  'operation-added': 'F F - F F F',
  'operation-removed': 'B B - B B B',
  'deletion-added': 'F F F F F F',
  'deletion-removed': 'B B B B B B',
  'access-changed': 'B B B B B B',
  'permission-changed': 'R - - - - R',
  'long-running-added': 'F - F B B F',
  'long-running-removed': 'B - B B B B',
  'long-running-changed': 'B - B B B B',
  'idempotency-added': 'F F F F F -',
  'idempotency-removed': 'B B B B B B',
  'idempotency-changed': 'B B B B B B',
  'dry-run-added': 'F F - F F F',
  'dry-run-removed': 'B B - B B B',
  'dry-run-changed': 'B B - B B B',
  'paging-added': 'F - R B B -',
  'paging-removed': 'B - R B B -',
  'paging-changed': 'B - R B B -',

  'parameter-added': 'F F - F F F',
  'required-parameter-added': 'B B - B B B',
  'parameter-removed': 'B B - B B B',
  'parameter-required': 'B B - B B B',
  // A resolver of a mock finds the parameter absent, which its type did not let happen.
  'parameter-optional': 'F F - B B F',
  'parameter-narrowed': 'B B - B B B',
  'parameter-widened': 'F F - F F F',
  'parameter-type-changed': 'B B - B B B',
  'parameter-default-changed': 'B B - B B B',
  'parameter-secret-changed': 'B R - R R B',

  'field-added': 'F F - F F F',
  // An answer that a mock gives must have it, or does not compile.
  'required-field-added': 'F F - B B F',
  'field-removed': 'B B - B B B',
  'field-type-changed': 'B B - B B B',
  'field-optional': 'B B - F F B',
  'field-required': 'F F - B B F',
  'field-secret-changed': 'B R - R R B',
  'field-limits-changed': 'R - - R R -',
  // The values of the service are open: a switch over them needs a default.
  'value-added': 'F F - F F F',
  'value-removed': 'B B - B B B',

  'error-code-added': 'F F - F F -',
  'error-code-removed': 'B B - B B -',
  'error-status-changed': 'R - - B B -',
  'error-message-changed': 'R - - R R -',
  'error-case-changed': 'R - - B B -',
  // It decides on retries, and on the error that the caller gets.
  'error-kind-changed': 'B B B R R B',
  'error-meaning-changed': 'B B B B B B',
  'kind-added': 'F F F F F F',
  'kind-removed': 'B B B B B B',
  'kind-code-added': 'F F F - - F',
  'kind-code-removed': 'B B B - - B',
  'kind-pending-changed': 'B B B - - B',

  'resource-added': 'F F F F F F',
  'resource-removed': 'B B B B B B',
  'resource-title-changed': 'R - R R - R',
  // The key of an emulator's seed.
  'resource-plural-changed': 'B - - B - R',
  'resource-id-changed': 'B B B B B B',
  'resource-prefix-changed': 'B - B B B B',
  'resource-parent-changed': 'B - B B B B',
  'resource-status-changed': 'B - B B B B',
  'resource-locked-changed': 'B - B B B B',
  'resource-deleted-changed': 'B - B B B B',
  // More is taken for work, or less: waits end better founded, and no program has to change.
  'resource-work-changed': 'R - R R R R',
  'resource-at-most-changed': 'R - - B B -',
  'resource-excludes-changed': 'R - - B B -',
  'resource-identity-changed': 'R - R - - R',
  'resource-loss-changed': 'R - - - - R',
  'resource-metadata-changed': 'B B B B B B',

  'endpoint-added': 'F F - F F F',
  'endpoint-removed': 'B B - B B B',
  'endpoint-changed': 'B B - B B B',
  'version-changed': 'B B B B B B',
  'protocol-changed': 'B B B B B B',

  'words-changed': 'R - - - - -',
  'example-changed': 'R - - R R -',
  'other-changed': 'R - - - - -',
} as const

/** The name of a difference. */
export type DifferenceName = keyof typeof rules

const weights: Readonly<Record<string, Weight>> = { B: 'breaking', F: 'feature', R: 'repair' }

/** Gives the weight of a difference for the users of each package that it touches, by the package's short name. */
export function weightsOf(name: DifferenceName): Readonly<Record<string, Weight>> {
  const letters = rules[name].split(' ')
  const built = shown.map((name): [string, Weight] => [name, 'repair'])
  const listed = columns.flatMap((column, at): [string, Weight][] => {
    const weight = weights[letters[at] ?? '']
    return weight ? [[column, weight]] : []
  })
  return Object.fromEntries([...listed, ...built])
}
