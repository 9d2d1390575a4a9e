import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSpec } from '@vpn-gateway/codegen/document'
import { root } from '@vpn-gateway/workspace/packages'
import { baselineAt, specAt } from './baseline.ts'
import { surfaceOf } from './surface/surface.ts'
import { publishedOf, shortName, workspaceAt } from './workspace.ts'

/** Writes the baseline of a workspace: the spec and the surfaces that the next check compares with. */
export async function writeBaseline(workspace: string): Promise<void> {
  const { folder, spec, surface } = baselineAt(workspace)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(spec, `${JSON.stringify(readSpec(specAt(workspace)).document, null, 2)}\n`)
  for (const { name, folder: from } of publishedOf(await workspaceAt(workspace))) {
    const to = surface(shortName(name))
    mkdirSync(to, { recursive: true })
    for (const [file, text] of Object.entries(surfaceOf(from))) writeFileSync(join(to, file), text)
  }
}

// The script of `npm run version-packages`.
if (import.meta.main) await writeBaseline(root)
