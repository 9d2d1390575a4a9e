import { isServiceError } from '@vpn-gateway/client'
import { DeletionError, type DeletionPhase } from '@vpn-gateway/poller'
import { useDeleteConnection } from './use-delete-connection.ts'

const words: Record<DeletionPhase, string> = {
  found: 'Found',
  sent: 'Sent',
  waiting: 'Waiting for the gateway',
  accepted: 'Accepted',
  updating: 'Being deleted',
  idle: 'Making sure',
  gone: 'Gone',
  failed: 'Failed',
}

export function DeleteConnection({ id }: { id: string }) {
  const { start, progress, isPending, data, error } = useDeleteConnection(id)
  return (
    <section aria-label={id}>
      <button type="button" onClick={start} disabled={isPending || data !== undefined}>
        Delete {id}
      </button>
      <output>
        {isPending && progress && `${words[progress.phase]}${progress.gatewayStatus ? `, gateway ${progress.gatewayStatus}` : ''} …`}
        {data && (data.alreadyGone ? 'It was already gone.' : 'Deleted.')}
      </output>
      {error && <p role="alert">{explain(error)}</p>}
    </section>
  )
}

/** Codes are typed: one that the operation does not have does not compile. */
function explain(error: Error): string {
  if (isServiceError(error, 'DeleteVpnConnection') && error.hasCode('Forbidden')) return 'You may not delete this connection.'
  if (error instanceof DeletionError && error.code === 'DeletionFailed') return 'The gateway gave up, and the connection is still there.'
  if (error instanceof DeletionError && !error.isFinal) return 'Whether it is gone is not known yet. Press again to go on waiting.'
  return error.message
}
