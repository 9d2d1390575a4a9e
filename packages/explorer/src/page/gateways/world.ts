import { useEffect, useState } from 'react'
import { ask, type Happening, listen, type Resource } from './admin.ts'

/** What the emulator holds, and what it has done. */
export interface World {
  readonly resources: readonly Resource[]
  readonly happenings: readonly Happening[]
  /** The parent of everything that was ever seen, as what is gone is not listed any more. */
  readonly parents: ReadonlyMap<string, string>
}

const nothing: World = { resources: [], happenings: [], parents: new Map() }

/** Older happenings are forgotten beyond this. */
const most = 500

/** The emulator as it is now, live. */
export function useWorld(): World {
  const [world, setWorld] = useState(nothing)
  useEffect(() => {
    let isOver = false
    const look = async () => {
      const { resources } = await ask<{ resources: Resource[] }>('resources')
      if (!isOver) setWorld((before) => withResources(before, resources))
    }
    const recall = async () => {
      const { requests, tasks, states } = await ask<Record<'requests' | 'tasks' | 'states', object[]>>('ledger?last=200')
      const named = { request: requests, task: tasks, state: states }
      const told = Object.entries(named).flatMap(([type, entries]) => entries.map((entry) => ({ ...entry, type }) as Happening))
      if (!isOver) setWorld((before) => ({ ...before, happenings: told.sort((one, other) => timeOf(one) - timeOf(other)) }))
    }
    const end = listen((happening) => {
      if (isBeginning(happening)) void recall()
      else setWorld((before) => withHappening(before, happening))
      if (happening.type !== 'request') void look()
    })
    return () => {
      isOver = true
      end()
    }
  }, [])
  return world
}

export function timeOf(happening: Happening): number {
  return happening.type === 'task' ? happening.startedAtMs : happening.atMs
}

function withResources(world: World, resources: readonly Resource[]): World {
  const parents = new Map(world.parents)
  for (const { id, parentId } of resources) if (parentId !== undefined) parents.set(id, parentId)
  return { ...world, resources, parents }
}

/** A task is told when it begins and again when it ends; the two are one. */
function withHappening(world: World, happening: Happening): World {
  const others =
    happening.type === 'task'
      ? world.happenings.filter((each) => !(each.type === 'task' && each.id === happening.id && each.startedAtMs === happening.startedAtMs))
      : world.happenings
  const parents = new Map(world.parents)
  if (happening.type === 'task' && happening.parentId !== undefined) parents.set(happening.id, happening.parentId)
  return { ...world, parents, happenings: [...others, happening].slice(-most) }
}

type Told = Parameters<Parameters<typeof listen>[0]>[0]

/** Whether what was known is known no more. */
function isBeginning(told: Told): told is Exclude<Told, Happening> {
  return told.type === 'open' || told.type === 'reset'
}
