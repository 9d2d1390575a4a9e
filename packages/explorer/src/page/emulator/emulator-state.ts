import { useEffect, useState } from 'react'
import { callAdmin, type Entry, listen, type RequestEntry, type Resource, type StateEntry, type TaskEntry } from './admin.ts'
import { aheadOf, frame } from './clock.ts'

/** Resources and history of the emulator. */
export interface EmulatorState {
  /** True while the emulator answers. */
  readonly isLive: boolean
  /** Number of restarts and resets: what was begun before one is over. */
  readonly era: number
  readonly resources: readonly Resource[]
  readonly requests: readonly RequestEntry[]
  readonly states: readonly StateEntry[]
  readonly tasks: readonly TaskEntry[]
  /** The parent of everything that was ever seen, as what is gone is not listed any more. */
  readonly parents: ReadonlyMap<string, string>
  /** Lead of the emulator's clock over this machine's: it may be a virtual one. */
  readonly aheadMs: number
}

export const emptyState: EmulatorState = {
  isLive: true,
  era: 0,
  resources: [],
  requests: [],
  states: [],
  tasks: [],
  parents: new Map(),
  aheadMs: 0,
}

/** Most entries of each kind; older ones are evicted. */
export const maxEntries = 5000

/** Follows the state of the emulator, live. */
export function useEmulatorState(): EmulatorState {
  const [emulator, setEmulator] = useState(emptyState)
  useEffect(() => {
    /** Events that arrive while the ledger is loading. */
    let late: Entry[] | undefined
    let steps: ((before: EmulatorState) => EmulatorState)[] = []
    const take = () => {
      const due = steps
      steps = []
      setEmulator((before) => due.reduce((emulator, step) => step(emulator), before))
    }
    /** Collects the changes between two frames into one render. */
    const change = (step: (before: EmulatorState) => EmulatorState) => {
      steps.push(step)
      if (steps.length === 1) void frame().then(take)
    }
    const refresh = oneAtATime(async () => {
      await frame()
      const sentAtMs = Date.now()
      const [{ resources }, { nowMs }] = await Promise.all([
        callAdmin<{ resources: Resource[] }>('resources'),
        callAdmin<{ nowMs: number }>('clock'),
      ])
      const reading = { clockMs: nowMs, sentAtMs, answeredAtMs: Date.now() }
      change((before) => ({ ...withResources(before, resources), aheadMs: aheadOf(before.aheadMs, reading) }))
    })
    const loadLedger = async () => {
      const mine: Entry[] = []
      late = mine
      const ledger = await callAdmin<Ledger>(`ledger?last=${maxEntries}`).catch(() => undefined)
      if (late !== mine) return
      late = undefined
      change((before) => (ledger ? withLedger(before, ledger, mine) : mine.reduce(withEntry, before)))
    }
    const begin = (step: (before: EmulatorState) => EmulatorState) => {
      change(step)
      refresh()
      void loadLedger()
    }
    return listen({
      onOpen: () => begin((before) => ({ ...before, isLive: true })),
      onReset: () => begin((before) => ({ ...emptyState, era: before.era + 1 })),
      onEntry: (entry) => {
        if (late) late.push(entry)
        else change((before) => withEntry(before, entry))
        if (entry.type !== 'request') refresh()
      },
      onSilence: () => change((before) => ({ ...before, isLive: false })),
    })
  }, [])
  return emulator
}

/** Runs a task again after it where it is asked for meanwhile, so that what it found last is the newest. */
function oneAtATime(task: () => Promise<void>): () => void {
  let isWanted = false
  let isRunning = false
  const run = async () => {
    isWanted = true
    if (isRunning) return
    isRunning = true
    while (isWanted) {
      isWanted = false
      await task().catch(() => {})
    }
    isRunning = false
  }
  return () => void run()
}

/** The gateway of the one that is named, be it itself or its parent. */
export function rootOf({ parents }: EmulatorState, id: string): string {
  return parents.get(id) ?? id
}

interface Ledger {
  readonly requests: readonly Omit<RequestEntry, 'type'>[]
  readonly tasks: readonly Omit<TaskEntry, 'type'>[]
  readonly states: readonly Omit<StateEntry, 'type'>[]
}

/** Takes the ledger over, and the events since it was requested. */
export function withLedger(before: EmulatorState, { requests, tasks, states }: Ledger, late: readonly Entry[]): EmulatorState {
  const recorded: Entry[] = [
    ...requests.map((each) => ({ ...each, type: 'request' }) as const),
    ...states.map((each) => ({ ...each, type: 'state' }) as const),
    ...tasks.map((each) => ({ ...each, type: 'task' }) as const),
  ]
  const known = new Set(recorded.map(wordOf))
  // An emulator that does not know what it did is another one, at the same address.
  const lasts = [before.requests.at(-1), before.states.at(-1)].filter((entry) => entry !== undefined)
  const isWhole = requests.length < maxEntries && states.length < maxEntries
  const isAnother = isWhole && !lasts.every((entry) => known.has(wordOf(entry)))
  const empty = isAnother
    ? { ...emptyState, resources: before.resources, era: before.era + 1 }
    : { ...before, requests: [], states: [], tasks: [] }
  return [...recorded, ...late.filter((entry) => !known.has(wordOf(entry)))].reduce(withEntry, empty)
}

/** Key of an entry, whatever the order of its fields. */
function wordOf(entry: Entry): string {
  return JSON.stringify(Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1)))
}

export function withEntry(emulator: EmulatorState, entry: Entry): EmulatorState {
  if (entry.type === 'request') return { ...emulator, requests: [...emulator.requests, entry].slice(-maxEntries) }
  if (entry.type === 'state') return { ...emulator, states: [...emulator.states, entry].slice(-maxEntries) }
  const others = emulator.tasks.filter(({ id, startedAtMs }) => id !== entry.id || startedAtMs !== entry.startedAtMs)
  const tasks = [...others, entry]
  // A running task is never evicted: it explains refusals.
  const kept =
    tasks.length > maxEntries ? tasks.filter(({ endedAtMs }, at) => endedAtMs === undefined || at >= tasks.length - maxEntries) : tasks
  return { ...withParents(emulator, [entry]), tasks: kept }
}

/** Keeps the objects of unchanged resources, so that they are not rendered again. */
function withResources(before: EmulatorState, found: readonly Resource[]): EmulatorState {
  const known = new Map(before.resources.map((each) => [each.id, each]))
  const resources = found.map((each) => {
    const old = known.get(each.id)
    return old !== undefined && JSON.stringify(old) === JSON.stringify(each) ? old : each
  })
  return { ...withParents(before, resources), resources }
}

function withParents(emulator: EmulatorState, found: readonly (Resource | TaskEntry)[]): EmulatorState {
  const news = found.filter(({ id, parentId }) => parentId !== undefined && emulator.parents.get(id) !== parentId)
  if (news.length === 0) return emulator
  return { ...emulator, parents: new Map([...emulator.parents, ...news.map(({ id, parentId = '' }) => [id, parentId] as const)]) }
}
