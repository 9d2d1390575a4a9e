import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Gives what a program of `programs/` measured of its memory. */
export async function measured(program: string, argument = ''): Promise<ReturnType<typeof JSON.parse>> {
  const path = fileURLToPath(new URL(`programs/${program}.ts`, import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--conditions=@vpn-gateway/source', path, argument])
  return JSON.parse(stdout)
}
