import type { ErrorKind } from '@vpn-gateway/core'
import { errorAdvice } from '@vpn-gateway/core/catalogue'
import type { Answered } from '../call/send.ts'
import { workNow, workOn } from '../emulator/work.ts'
import { rootOf, type World } from '../emulator/world.ts'
import { idsIn } from '../spec/resources.ts'

/** What to do about an error. */
interface Remedy {
  readonly words: string
  /** When the same call may be sent again; nothing where that makes no sense. */
  readonly again?: 'now' | 'later'
}

const byItself = 'The poller does this by itself.'

/** What to do about an error of a call, with the emulator as it is now. */
export function remedyFor(kind: ErrorKind, { parameters }: Answered, world: World): Remedy {
  if (kind === 'stop' || kind === 'gone' || kind === 'passed') return { words: errorAdvice[kind] }
  if (kind !== 'busy') return { words: `${errorAdvice[kind]} ${byItself}`, again: 'later' }
  const [id = ''] = idsIn(parameters)
  const own = workOn(world, id)
  if (own && own.endedAtMs === undefined) return { words: `Nothing: ${id} is being deleted already. Wait until it is gone.` }
  if (own && !own.failed && !world.resources.some((each) => each.id === id)) return { words: `Nothing: ${id} is gone.` }
  return workNow(world, rootOf(world, id))
    ? { words: `${errorAdvice.busy} ${byItself}`, again: 'later' }
    : { words: 'Send the same call again.', again: 'now' }
}
