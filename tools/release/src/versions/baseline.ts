import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Paths of the copy of what was released last. */
export interface Baseline {
  readonly folder: string
  readonly spec: string
  /** The surface of a package, by its short name. */
  readonly surface: (short: string) => string
  /** Whether anything was released yet. */
  readonly isThere: boolean
}

/** The spec of a workspace. */
export function specAt(root: string): string {
  return join(root, 'spec/vpn-gateway.yaml')
}

/** Locates the baseline of a workspace: written by `npm run version-packages`, absent before the first release. */
export function baselineAt(root: string): Baseline {
  const folder = join(root, 'tools/release/baseline')
  const spec = join(folder, 'openapi.json')
  return { folder, spec, surface: (short) => join(folder, 'api', short), isThere: existsSync(spec) }
}
