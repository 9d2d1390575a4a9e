import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installLocked } from '@vpn-gateway/workspace/locked-install'

/** The folder of what only the checks need; it has a lock file of its own. */
export const peers: string = fileURLToPath(new URL('../peers', import.meta.url))

/** Imports one of them, installed before if need be. */
export async function peer<T>(name: string): Promise<T> {
  installLocked(peers)
  const path = createRequire(join(peers, 'package.json')).resolve(name)
  return (await import(pathToFileURL(path).href)) as T
}
