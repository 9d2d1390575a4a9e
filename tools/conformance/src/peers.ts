import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { installLocked } from '@vpn-gateway/workspace/locked-install'

const folder = fileURLToPath(new URL('../peers/', import.meta.url))

/** Installs the official clients, and gives a `require` for them. */
export function installPeers(): NodeJS.Require {
  installLocked(folder)
  return createRequire(`${folder}package.json`)
}
