import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OptionError } from '@vpn-gateway/core'
import type { Outcome, PlannedDeletion, PlannedGateway, TeardownPlan } from '@vpn-gateway/poller'
import { type Counts, countsOf, outcomeFields } from './output/summary.ts'

/** End of a teardown, as it stands in its report. */
export interface Ended {
  readonly outcomes: readonly Outcome[]
  readonly exitCode: number
  /** The journal, where there is something to go on with. */
  readonly journal?: string
  /** The command that goes on. */
  readonly goOn?: string
}

/** The report of a teardown: its plans with everything that was read, before anything is sent, and how it ended, when it has. */
export class Report {
  readonly #path: string
  readonly #begun: Readonly<Record<string, unknown>>

  /** @throws {OptionError} `--report` for a file that is there already, or that cannot be written. */
  constructor(path: string, places: readonly string[], plans: readonly TeardownPlan[]) {
    this.#path = path
    this.#begun = { version: 1, startedAt: new Date().toISOString(), places, plans }
    if (existsSync(path)) throw new OptionError('--report', 'is there already; what it tells of is kept, so name another file')
    this.#write({ ...this.#begun, ended: false })
  }

  end({ outcomes, exitCode, journal, goOn }: Ended): void {
    const counts: Counts = countsOf(outcomes)
    const end = { endedAt: new Date().toISOString(), exitCode, journal, goOn, counts, outcomes: outcomes.map(outcomeFields) }
    this.#write({ ...this.#begun, ended: true, ...end })
  }

  /** Replaces the file as a whole, so that a reader never finds half of it. */
  #write(report: object): void {
    const half = `${this.#path}.${process.pid}.part`
    try {
      writeFileSync(half, `${JSON.stringify(report, undefined, 2)}\n`, { mode: 0o600 })
      renameSync(half, this.#path)
    } catch (error) {
      rmSync(half, { force: true })
      throw new OptionError('--report', `cannot be written (${(error as NodeJS.ErrnoException).code})`)
    }
  }
}

/**
 * Writes what was read of each resource to a folder, a file each, so that it can be made again. What an earlier run has written stays.
 *
 * @throws {OptionError} `--keep` for a folder that cannot be written.
 */
export function keepFields(folder: string, { regionId, atMs, deletions, gateways }: TeardownPlan): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const each of [...deletions, ...gateways]) keepOne(folder, each, { regionId, readAt: new Date(atMs).toISOString() })
  } catch (error) {
    throw new OptionError('--keep', `must be a folder that can be written (${(error as NodeJS.ErrnoException).code})`)
  }
}

function keepOne(folder: string, { id, fields }: PlannedDeletion | PlannedGateway, more: object): void {
  if (!fields) return
  try {
    writeFileSync(join(folder, `${id}.json`), `${JSON.stringify({ id, ...more, fields }, undefined, 2)}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
