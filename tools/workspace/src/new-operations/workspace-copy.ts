import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../packages.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const ours = '@vpn-gateway'

/** Parts of the workspace that a copy needs to generate, compile and run; packages of others are linked. */
const copied = ['spec', 'packages', 'tools/codegen', 'package.json', 'tsconfig.base.json', 'vitest.config.ts', 'redocly.yaml']

/** Copies the sources of the workspace, so that a test may change them. */
export function copyWorkspace(): ReturnType<typeof temporaryFolder> {
  const copy = temporaryFolder('copy')
  const folder = copy.path
  for (const path of copied)
    cpSync(join(root, path), join(folder, path), { recursive: true, filter: (source) => !/\/(node_modules|dist|\.samples)$/.test(source) })
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, ours), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules')).filter((each) => each !== ours))
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  for (const name of readdirSync(join(folder, 'packages'))) symlinkSync(join(folder, 'packages', name), join(modules, ours, name))
  symlinkSync(join(root, 'tools/workspace'), join(modules, ours, 'workspace'))
  // The generator has a compiler of its own.
  symlinkSync(join(root, 'tools/codegen/node_modules'), join(folder, 'tools/codegen/node_modules'))
  return copy
}
