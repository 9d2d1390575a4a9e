import { isServiceError } from '@vpn-gateway/client'
import { DeletionError, type DeletionState } from '@vpn-gateway/poller'

const key = (id: string) => `deletion of ${id}`

/** Deletion that has not ended yet, for the next visit; it holds no secret. */
export const keptDeletion = (id: string): string | null => sessionStorage.getItem(key(id))

export const forgetDeletion = (id: string): void => sessionStorage.removeItem(key(id))

export function keepDeletion(state: DeletionState): void {
  if (state.phase === 'gone' || state.phase === 'failed') forgetDeletion(state.id)
  else sessionStorage.setItem(key(state.id), JSON.stringify(state))
}

/** Says whether nothing is left to follow: it failed for good, or the service refused it. After anything else it may go on. */
export function isOver(error: unknown): boolean {
  if (error instanceof DeletionError) return error.isFinal
  return isServiceError(error, 'DeleteVpnConnection') && error.kind === 'stop'
}
