import { isVpnGatewayError, type ResourceName } from '@vpn-gateway/core'
import { type FindOptions, find } from '../deletion/find.ts'
import { idsAtOnce, listAll, pageSizeOf, pagesOf } from '../service/listing.ts'
import type { DeletionService, Fields } from '../service/service.ts'
import { parentIdOf, type Subject } from '../service/target.ts'

/** Where a subject was found: on a parent, on none, or why not. */
export type Location = { readonly parentId: string | undefined } | { readonly absent: true } | { readonly error: unknown }

/** How many reads of one resource each are under way at once. */
const readsAtOnce = 10

/**
 * Finds the parents of many resources: by listings, which show many at once, as long as there is more to find than pages
 * to read, and one by one what they do not show.
 */
export async function locate(
  service: DeletionService,
  subjects: readonly Subject[],
  options: FindOptions,
  found: (subject: Subject, location: Location) => void,
): Promise<void> {
  const kinds = Map.groupBy(subjects, ({ resource }) => resource)
  const unseen = await Promise.all([...kinds].map(([resource, ofKind]) => seenInListings(service, resource, ofKind, options, found)))
  const left = unseen.flat()[Symbol.iterator]()
  const readOneByOne = async () => {
    for (const subject of left) found(subject, await readOne(service, subject, options))
  }
  await Promise.all(Array.from({ length: readsAtOnce }, readOneByOne))
}

/** Gives the subjects that no listing showed. */
async function seenInListings(
  service: DeletionService,
  resource: ResourceName,
  subjects: readonly Subject[],
  { signal }: FindOptions,
  found: (subject: Subject, location: Location) => void,
): Promise<Subject[]> {
  const waiting = new Map(subjects.map((subject) => [subject.id, subject]))
  const take = (entries: readonly Fields[], idName: string) => {
    for (const fields of entries) {
      const subject = waiting.get(String(fields[idName]))
      if (!subject) continue
      waiting.delete(subject.id)
      found(subject, { parentId: parentIdOf(subject.facts, fields) })
    }
  }
  const [first] = subjects
  if (!first || subjects.length === 1) return [...subjects]
  const idName = first.facts.id
  try {
    const atOnce = idsAtOnce(resource)
    if (atOnce > 0) {
      for (let at = 0; at < subjects.length; at += atOnce)
        take(await listAll(service, resource, { [idName]: subjects.slice(at, at + atOnce).map(({ id }) => id) }, signal), idName)
      return [...waiting.values()]
    }
    let pages = 0
    for await (const { entries, total } of pagesOf(service, resource, {}, signal)) {
      take(entries, idName)
      pages += 1
      if (waiting.size < Math.ceil(total / pageSizeOf(resource)) - pages || waiting.size === 0) break
    }
  } catch (error) {
    // Who may not list may still be allowed to read one by one.
    signal?.throwIfAborted()
    if (!isVpnGatewayError(error)) throw error
  }
  return [...waiting.values()]
}

async function readOne(service: DeletionService, subject: Subject, options: FindOptions): Promise<Location> {
  try {
    const fields = await find(service, subject, options)
    return fields ? { parentId: parentIdOf(subject.facts, fields) } : { absent: true }
  } catch (error) {
    return { error }
  }
}
