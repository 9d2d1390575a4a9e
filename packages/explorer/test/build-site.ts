import { rmSync } from 'node:fs'
import { siteFolder } from '../src/source.node.ts'

let folder: URL | undefined

/** Builds the page, and tells the tests where it is. */
export async function setup(): Promise<void> {
  folder = await siteFolder()
  process.env.EXPLORER_SITE = folder.href
}

export function teardown(): void {
  if (folder) rmSync(folder, { recursive: true, force: true })
}
