import { isDeepStrictEqual } from 'node:util'
import type { Field } from '../spec/fields.ts'
import { type Difference, shown } from './difference.ts'

/** Keywords that let more through as they grow, or as they shrink. */
const growing = new Set(['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'])
const shrinking = new Set(['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'])

/** What a parameter takes less of, or more of, than it did. */
export function comparedInputs(place: string, before: Field, after: Field): Difference[] {
  const keywords = [...new Set([...Object.keys(before.limits), ...Object.keys(after.limits)])]
  return [
    ...keywords.flatMap((keyword): Difference[] => {
      const [old, now] = [before.limits[keyword], after.limits[keyword]]
      if (isDeepStrictEqual(old, now)) return []
      const name = isWider(keyword, old, now) ? 'parameter-widened' : 'parameter-narrowed'
      return [{ name, place, says: `${keyword} was ${shown(old)}, is ${shown(now)}` }]
    }),
    ...comparedValues(place, before, after, { more: 'parameter-widened', fewer: 'parameter-narrowed' }),
  ]
}

/** Values that came and went. Without any list of them, a field can have every value. */
export function comparedValues(
  place: string,
  { values: before }: Field,
  { values: after }: Field,
  names: { readonly more: Difference['name']; readonly fewer: Difference['name'] },
): Difference[] {
  const came = before ? (after ? after.filter((value) => !before.includes(value)) : ['any value']) : []
  const went = after ? (before ? before.filter((value) => !after.includes(value)) : [`every value but ${after.join(', ')}`]) : []
  return [
    ...came.map((value) => ({ name: names.more, place, says: `${value} is possible now` })),
    ...went.map((value) => ({ name: names.fewer, place, says: `${value} is not possible any more` })),
  ]
}

/** A rule that cannot be measured, such as a pattern, counts as narrower unless it is gone. */
function isWider(keyword: string, before: unknown, after: unknown): boolean {
  if (after === undefined) return true
  if (before === undefined) return false
  if (growing.has(keyword)) return Number(after) > Number(before)
  return shrinking.has(keyword) && Number(after) < Number(before)
}
