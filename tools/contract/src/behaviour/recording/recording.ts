import { readdirSync, readFileSync } from 'node:fs'
import type { Effect, World } from '../service.ts'

/** One answer, without what tells who was asked and by whom. */
export interface Interaction {
  /** The parameters of the request, signatures and keys aside. */
  readonly request: string
  readonly status: number
  readonly type: string
  readonly body: string
}

/** What the service answered on a day. */
export interface Recording {
  readonly version: 1
  /** For example `2026-01-31`. */
  readonly recordedOn: string
  /** What was allowed then. */
  readonly allows: readonly Effect[]
  readonly world: World
  /** In the order of the answers. */
  readonly interactions: readonly Interaction[]
}

/** Where recordings are kept. */
export const recordingsFolder: URL = new URL('../../../recordings/', import.meta.url)

/** The newest recording in a folder, if there is one. */
export function newestRecording(folder: URL = recordingsFolder): Recording | undefined {
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .at(-1)
  return newest === undefined ? undefined : (JSON.parse(readFileSync(new URL(newest, folder), 'utf8')) as Recording)
}
