import type { Clock } from '@vpn-gateway/core'
import type * as pieces from './later.ts'

let loaded: typeof pieces | undefined

/** Gives what is loaded when it is first needed, at once where it is there already. A virtual clock stands still meanwhile. */
export function later(clock?: Clock): typeof pieces | Promise<typeof pieces> {
  return loaded ?? load(clock)
}

async function load(clock: Clock | undefined): Promise<typeof pieces> {
  loaded ??= await import('./later.ts').finally(clock?.hold?.())
  return loaded
}
