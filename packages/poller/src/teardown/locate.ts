import { isVpnGatewayError, type ResourceName, resourceFacts } from '@vpn-gateway/core'
import type { FindOptions } from '../deletion/find.ts'
import { idsAtOnce, listAll, pageSizeOf, pagesOf } from '../service/listing.ts'
import type { DeletionService, Fields } from '../service/service.ts'
import { parentIdOf, type Subject } from '../service/target.ts'

/** Where a subject was found: on a parent, on none, or why not. */
export type Location = { readonly parentId: string | undefined } | { readonly absent: true } | { readonly error: unknown }

/** How many reads of one resource each are under way at once. */
const readsAtOnce = 10

/**
 * Finds the parents of many resources: by listings, which show many at once, as long as there is more to find than pages
 * to read, and one by one what they cannot show. What is absent is looked for again, since a read may flap.
 */
export async function locate(
  service: DeletionService,
  subjects: readonly Subject[],
  { clock, againMs, absences, signal }: FindOptions,
  found: (subject: Subject, location: Location) => void,
): Promise<void> {
  let missing = subjects
  try {
    for (let look = 1; missing.length > 0 && look <= absences; look += 1) {
      if (look > 1) await clock.sleep(againMs, signal)
      const kinds = [...Map.groupBy(missing, ({ resource }) => resource)]
      missing = (await Promise.all(kinds.map(([resource, ofKind]) => lookFor(service, resource, ofKind, signal, found)))).flat()
    }
  } catch (error) {
    // An abort: what was not found by then is not looked for any more.
    for (const subject of missing) found(subject, { error })
    return
  }
  for (const subject of missing) found(subject, { absent: true })
}

/** Gives the subjects that are not there. */
async function lookFor(
  service: DeletionService,
  resource: ResourceName,
  subjects: readonly Subject[],
  signal: AbortSignal | undefined,
  found: (subject: Subject, location: Location) => void,
): Promise<Subject[]> {
  const waiting = new Map(subjects.map((subject) => [subject.id, subject]))
  const take = (entries: readonly Fields[]) => {
    for (const fields of entries) {
      const subject = waiting.get(String(fields[resourceFacts(resource).id]))
      if (!subject) continue
      waiting.delete(subject.id)
      found(subject, placeOf(subject, fields))
    }
  }
  const isComplete = subjects.length > 1 && (await inListings(service, resource, waiting, take, signal))
  if (isComplete) return [...waiting.values()]
  const absent: Subject[] = []
  const left = [...waiting.values()][Symbol.iterator]()
  const readOneByOne = async () => {
    for (const subject of left) {
      const location = await readOne(service, subject, signal)
      if ('absent' in location) absent.push(subject)
      else found(subject, location)
    }
  }
  await Promise.all(Array.from({ length: readsAtOnce }, readOneByOne))
  return absent
}

/** Reads listings as long as that is the shorter way; gives whether all that is there was seen. */
async function inListings(
  service: DeletionService,
  resource: ResourceName,
  waiting: ReadonlyMap<string, Subject>,
  take: (entries: readonly Fields[]) => void,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const atOnce = idsAtOnce(resource)
    const ids = [...waiting.keys()]
    if (atOnce > 0) {
      for (let at = 0; at < ids.length; at += atOnce)
        take(await listAll(service, resource, { [resourceFacts(resource).id]: ids.slice(at, at + atOnce) }, signal))
      return true
    }
    let pages = 0
    for await (const { entries, total } of pagesOf(service, resource, {}, signal)) {
      take(entries)
      pages += 1
      const pagesLeft = Math.ceil(total / pageSizeOf(resource)) - pages
      if (waiting.size < pagesLeft) return false
    }
    return true
  } catch (error) {
    // Who may not list may still be allowed to read one by one.
    signal?.throwIfAborted()
    if (!isVpnGatewayError(error)) throw error
    return false
  }
}

function placeOf(subject: Subject, fields: Fields): Location {
  try {
    return { parentId: parentIdOf(subject.facts, fields) }
  } catch (error) {
    return { error }
  }
}

async function readOne(service: DeletionService, subject: Subject, signal: AbortSignal | undefined): Promise<Location> {
  try {
    const fields = await service.observe(subject.resource, subject.id, signal)
    return fields ? placeOf(subject, fields) : { absent: true }
  } catch (error) {
    return { error }
  }
}
