import { readdirSync, readFileSync } from 'node:fs'
import type { Effect, Fixture } from '../service.ts'

/** One answer, without secrets and ids of the account. */
export interface Interaction {
  /** The parameters of the request, signatures and keys aside. */
  readonly request: string
  readonly status: number
  readonly type: string
  readonly body: string
}

/** Answers of the service on one day. */
export interface Recording {
  readonly version: 1
  /** For example `2026-01-31`. */
  readonly recordedOn: string
  /** Effects that were allowed. */
  readonly allows: readonly Effect[]
  readonly fixture: Fixture
  /** In the order of the answers. */
  readonly interactions: readonly Interaction[]
}

/** Folder of the recordings. */
export const recordingsFolder: URL = new URL('../../../recordings/', import.meta.url)

/** Reads the newest recording of a folder, if there is one. */
export function newestRecording(folder: URL = recordingsFolder): Recording | undefined {
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .at(-1)
  return newest === undefined ? undefined : (JSON.parse(readFileSync(new URL(newest, folder), 'utf8')) as Recording)
}
