import { isDeepStrictEqual } from 'node:util'
import type { Column, DifferenceName } from '../rules.ts'
import { weightsOf } from '../rules.ts'
import type { Entries } from './entries.ts'
import type { FlatSpec } from './flat-spec.ts'

/** One thing that is not as it was at the last release. */
export interface Difference {
  readonly name: DifferenceName
  readonly place: string
  /** Its value before and after. */
  readonly says: string
  /** Packages that it breaks besides those of its rule. */
  readonly alsoBreaks?: readonly Column[]
}

type Entry = ReturnType<Entries['get']>

/** Finds every difference between two specs, by place and name: the same list however the files are ordered. */
export function comparedSpecs(before: FlatSpec, after: FlatSpec): Difference[] {
  const isInBoth = (key: string) => before.entries.get(key) !== undefined && after.entries.get(key) !== undefined
  const found = [...new Set([...before.entries.keys(), ...after.entries.keys()])].flatMap((key) => {
    const [old, now] = [before.entries.get(key), after.entries.get(key)]
    const owner = (now ?? old)?.owner
    return owner === undefined || isInBoth(owner) ? differencesOf(old, now) : []
  })
  // Every rule asks for a release of core at least, and so does this: it is of use only where nothing else was found.
  if (found.length === 0 && !isDeepStrictEqual(before.document, after.document))
    return [{ name: 'other-changed', place: 'spec', says: 'differs where nothing that is known depends on it' }]
  return found.toSorted((one, other) => compareWords(keyOf(one), keyOf(other)))
}

function differencesOf(before: Entry, after: Entry): Difference[] {
  const entry = after ?? before
  const name = nameOf(before, after)
  if (!entry || !name) return []
  const difference = { name, place: entry.place, says: inWords(before, after) }
  const isOfPoller = (before?.isOfPoller || after?.isOfPoller) && weightsOf(name).core === 'breaking'
  return [isOfPoller ? { ...difference, alsoBreaks: ['poller'] } : difference]
}

function nameOf(before: Entry, after: Entry): DifferenceName | undefined {
  if (!before) return after?.names.added
  if (!after) return before.names.removed
  if (isDeepStrictEqual(before.value, after.value)) return undefined
  const { changed } = after.names
  return typeof changed === 'function' ? changed(before.value, after.value) : changed
}

function inWords(before: Entry, after: Entry): string {
  const [was, is] = [before, after].map((entry) => (entry?.value === undefined ? '' : shown(entry.value)))
  if (!before) return is === '' ? 'new' : `new: ${is}`
  if (!after) return was === '' ? 'gone' : `gone: ${was}`
  return `was ${was || 'absent'}, is ${is || 'absent'}`
}

/** Writes a value into a sentence; long ones are for the diff of the spec. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80).replace(/\s+/g, ' ')}…` : text.replace(/\s+/g, ' ')
}

function keyOf({ place, name, says }: Difference): string {
  return `${place}\n${name}\n${says}`
}

/** By code points, which are the same on every machine. */
function compareWords(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
