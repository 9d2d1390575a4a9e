import type { EmulatorState } from '../emulator/emulator-state.ts'
import { namesOf } from '../spec/resources.ts'

/** Says whether a gateway matches a search: by an id or a name of what is there, or by an id of what was. */
export function matches({ resources, parents }: EmulatorState, words: string): boolean {
  const wanted = words.trim().toLowerCase()
  const known = [...resources.flatMap((each) => [each.id, ...namesOf(each)]), ...parents.keys()]
  return known.some((each) => each.toLowerCase().includes(wanted))
}

/** Number of matches in words. */
export function foundInWords(words: string, found: number, all: number): string {
  return found === 0 ? `No gateway matches “${words}”.` : `${found} of ${all} gateways`
}
