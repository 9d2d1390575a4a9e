import type { Resource } from '../emulator/admin.ts'
import type { World } from '../emulator/world.ts'
import { namesOf } from '../spec/resources.ts'

/** Whether words are in the id of a gateway, in what a person knows it by, or in what is said so of anything that is or was on it. */
export function isFound(words: string, gateway: Resource, { resources, parents }: World): boolean {
  const wanted = words.trim().toLowerCase()
  const here = resources.filter(({ id, parentId }) => id === gateway.id || parentId === gateway.id)
  const ever = [...parents].filter(([, parentId]) => parentId === gateway.id).map(([id]) => id)
  return [...here.flatMap((each) => [each.id, ...namesOf(each)]), ...ever].some((name) => name.toLowerCase().includes(wanted))
}

/** How much was found. */
export function foundInWords(words: string, found: number, all: number): string {
  return found === 0 ? `No gateway has “${words}” in its id, its name, or what is or was on it.` : `${found} of ${all} gateways`
}
