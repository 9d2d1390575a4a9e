import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { OptionError } from '@vpn-gateway/core'
import type { Outcome, PlannedDeletion, PlannedGateway, TeardownPlan } from '@vpn-gateway/poller'
import { failureFields } from './output/failure.ts'
import { countsOf, outcomeFields } from './output/summary.ts'
import { readText } from './read-file.ts'

/** The journal of a teardown, and the command that goes on with it. */
export interface WayOn {
  readonly journal?: string
  readonly goOn?: string
}

/** Time at which something of a plan was read again, after the plan was made. */
interface ReadAnew {
  readonly readAtMs?: number
}

/** End of a teardown, as it stands in its report. */
export interface Ended extends WayOn {
  readonly outcomes: readonly Outcome[]
  /** Errors that ended the teardown, or a region of it, before its time. */
  readonly failures: readonly unknown[]
  readonly exitCode: number
}

/** The report of a teardown: its plans with everything that was read, before anything is sent, and how it ended, when it has. */
export class Report {
  readonly #path: string
  readonly #begun: Readonly<Record<string, unknown>>

  /** @throws {OptionError} `--report` for a file that is there already, or that cannot be written. */
  constructor(path: string, places: readonly string[], plans: readonly TeardownPlan[], wayOn: WayOn) {
    this.#path = path
    this.#begun = { version: 1, startedAt: new Date().toISOString(), places, plans }
    this.#reserve()
    try {
      this.#write({ ...this.#begun, ended: false, ...wayOn })
    } catch (error) {
      // An empty file would refuse the next command.
      rmSync(path, { force: true })
      throw error
    }
  }

  end({ outcomes, failures, exitCode, journal, goOn }: Ended): void {
    const errors = failures.length > 0 ? failures.map(failureFields) : undefined
    const end = {
      endedAt: new Date().toISOString(),
      exitCode,
      journal,
      goOn,
      errors,
      counts: countsOf(outcomes),
      outcomes: outcomes.map(outcomeFields),
    }
    this.#write({ ...this.#begun, ended: true, ...end })
  }

  /** Makes the file, empty until the report takes its place; no other process can have made it meanwhile. */
  #reserve(): void {
    try {
      writeFileSync(this.#path, '', { flag: 'wx', mode: 0o600 })
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw isThere()
      throw unwritable(error)
    }
  }

  /** Replaces the file as a whole, so that a reader never finds half of it. */
  #write(report: object): void {
    const half = `${this.#path}.${process.pid}.part`
    try {
      writeFileSync(half, `${JSON.stringify(report, undefined, 2)}\n`, { mode: 0o600 })
      renameSync(half, this.#path)
    } catch (error) {
      rmSync(half, { force: true })
      throw unwritable(error)
    }
  }
}

const isThere = () => new OptionError('--report', 'is there already; what it holds is kept, so name another file')

/** @throws {OptionError} `--report` for a file that is there already, or whose folder is not: nobody is to answer a question first. */
export function requireNew(path: string | undefined): void {
  if (path === undefined) return
  if (existsSync(path)) throw isThere()
  if (!existsSync(dirname(path))) throw unwritable({ code: 'ENOENT' })
}

function unwritable(error: unknown): OptionError {
  return new OptionError('--report', `cannot be written (${codeOf(error)})`)
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}

/**
 * Writes what was read of each resource to a folder, a file each, so that it can be made again. Nothing is overwritten: what was read
 * otherwise before stays beside it.
 *
 * @param plan of which each id is one, as a plan that was parsed has: it names a file
 * @throws {OptionError} `--keep` for a folder that cannot be written.
 */
export async function keepFields(folder: string, { regionId, atMs, deletions, gateways }: TeardownPlan): Promise<void> {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
    for (const each of [...deletions, ...gateways]) await keepOne(folder, each, { regionId, atMs })
  } catch (error) {
    throw new OptionError('--keep', `must be a folder that can be written, or a new one in a folder that is there (${codeOf(error)})`)
  }
}

async function keepOne(
  folder: string,
  { id, fields, readAtMs }: (PlannedDeletion | PlannedGateway) & ReadAnew,
  { regionId, atMs }: { readonly regionId: string | undefined; readonly atMs: number },
): Promise<void> {
  if (!fields) return
  const readAt = new Date(readAtMs ?? atMs).toISOString()
  const text = `${JSON.stringify({ id, regionId, readAt, fields }, undefined, 2)}\n`
  const later = `${id}.${readAt.replace(/[-:]|\..*/g, '')}`
  for (let at = 0; ; at += 1) {
    const path = join(folder, `${[id, later][at] ?? `${later}-${at}`}.json`)
    try {
      writeFileSync(path, text, { flag: 'wx', mode: 0o600 })
      return
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      if (isSameRead(await readText(path, longestKept), fields)) return
    }
  }
}

/** Most bytes of a kept file: ours are much shorter. */
const longestKept = 2 ** 26

function isSameRead(text: string | undefined, fields: object): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text ?? '').fields, JSON.parse(JSON.stringify(fields)))
  } catch {
    return false
  }
}
