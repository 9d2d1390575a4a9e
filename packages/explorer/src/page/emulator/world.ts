import { useEffect, useState } from 'react'
import { ask, type Entry, listen, type RequestEntry, type Resource, type StateEntry, type TaskEntry } from './admin.ts'
import { aheadOf, frame } from './clock.ts'

/** What the emulator holds, and what it has done. */
export interface World {
  /** Whether the emulator answers. */
  readonly isLive: boolean
  /** How often it began anew: what was done to another world is over. */
  readonly era: number
  readonly resources: readonly Resource[]
  readonly requests: readonly RequestEntry[]
  readonly states: readonly StateEntry[]
  readonly tasks: readonly TaskEntry[]
  /** The parent of everything that was ever seen, as what is gone is not listed any more. */
  readonly parents: ReadonlyMap<string, string>
  /** How far the emulator's clock is ahead of this machine's: it may be a virtual one. */
  readonly aheadMs: number
}

export const nothing: World = { isLive: true, era: 0, resources: [], requests: [], states: [], tasks: [], parents: new Map(), aheadMs: 0 }

/** Of each kind older entries are forgotten beyond this. */
export const most = 5000

/** The emulator as it is now, live. */
export function useWorld(): World {
  const [world, setWorld] = useState(nothing)
  useEffect(() => {
    let isOver = false
    /** What happens while the past is asked for. */
    let late: Entry[] | undefined
    let steps: ((before: World) => World)[] = []
    const take = () => {
      const due = steps
      steps = []
      if (!isOver) setWorld((before) => due.reduce((world, step) => step(world), before))
    }
    /** Much may happen between two frames, and is shown at once. */
    const change = (step: (before: World) => World) => {
      steps.push(step)
      if (steps.length === 1) void frame().then(take)
    }
    const look = oneAtATime(async () => {
      await frame()
      const sentAtMs = Date.now()
      const [{ resources }, { nowMs }] = await Promise.all([ask<{ resources: Resource[] }>('resources'), ask<{ nowMs: number }>('clock')])
      const reading = { toldMs: nowMs, sentAtMs, answeredAtMs: Date.now() }
      change((before) => ({ ...withResources(before, resources), aheadMs: aheadOf(before.aheadMs, reading) }))
    })
    const recall = async () => {
      const mine: Entry[] = []
      late = mine
      const ledger = await ask<Ledger>(`ledger?last=${most}`).catch(() => undefined)
      if (late !== mine) return
      late = undefined
      change((before) => (ledger ? withLedger(before, ledger, mine) : mine.reduce(withEntry, before)))
    }
    const begin = (step: (before: World) => World) => {
      change(step)
      look()
      void recall()
    }
    const end = listen({
      onOpen: () => begin((before) => ({ ...before, isLive: true })),
      onReset: () => begin((before) => ({ ...nothing, era: before.era + 1 })),
      onEntry: (entry) => {
        if (late) late.push(entry)
        else change((before) => withEntry(before, entry))
        if (entry.type !== 'request') look()
      },
      onSilence: () => change((before) => ({ ...before, isLive: false })),
    })
    return () => {
      isOver = true
      end()
    }
  }, [])
  return world
}

/** Runs a task again after it where it is asked for meanwhile, so that what it found last is the newest. */
function oneAtATime(task: () => Promise<void>): () => void {
  let state: 'idle' | 'running' | 'wanted' = 'idle'
  const run = async () => {
    if (state !== 'idle') {
      state = 'wanted'
      return
    }
    do {
      state = 'running'
      await task().catch(() => {})
    } while ((state as string) === 'wanted')
    state = 'idle'
  }
  return () => void run()
}

/** The gateway of the one that is named, be it itself or its parent. */
export function rootOf({ parents }: World, id: string): string {
  return parents.get(id) ?? id
}

interface Ledger {
  readonly requests: readonly Omit<RequestEntry, 'type'>[]
  readonly tasks: readonly Omit<TaskEntry, 'type'>[]
  readonly states: readonly Omit<StateEntry, 'type'>[]
}

/** What the ledger tells, and what has happened since it was asked for. */
export function withLedger(before: World, { requests, tasks, states }: Ledger, late: readonly Entry[]): World {
  const told: Entry[] = [
    ...requests.map((each) => ({ ...each, type: 'request' }) as const),
    ...states.map((each) => ({ ...each, type: 'state' }) as const),
    ...tasks.map((each) => ({ ...each, type: 'task' }) as const),
  ]
  const known = new Set(told.map(wordOf))
  // An emulator that does not know what it did is another one, at the same address.
  const lasts = [before.requests.at(-1), before.states.at(-1)].filter((entry) => entry !== undefined)
  const isWhole = requests.length < most && states.length < most
  const isAnother = isWhole && !lasts.every((entry) => known.has(wordOf(entry)))
  const empty = isAnother
    ? { ...nothing, resources: before.resources, era: before.era + 1 }
    : { ...before, requests: [], states: [], tasks: [] }
  return [...told, ...late.filter((entry) => !known.has(wordOf(entry)))].reduce(withEntry, empty)
}

/** One entry in one word, whatever the order of its fields. */
function wordOf(entry: Entry): string {
  return JSON.stringify(Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1)))
}

export function withEntry(world: World, entry: Entry): World {
  if (entry.type === 'request') return { ...world, requests: [...world.requests, entry].slice(-most) }
  if (entry.type === 'state') return { ...world, states: [...world.states, entry].slice(-most) }
  const others = world.tasks.filter(({ id, startedAtMs }) => id !== entry.id || startedAtMs !== entry.startedAtMs)
  const tasks = [...others, entry]
  // Work that goes on is never forgotten: refusals are explained by it.
  const kept = tasks.length > most ? tasks.filter(({ endedAtMs }, at) => endedAtMs === undefined || at >= tasks.length - most) : tasks
  return { ...withParents(world, [entry]), tasks: kept }
}

/** What did not change stays the same object, so that it need not be drawn again. */
function withResources(before: World, found: readonly Resource[]): World {
  const known = new Map(before.resources.map((each) => [each.id, each]))
  const resources = found.map((each) => {
    const old = known.get(each.id)
    return old !== undefined && JSON.stringify(old) === JSON.stringify(each) ? old : each
  })
  return { ...withParents(before, resources), resources }
}

function withParents(world: World, found: readonly { readonly id: string; readonly parentId?: string | undefined }[]): World {
  const news = found.filter(({ id, parentId }) => parentId !== undefined && world.parents.get(id) !== parentId)
  if (news.length === 0) return world
  return { ...world, parents: new Map([...world.parents, ...news.map(({ id, parentId = '' }) => [id, parentId] as const)]) }
}
