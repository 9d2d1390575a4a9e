import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where a copy of what was released last is kept. */
export interface Released {
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

/** What was released last: written by `npm run version-packages`, absent before the first release. */
export function releasedAt(root: string): Released {
  const folder = join(root, 'tools/versioning/released')
  const spec = join(folder, 'openapi.json')
  return { folder, spec, surface: (short) => join(folder, 'api', short), isThere: existsSync(spec) }
}
