import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const bin: string = fileURLToPath(new URL('../src/bin.ts', import.meta.url))
export const sourceCondition = '--conditions=@vpn-gateway/source'

export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export const emptyHome: string = mkdtempSync(join(tmpdir(), 'vpngw-home-'))
process.on('exit', () => rmSync(emptyHome, { recursive: true, force: true }))

/** The environment of the tests, without what people set for the real service, without their profiles, and asking no instance. */
export function cleanEnv(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('ALIBABA_CLOUD_') && name !== 'FORCE_COLOR')
  return { ...Object.fromEntries(kept), NO_COLOR: '1', HOME: emptyHome, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ...extra }
}

/** Runs the command line as a shell would; it has no terminal. */
export function vpngw(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [sourceCondition, bin, ...args], { env: cleanEnv(env), cwd: emptyHome }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, stdout, stderr })
    })
  })
}
