import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes an empty folder of the system's, which is removed at the end of its scope. */
export function temporaryFolder(name: string): { readonly path: string } & Disposable {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `vpn-gateway-${name}-`)))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
