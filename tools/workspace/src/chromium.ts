import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

/** The parts of a machine that decide where Chromium is. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Reports whether there is a program at a path. */
  readonly isProgram: (path: string) => boolean
  /** Path of the one that Playwright downloads. */
  readonly downloaded: string
}

/** Hint for machines without Chromium. */
export const chromiumHint =
  'get one by `apt-get install chromium-headless-shell` or `npx playwright install chromium`, or set CHROMIUM_PATH'

// The one without windows does the same work in two thirds of the time.
const names = ['chromium-headless-shell', 'chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']

/**
 * Finds Chromium at `CHROMIUM_PATH`, where Playwright put it, or on the `PATH`.
 *
 * @throws {Error} where `CHROMIUM_PATH` leads to no program.
 */
export function findChromium({ env, isProgram, downloaded }: Machine): string | undefined {
  const configured = env.CHROMIUM_PATH
  if (configured && !isProgram(configured)) throw new Error(`CHROMIUM_PATH leads to no program: ${configured}`)
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const installed = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return configured || [downloaded, ...installed].find(isProgram)
}

/** Finds the Chromium of this machine. */
export function chromiumHere(): string | undefined {
  return findChromium({ env: process.env, isProgram, downloaded: chromium.executablePath() })
}

/** Arguments that Chromium needs where the tests run, and that keep it from every other host. */
export function chromiumArguments(isRoot: boolean = process.getuid?.() === 0): string[] {
  // Chromium refuses to run as root in its sandbox; containers often have no other user.
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
