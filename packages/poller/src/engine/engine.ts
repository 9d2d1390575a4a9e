import { resourceMetadata } from '@vpn-gateway/core'
import { type DeletionOptions, type DeletionSettings, settingsOf } from '../options.ts'
import { checkScope } from '../scope.ts'
import { checkedReader, type DeletionReader, readerOf } from '../service/reader.ts'
import type { DeletableRef } from '../service/resource-ref.ts'
import { type DeletionClient, DeletionService } from '../service/service.ts'
import { growingPace, type Pace } from './pace.ts'
import type { DeletionState } from './state.ts'

/** Options of a step. */
export interface StepOptions extends DeletionOptions {
  /** Ends the step; the state that was given stays good. */
  readonly signal?: AbortSignal | undefined
  /** Source of observations, so that one reading can serve many deletions. @defaultValue a request for each */
  readonly reader?: DeletionReader | undefined
  /** Sends an accepted deletion again, once, with a new token, where no work has shown for `startTimeoutMs`. @defaultValue false */
  readonly resend?: boolean | undefined
}

/** Dependencies and settings that the steps of a deletion share. */
export interface Engine {
  readonly service: DeletionService
  readonly reader: DeletionReader
  readonly settings: DeletionSettings
  readonly pace: Pace
  /** Set where others verify absences, so that a deletion is left in the phase `idle`. */
  readonly leavesAbsence: boolean
  /** Says whether a second answer has named the gateway of a deletion that is to be sent; one alone may be wrong. */
  readonly isResolved: (state: DeletionState) => boolean
  /**
   * Says whether a deletion may be sent, before it is on record as sent and before it is sent again: false where its resource must be shown
   * by a read, and is absent. Rejects where nothing names it any more.
   *
   * @param signal the one of the step, past which nothing is read
   */
  readonly admit: (state: DeletionState, signal: AbortSignal | undefined) => Promise<boolean>
  /** Says whether a deletion of which no work shows may be sent again. */
  readonly resend: (state: DeletionState) => boolean
}

/** Makes the dependencies of the steps. @throws {OptionError} for options that cannot be used, and for another scope. */
export function engineOf(client: DeletionClient, state: DeletionState, options: StepOptions): Engine {
  const settings = settingsOf(client, options, ['reader', 'resend'])
  const service = new DeletionService(client, once, options.regionId, state.regionId)
  checkScope(state, service.scope)
  const { resend = false } = options
  const reader = options.reader === undefined ? readerOf(service) : checkedReader(options.reader)
  const pace = growingPace(settings.backoff, settings.random)
  return { ...alone, service, reader, settings, pace, resend: () => resend }
}

/** Dependencies of a deletion that nothing but its own readings assists. */
export const alone = { leavesAbsence: false, isResolved: (): boolean => false, admit: async (): Promise<boolean> => true } as const

/** An attempt of its own for each request: what failed is for the next step. */
export const once = <T>(attempt: () => Promise<T>): Promise<T> => attempt()

/** The resource of a state, with its gateway. */
export function refOf({ resource: kind, id, parentId }: DeletionState): DeletableRef {
  const { parent } = resourceMetadata(kind)
  return { kind, id, ...(parent && parentId !== undefined && { parent: { kind: parent.resource, id: parentId } }) }
}
