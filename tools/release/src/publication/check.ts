import type { Tarballs } from '@vpn-gateway/workspace/tarballs'

/** A package as it would be published. */
export interface Packed {
  readonly name: string
  /** Where its tarball was unpacked, beside the other packages as an install has them. */
  readonly folder: string
}

/** Everything that would be published. */
export interface Packing {
  readonly tarballs: Tarballs
  readonly packed: readonly Packed[]
}

/** What stands against a release. */
export interface Problem {
  /** The package that has it. */
  readonly package: string
  /** The rule that is broken. */
  readonly rule: string
  /** What is wrong, and what to do about it. */
  readonly remedy: string
}

/** One rule that a package must keep; gives what is wrong and what to do about it, nothing where all is well. */
export interface Check {
  readonly rule: string
  remedies(packed: Packed): Iterable<string> | Promise<Iterable<string>>
}

/** What packages break. */
export async function problemsOf(checks: readonly Check[], packed: readonly Packed[]): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const each of packed)
    for (const { rule, remedies } of checks) for (const remedy of await remedies(each)) problems.push({ package: each.name, rule, remedy })
  return problems
}
