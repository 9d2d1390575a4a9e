import { join } from 'node:path'
import { root } from '@vpn-gateway/workspace/packages'

/** A package as it would be published. */
export interface Packed {
  readonly name: string
  /** Where its tarball was unpacked, beside the other packages as an install has them. */
  readonly folder: string
}

/** What stands against a release. */
export interface Problem {
  readonly package: string
  /** The rule that is broken. */
  readonly rule: string
  /** What is wrong, and what to do about it. */
  readonly remedy: string
}

/** One rule for a package; gives what is wrong and what to do about it, nothing where all is well. */
export interface Check {
  readonly rule: string
  remedies(packed: Packed): Iterable<string> | Promise<Iterable<string>>
}

/** Folder of what only the checks need; it has a lock file of its own. */
export const peers: string = join(root, 'tools/release/peers/publication')
