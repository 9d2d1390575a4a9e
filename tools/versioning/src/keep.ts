import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { readSpec } from '@vpn-gateway/codegen/document'
import { releasedAt, specAt } from './released.ts'

/** Keeps what is released now, for the next check to compare with. */
export function keepReleased(root: string): void {
  const { folder, spec } = releasedAt(root)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(spec, `${JSON.stringify(readSpec(specAt(root)).document, null, 2)}\n`)
}
