import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSpec } from '@vpn-gateway/codegen/document'
import { releasedAt, specAt } from './released.ts'
import { surfaceOf } from './surface/surface.ts'
import { publishedOf, shortName, workspaceAt } from './workspace.ts'

/** Keeps what is released now, for the next check to compare with. */
export async function keepReleased(root: string): Promise<void> {
  const { folder, spec, surface } = releasedAt(root)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(spec, `${JSON.stringify(readSpec(specAt(root)).document, null, 2)}\n`)
  for (const { name, folder: from } of publishedOf(await workspaceAt(root))) {
    const to = surface(shortName(name))
    mkdirSync(to, { recursive: true })
    for (const [file, text] of Object.entries(surfaceOf(from))) writeFileSync(join(to, file), text)
  }
}
