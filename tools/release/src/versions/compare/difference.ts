import { isDeepStrictEqual } from 'node:util'
import type { Column, DifferenceName } from '../rules.ts'

/** One thing that is not as it was at the last release. */
export interface Difference {
  readonly name: DifferenceName
  /** Where: an operation with its parameter or field, a code, a resource. */
  readonly place: string
  /** What was, and what is. */
  readonly says: string
  /** Packages that it breaks besides those of its rule. */
  readonly alsoBreaks?: readonly Column[]
}

/** What becomes of each entry of two records: one that came, one that went, one that stands in both. */
export interface Comparison<Value> {
  readonly added?: (name: string, value: Value) => readonly Difference[]
  readonly removed?: (name: string, value: Value) => readonly Difference[]
  readonly both?: (name: string, before: Value, after: Value) => readonly Difference[]
}

/** Compares two records entry by entry. */
export function compareRecords<Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
  { added, removed, both }: Comparison<Value>,
): Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [old, now] = [before[name], after[name]]
    if (now === undefined) return old === undefined ? [] : (removed?.(name, old) ?? [])
    if (old === undefined) return added?.(name, now) ?? []
    return both?.(name, old, now) ?? []
  })
}

/** One difference where two values are not the same. */
export function changed(name: DifferenceName, place: string, before: unknown, after: unknown): Difference[] {
  return isDeepStrictEqual(before, after) ? [] : [{ name, place, says: `was ${shown(before)}, is ${shown(after)}` }]
}

/** A value in a sentence. */
export function shown(value: unknown): string {
  return value === undefined ? 'absent' : typeof value === 'string' ? value : JSON.stringify(value)
}
