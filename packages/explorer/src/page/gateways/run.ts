import { createVpnGatewayClient } from '@vpn-gateway/client'
import { type Journal, memoryJournal, retry, type TeardownEvent, teardown } from '@vpn-gateway/poller'
import { useRef, useState } from 'react'
import { connectionOf, type Settings } from '../call/settings.ts'

/** Where a teardown stands. */
export interface RunState {
  readonly phase: 'idle' | 'running' | 'paused' | 'over'
  readonly words: readonly string[]
}

/** A teardown that can be paused: it is ended, and another goes on with its journal. */
export interface Run extends RunState {
  start(ids: readonly string[]): void
  pause(): void
  resume(): void
}

/** A teardown by the project's own client and poller. */
export function useRun(settings: Settings): Run {
  const [state, setState] = useState<RunState>({ phase: 'idle', words: [] })
  const kept = useRef<{ journal: Journal; pausing: AbortController }>(undefined)
  const tell = (words: string) => setState((before) => ({ ...before, words: [...before.words, words] }))

  const go = async (ids: readonly string[], journal: Journal) => {
    const pausing = new AbortController()
    kept.current = { journal, pausing }
    try {
      const client = createVpnGatewayClient({ ...connectionOf({ ...settings, place: 'emulator' }), retry: retry() })
      const run = teardown(client, ids, { journal, signal: pausing.signal, backoff: { minMs: 200, maxMs: 1000 } })
      for await (const event of run) if (!pausing.signal.aborted) tell(wordsOf(event))
      const outcomes = await run.report()
      if (!pausing.signal.aborted) {
        for (const each of outcomes) if (each.outcome === 'failed') tell(`${each.id}: ${String(each.error)}`)
        setState((before) => ({ ...before, phase: 'over' }))
      }
    } catch (error) {
      if (pausing.signal.aborted) return
      tell(String(error))
      setState((before) => ({ ...before, phase: 'over' }))
    }
  }

  return {
    ...state,
    start: (ids) => {
      setState({ phase: 'running', words: [] })
      void go(ids, memoryJournal())
    },
    pause: () => {
      kept.current?.pausing.abort(new Error('paused'))
      setState((before) => ({ phase: 'paused', words: [...before.words, 'paused; what was accepted goes on'] }))
    },
    resume: () => {
      setState((before) => ({ ...before, phase: 'running' }))
      if (kept.current) void go([], kept.current.journal)
    },
  }
}

function wordsOf({ id, phase, gatewayStatus, error }: TeardownEvent): string {
  return [`${id}: ${phase}`, gatewayStatus && `gateway ${gatewayStatus}`, error === undefined ? undefined : String(error)]
    .filter(Boolean)
    .join(', ')
}
