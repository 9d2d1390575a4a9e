import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installLocked } from '@vpn-gateway/workspace/locked-install'
import { root } from '@vpn-gateway/workspace/packages'

/** The folder of what only the checks need; it has a lock file of its own. */
export const peers: string = join(root, 'tools/release/peers/publication')

/** Imports one of them, installed before if need be. */
export async function peer<T>(name: string): Promise<T> {
  const path = installLocked(peers).resolve(name)
  return (await import(pathToFileURL(path).href)) as T
}
