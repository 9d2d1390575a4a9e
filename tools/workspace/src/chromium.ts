import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

/** What tells where a Chromium is. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether a program is there. */
  readonly isProgram: (path: string) => boolean
  /** Where Playwright puts the one that it downloads. */
  readonly downloaded: string
}

/** How to get a Chromium, for who has none. */
export const chromiumHint = 'get one by `apt-get install chromium` or `npx playwright install chromium`, or set CHROMIUM_PATH'

const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']

/**
 * Where Chromium is: where `CHROMIUM_PATH` says, where Playwright put it, or on the `PATH`.
 *
 * @throws {Error} where `CHROMIUM_PATH` leads to no program.
 */
export function findChromium({ env, isProgram, downloaded }: Surroundings): string | undefined {
  const told = env.CHROMIUM_PATH
  if (told && !isProgram(told)) throw new Error(`CHROMIUM_PATH leads to no program: ${told}`)
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const installed = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return told || [downloaded, ...installed].find(isProgram)
}

/** Where the Chromium of this machine is. */
export function chromiumHere(): string | undefined {
  return findChromium({ env: process.env, isProgram, downloaded: chromium.executablePath() })
}

/** Arguments that Chromium needs where the tests run, and that keep it from every other host. */
export function chromiumArguments(isRoot: boolean = process.getuid?.() === 0): string[] {
  // Chromium refuses to run as root in its sandbox; containers often have nobody else.
  return ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost', ...(isRoot ? ['--no-sandbox'] : [])]
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

// For scripts and for nx: prints where Chromium is.
if (import.meta.main) console.log(chromiumHere() ?? `no Chromium: ${chromiumHint}`)
