import { beginDelete, type DeletionClient, type DeletionState } from '@vpn-gateway/poller'

/** Deletions by the id of their connection. In a table of a database the states outlive the process, and `resumeDelete` goes on with them. */
export function createDeletions(client: DeletionClient) {
  const states = new Map<string, DeletionState>()
  return {
    /** Resolves once the service has accepted; the deletion goes on in the background. */
    async start(id: string): Promise<void> {
      const save = async (state: DeletionState) => void states.set(id, state)
      const deletion = await beginDelete(client, { VpnConnectionId: id }, { save })
      deletion.result().catch(console.error)
    },
    phaseOf: (id: string) => states.get(id)?.phase,
  }
}

export type Deletions = ReturnType<typeof createDeletions>
