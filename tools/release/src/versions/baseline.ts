import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getPackages } from '@manypkg/get-packages'
import { readSpec } from '@vpn-gateway/codegen/document'
import { root } from '@vpn-gateway/workspace/packages'
import { publishedOf, shortName } from './published.ts'
import { surfaceOf } from './surface/surface.ts'

/** Paths of the copy of what was released last. */
export interface Baseline {
  readonly folder: string
  readonly spec: string
  /** The surface of a package, by its short name. */
  readonly surface: (short: string) => string
  /** True where there was a release. */
  readonly isThere: boolean
}

/** The spec of a workspace. */
export function specAt(workspace: string): string {
  return join(workspace, 'spec/vpn-gateway.yaml')
}

/** Locates the baseline of a workspace: written by `npm run version-packages`, absent before the first release. */
export function baselineAt(workspace: string): Baseline {
  const folder = join(workspace, 'tools/release/baseline')
  const spec = join(folder, 'openapi.json')
  return { folder, spec, surface: (short) => join(folder, 'api', short), isThere: existsSync(spec) }
}

/** Writes the baseline of a workspace: the spec and the surfaces that the next check compares with. */
export async function writeBaseline(workspace: string): Promise<void> {
  const { folder, spec, surface } = baselineAt(workspace)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(spec, `${JSON.stringify(readSpec(specAt(workspace)).document, null, 2)}\n`)
  for (const { name, folder: from } of publishedOf(await getPackages(workspace))) {
    const to = surface(shortName(name))
    mkdirSync(to, { recursive: true })
    for (const [file, text] of Object.entries(surfaceOf(from))) writeFileSync(join(to, file), text)
  }
}

// The script of `npm run version-packages`.
if (import.meta.main) await writeBaseline(root)
