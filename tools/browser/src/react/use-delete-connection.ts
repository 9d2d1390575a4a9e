import { useMutation, useQueryClient } from '@tanstack/react-query'
import { beginDelete, type DeletionProgress, resumeDelete } from '@vpn-gateway/poller'
import { useCallback, useEffect, useRef, useState } from 'react'
import { client } from './clients.ts'
import { forgetDeletion, isOver, keepDeletion, keptDeletion } from './kept-deletion.ts'

/** Deletes a connection, and follows it until it is gone or the component is unmounted. */
export function useDeleteConnection(VpnConnectionId: string) {
  const queryClient = useQueryClient()
  const [progress, setProgress] = useState<DeletionProgress>()
  const watching = useRef<AbortController>(undefined)

  const { mutate, ...deletion } = useMutation({
    mutationFn: async (signal: AbortSignal) => {
      const options = { signal, onProgress: setProgress, save: keepDeletion, ensureGone: true, backoff: { minMs: 500, maxMs: 5_000 } }
      const kept = keptDeletion(VpnConnectionId)
      const begun = kept ? await resumeDelete(client, kept, options) : await beginDelete(client, { VpnConnectionId }, options)
      return begun.result({ signal })
    },
    onMutate: () => setProgress(undefined),
    onError: (error) => {
      // After anything else, an abort too, the next start or visit goes on with it.
      if (isOver(error)) forgetDeletion(VpnConnectionId)
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['get', '/DescribeVpnConnections'] }),
  })

  const start = useCallback(() => {
    watching.current = new AbortController()
    mutate(watching.current.signal)
  }, [mutate])

  useEffect(() => {
    if (keptDeletion(VpnConnectionId)) start()
    // The service goes on without us; the next visit will follow it.
    return () => watching.current?.abort()
  }, [VpnConnectionId, start])

  return { ...deletion, progress, start }
}
