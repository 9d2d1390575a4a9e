import { backoffMs, clipped, elapsed } from '../delay.ts'
import { DeletionError, isPassing } from '../errors.ts'
import { type Parent, type ParentStatus, readParent } from '../service/parent.ts'
import type { TeardownContext } from './context.ts'

/** Whether a gateway reads free now; what cannot be read in passing does not. */
export async function readsFree({ service, signal }: TeardownContext, parent: Parent): Promise<boolean> {
  const status = await readParent(service, parent, parent.id, signal).catch((error): ParentStatus | undefined => {
    if (isPassing(error) && !signal?.aborted) return undefined
    throw error
  })
  return status?.parent === 'settled'
}

/** @throws {DeletionError} `GatewayOccupied` where it does not read free in time. */
export async function untilFree(context: TeardownContext, parent: Parent): Promise<void> {
  const { settings, signal, timeoutMs } = context
  const { clock, backoff, random } = settings
  const endsAt = elapsed(clock) + timeoutMs
  for (let step = 0; !(await readsFree(context, parent)); step += 1) {
    const leftMs = endsAt - elapsed(clock)
    if (leftMs <= 0) throw new DeletionError('GatewayOccupied', parent.id, `it works on something else for ${timeoutMs} ms`)
    await clock.sleep(clipped(backoffMs(backoff, step, random), leftMs), signal)
  }
}
