import type { ErrorKind } from '@vpn-gateway/core'
import { errorAdvice } from '@vpn-gateway/core/catalogue'
import type { CallResult } from '../call/send.ts'
import { type EmulatorState, rootOf } from '../emulator/emulator-state.ts'
import { workNow, workOn } from '../emulator/work.ts'
import { idsIn } from '../spec/resources.ts'

/** Advice on an error. */
interface Remedy {
  readonly words: string
  /** Time to send the same call again; absent where that makes no sense. */
  readonly again?: 'now' | 'later'
}

const byItself = 'The poller does this by itself.'

/** Gives advice on the error of a call, for the current state of the emulator. */
export function remedyFor(kind: ErrorKind, { parameters }: CallResult, emulator: EmulatorState): Remedy {
  if (kind === 'stop' || kind === 'gone' || kind === 'passed') return { words: errorAdvice[kind] }
  if (kind !== 'busy') return { words: `${errorAdvice[kind]} ${byItself}`, again: 'later' }
  const [id = ''] = idsIn(parameters)
  const own = workOn(emulator, id)
  if (own && own.endedAtMs === undefined) return { words: `Nothing: ${id} is being deleted already. Wait until it is gone.` }
  if (own && !own.failed && !emulator.resources.some((each) => each.id === id)) return { words: `Nothing: ${id} is gone.` }
  return workNow(emulator, rootOf(emulator, id))
    ? { words: `${errorAdvice.busy} ${byItself}`, again: 'later' }
    : { words: 'Send the same call again.', again: 'now' }
}
