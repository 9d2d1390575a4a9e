import { isDeepStrictEqual } from 'node:util'
import type { SpecSnapshot } from '../spec/snapshot.ts'
import type { Difference } from './difference.ts'
import { comparedErrors, comparedKinds } from './errors.ts'
import { comparedOperations } from './operations.ts'
import { comparedResources } from './resources.ts'
import { comparedService } from './service.ts'

/** Every difference between two specs, by place and name: the same list however the files are ordered. */
export function comparedSpecs(before: SpecSnapshot, after: SpecSnapshot): Difference[] {
  const found = [
    ...comparedService(before, after),
    ...comparedOperations(before.operations, after.operations),
    ...comparedErrors(before, after),
    ...comparedKinds(before.kinds, after.kinds),
    ...comparedResources(before.resources, after.resources),
  ]
  // Every rule asks for a release of core at least, and so does this: it is of use only where nothing else was found.
  if (found.length === 0 && !isDeepStrictEqual(before.document, after.document))
    return [{ name: 'other-changed', place: 'spec', says: 'differs where nothing that is known depends on it' }]
  return found.toSorted((one, other) => compareWords(keyOf(one), keyOf(other)))
}

function keyOf({ place, name, says }: Difference): string {
  return `${place}\n${name}\n${says}`
}

/** By code points, which are the same on every machine. */
function compareWords(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
