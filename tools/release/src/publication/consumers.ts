import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '@vpn-gateway/workspace/packages'
import { fromTarballs, type Tarballs } from '@vpn-gateway/workspace/tarballs'
import type { Problem } from './check.ts'

const run = promisify(execFile)

/** Manifest of a consumer. Its lock file has the packages of others; ours are named here, and installed from tarballs. */
interface ConsumerManifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly vpnGateway: {
    /** Packages of ours that it depends on. */
    readonly packages: readonly string[]
    /** Files of other consumers and tools that it also uses, by their path from its folder. */
    readonly files?: readonly string[]
    /** Platforms and processors that it is limited to, as Node names them. */
    readonly only?: readonly string[]
  }
  readonly scripts: { readonly check: string }
}

const consumers: string = join(root, 'tools/release/consumers')

/** Lists the projects that use the packages as users do, by the names of their folders. */
export function consumerNames(): string[] {
  return readdirSync(consumers)
    .filter((name) => existsSync(join(consumers, name, 'package.json')))
    .sort()
}

/** Two at once: most machines have two processors, and installing waits for the disk in between. */
const atOnce = 2

/**
 * Installs and runs every consumer.
 *
 * @param print receives the output of each, and its time
 */
export async function consumerProblems(folder: string, tarballs: Tarballs, print: (line: string) => void): Promise<Problem[]> {
  const problems: Problem[] = []
  const waiting = consumerNames()[Symbol.iterator]()
  const next = async () => {
    for (const name of waiting) {
      const startedAt = performance.now()
      const { output, failed } = await runConsumer(name, join(folder, 'consumers', name), tarballs)
      print(`${name}: ${failed ? 'FAILED' : 'ok'} after ${Math.round((performance.now() - startedAt) / 1000)} s`)
      for (const line of output.split('\n').filter(Boolean)) print(`  ${line}`)
      if (failed) problems.push({ package: `tools/release/consumers/${name}`, rule: 'consumer', remedy: firstError(output) })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, next))
  return problems
}

/** Result of a consumer. */
export interface ConsumerResult {
  readonly output: string
  readonly failed: boolean
}

/**
 * Copies a consumer into a folder that is not there yet, installs it with the packages of the tarballs, and runs its script `check`.
 *
 * @param plant changes the copy before it is installed
 */
export async function runConsumer(
  name: string,
  folder: string,
  tarballs: Tarballs,
  plant: (folder: string) => void = () => {},
): Promise<ConsumerResult> {
  const source = join(consumers, name)
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as ConsumerManifest
  const { packages, files = [], only } = manifest.vpnGateway
  const here = `${process.platform}-${process.arch}`
  if (only && !only.includes(here)) return { output: `skipped: it is not for ${here}`, failed: false }
  mkdirSync(folder, { recursive: true })
  cpSync(source, folder, { recursive: true, filter: (path) => basename(path) !== 'node_modules' })
  for (const file of files) cpSync(join(source, file), join(folder, basename(file)), { recursive: true })
  const ours = fromTarballs(tarballs, packages)
  const dependencies = { ...manifest.dependencies, ...ours.dependencies }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, dependencies, overrides: ours.overrides }))
  plant(folder)
  try {
    // What the lock file names stays as it is; only ours is added.
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'], { cwd: folder })
    const { stdout } = await run('npm', ['run', '--silent', 'check'], { cwd: folder, maxBuffer: 64e6 })
    return { output: stdout, failed: false }
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string }
    return { output: `${stdout}\n${stderr}` || message, failed: true }
  }
}

/** Gives the first line of an output that names an error. */
function firstError(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  return `it fails, for example with: ${(lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'no output').trim()}`
}
