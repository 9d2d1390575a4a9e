import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The spec of a workspace. */
export function specAt(root: string): string {
  return join(root, 'spec/vpn-gateway.yaml')
}

/** What was released last: written by `npm run version-packages`, absent before the first release. */
export function releasedAt(root: string): { readonly folder: string; readonly spec: string; readonly isThere: boolean } {
  const folder = join(root, 'tools/versioning/released')
  const spec = join(folder, 'openapi.json')
  return { folder, spec, isThere: existsSync(spec) }
}
