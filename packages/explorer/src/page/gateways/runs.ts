import { createVpnGatewayClient } from '@vpn-gateway/client'
import { isVpnGatewayError, ServiceError } from '@vpn-gateway/core'
import { DeletionError, type Journal, memoryJournal, type Outcome, retry, type TeardownEvent, teardown } from '@vpn-gateway/poller'
import { useEffect, useRef, useState } from 'react'
import { maskOf } from '../call/mask.ts'
import { connectionOf, onEmulator, type Settings } from '../call/settings.ts'
import { announce } from '../parts/announcer.tsx'
import { advice } from '../spec/words.ts'

/** States of a run that is not running, in words. */
export const phases: Readonly<Record<Exclude<Run['phase'], 'running'>, string>> = {
  paused: 'Paused',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Not known yet',
}

/** One teardown, and how far it is. */
export interface Run {
  readonly key: number
  readonly ids: readonly string[]
  /** Whether everything on the gateway is deleted. */
  readonly isAll: boolean
  readonly phase: 'running' | 'paused' | 'done' | 'failed' | 'unknown'
  /** What it said last. */
  readonly words: string
}

/** The teardowns of one gateway. One that is paused, or whose end is not known yet, was ended: another goes on with its journal. */
export interface Runs {
  readonly list: readonly Run[]
  /** Why the last one was not started, if it was not, for as long as that is so. */
  readonly block: string | undefined
  /** Does nothing for what is being deleted already, paused or not: two that delete the same would be in each other's way. */
  start(ids: readonly string[]): void
  pause(key: number): void
  resume(key: number): void
  /** Gives up what could be resumed. */
  giveUp(key: number): void
}

interface Work {
  readonly ids: readonly string[]
  readonly journal: Journal
  stop: AbortController
  /** Settles when nothing of it is under way any more. */
  ended: Promise<void>
}

/** Quicker than for the real service, whose deletions take longer. */
const pace = { backoff: { minMs: 300, maxMs: 1000 }, confirmFailureMs: 2000 }

/** Teardowns of what is on a gateway, by the project's own client and poller; they end with the component. */
export function useRuns(settings: Settings, gatewayId: string, isLive: boolean): Runs {
  const [list, setList] = useState<readonly Run[]>([])
  const [refused, refuse] = useState<{ readonly ids: readonly string[]; readonly by: number }>()
  const blocking = list.find((each) => each.key === refused?.by && isUnfinished(each))
  const block = refused && blocking && `${refused.ids.join(', ')} not started: there is a run for ${blocking.ids.join(', ')} already.`
  useEffect(() => {
    if (block !== undefined) announce(block)
  }, [block])
  const works = useRef(new Map<number, Work>())
  useEffect(() => {
    const all = works.current
    return () => {
      for (const { stop } of all.values()) stop.abort()
    }
  }, [])
  // Whatever answers next at this address may be another emulator.
  useEffect(() => {
    if (isLive) return
    for (const { stop } of works.current.values()) stop.abort()
    setList((before) =>
      before.map((each) => (each.phase === 'running' ? { ...each, phase: 'paused', words: 'the emulator does not answer' } : each)),
    )
  }, [isLive])
  const isAtWork = list.some(isUnfinished)
  useEffect(() => {
    if (!isAtWork) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', stay)
    return () => window.removeEventListener('beforeunload', stay)
  }, [isAtWork])
  const change = (key: number, news: Partial<Run>) =>
    setList((before) => before.map((each) => (each.key === key ? { ...each, ...news } : each)))

  const run = async (key: number, { ids, journal }: Work, { signal }: AbortController) => {
    if (signal.aborted) return
    const mask = maskOf(settings)
    const tell = (news: Partial<Run>) => {
      if (!signal.aborted) change(key, news)
    }
    const end = ({ phase, words }: Result) => {
      const masked = mask(words)
      tell({ phase, words: masked })
      if (!signal.aborted) announce(`${phases[phase]}: ${masked}`)
    }
    try {
      const client = createVpnGatewayClient({ ...connectionOf(onEmulator(settings)), retry: retry() })
      const work = teardown(client, ids, { journal, signal, ...pace })
      for await (const event of work) tell({ words: wordsOf(event, ids) })
      end(resultOf(await work.report(), ids))
    } catch (error) {
      end({ phase: 'failed', words: String(error) })
    }
  }

  return {
    list,
    block,
    start: (ids) => {
      const unfinished = list.filter(isUnfinished)
      const other = unfinished.find((each) => ids.includes(gatewayId) || each.isAll || each.ids.join() === ids.join())
      refuse(other && { ids, by: other.key })
      if (other) return
      const key = works.current.size
      const work = { ids, journal: memoryJournal(), stop: new AbortController(), ended: Promise.resolve() }
      works.current.set(key, work)
      setList([...unfinished, { key, ids, isAll: ids.includes(gatewayId), phase: 'running', words: 'begins' }])
      work.ended = run(key, work, work.stop)
    },
    pause: (key) => {
      works.current.get(key)?.stop.abort()
      change(key, { phase: 'paused', words: 'what was accepted goes on by itself, nothing new is sent' })
    },
    resume: (key) => {
      const work = works.current.get(key)
      if (!work) return
      const stop = new AbortController()
      work.stop = stop
      change(key, { phase: 'running', words: 'goes on' })
      work.ended = work.ended.then(() => run(key, work, stop))
    },
    giveUp: (key) => setList((before) => before.filter((each) => each.key !== key)),
  }
}

/** Whether it goes on, or can. */
export function isUnfinished({ phase }: Run): boolean {
  return phase === 'running' || phase === 'paused' || phase === 'unknown'
}

/** An event with an error tells why a deletion is not waited for any more; that it failed its phase alone tells. */
function wordsOf({ id, phase, gatewayStatus, error }: TeardownEvent, ids: readonly string[]): string {
  const standing = error === undefined || phase === 'failed' ? phase : 'not known yet'
  const status = gatewayStatus && `its gateway is ${gatewayStatus}`
  return [ids.includes(id) ? standing : `${id} ${standing}`, status, error === undefined ? undefined : String(error)]
    .filter(Boolean)
    .join(', ')
}

interface Result {
  readonly phase: 'done' | 'failed' | 'unknown'
  readonly words: string
}

/** Gives what is gone, and what failed or is not known yet, and why. One that is not known yet is enough to go on with. */
function resultOf(outcomes: readonly Outcome[], ids: readonly string[]): Result {
  const reasonsOf = (kind: 'failed' | 'unknown') => outcomes.flatMap((each) => (each.outcome === kind ? [reasonOf(each.error)] : []))
  const [failures, unknowns] = [reasonsOf('failed'), reasonsOf('unknown')]
  if (failures.length + unknowns.length === 0)
    return { phase: 'done', words: outcomes.map(({ id, outcome }) => `${id} ${outcome}`).join(', ') }
  const between = failures.length > 0 && unknowns.length > 0 ? ['Failed:'] : []
  const words = [...new Set([...unknowns, ...between, ...failures])].join(' ').replace(`${ids.join()}: `, '')
  return { phase: unknowns.length > 0 ? 'unknown' : 'failed', words }
}

function reasonOf(error: unknown): string {
  if (!isVpnGatewayError(error)) return String(error)
  const words = error.message.replace(/\.?$/, '.')
  if (error instanceof DeletionError && error.code === 'DeletionFailed') return `${words} Its work came to nothing: delete it again.`
  return error instanceof ServiceError ? `${words} ${advice[error.kind]}` : words
}
