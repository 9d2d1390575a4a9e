import { join } from 'node:path'
import { root } from '@vpn-gateway/workspace/packages'

/** A package as it would be published. */
export interface Packed {
  readonly name: string
  /** Folder of its unpacked tarball, beside the other packages as an install has them. */
  readonly folder: string
}

/** A reason not to release. */
export interface Problem {
  readonly package: string
  /** The rule that is broken. */
  readonly rule: string
  /** The fault, and its remedy. */
  readonly remedy: string
}

/** One rule for a package. @returns each fault with its remedy */
export interface Check {
  readonly rule: string
  remedies(packed: Packed): Iterable<string> | Promise<Iterable<string>>
}

/** Folder of what only the checks need; it has a lock file of its own. */
export const peers: string = join(root, 'tools/release/peers/publication')
