import type { World } from '../emulator/world.ts'
import { namesOf } from '../spec/resources.ts'

/** Whether what concerns one gateway tells of words: in an id or a name of what is there, or in an id of what was. */
export function tells({ resources, parents }: World, words: string): boolean {
  const wanted = words.trim().toLowerCase()
  const known = [...resources.flatMap((each) => [each.id, ...namesOf(each)]), ...parents.keys()]
  return known.some((each) => each.toLowerCase().includes(wanted))
}

/** How much was found. */
export function foundInWords(words: string, found: number, all: number): string {
  return found === 0 ? `No gateway matches “${words}”.` : `${found} of ${all} gateways`
}
