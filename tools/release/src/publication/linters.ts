import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { installLocked } from '@vpn-gateway/workspace/locked-install'
import { manifestOf } from '@vpn-gateway/workspace/packages'
import { type Check, peers } from './check.ts'

const run = promisify(execFile)

/** `publint --strict`: runtimes and bundlers find what the manifest leads to. */
export const publint: Check = {
  rule: 'publint',
  remedies: ({ folder }) => complaints('publint', folder, '--strict', '--pack', 'false'),
}

/** `attw --profile esm-only`: each compiler finds the declarations, and they are of what runs. */
export const attw: Check = {
  rule: 'attw',
  remedies({ folder }) {
    const untyped = Object.keys(manifestOf(folder).exports).filter((entry) => entry.endsWith('.yaml'))
    const exclusions = untyped.length === 0 ? [] : ['--exclude-entrypoints', ...untyped]
    return complaints('attw', '--pack', folder, '--profile', 'esm-only', '--no-emoji', '--no-color', '--format', 'ascii', ...exclusions)
  },
}

/** Runs a command of the peers. @returns its output where it fails or has a suggestion */
async function complaints(command: string, ...args: readonly string[]): Promise<string[]> {
  installLocked(peers)
  const program = join(peers, 'node_modules/.bin', command)
  const { code, stdout, stderr } = await run(process.execPath, [program, ...args], { env: { ...process.env, NO_COLOR: '1' } }).then(
    (output) => ({ code: 0, ...output }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
  return code === 0 && !stdout.includes('Suggestions:') ? [] : [`${stdout} ${stderr}`.replace(/\s+/g, ' ').trim()]
}
