import { isVpnGatewayError, type ResourceName, resourceFacts } from '@vpn-gateway/core'
import type { DeletionSettings } from '../options.ts'
import { idsAtOnce, listAll, pageSizeOf, pagesOf } from '../service/listing.ts'
import { readResource } from '../service/reader.ts'
import { type DeletableRef, withParent } from '../service/resource-ref.ts'
import { type DeletionService, type Fields, isDeleted } from '../service/service.ts'

/** What was found out about a resource: its reference with its parent, that there is none, or why it is not known. */
export type Resolved = { readonly ref: DeletableRef } | { readonly absent: true } | { readonly error: unknown }

type Found = (ref: DeletableRef, resolved: Resolved) => void

/** How many reads of one resource each are under way at once. */
const readsAtOnce = 10

/**
 * Finds the parents of many resources: by listings, which show many at once, as long as there is more to find than pages to
 * read, and one by one what they do not show, since a listing may leave out an entry.
 *
 * @returns those that were absent
 */
export function resolveParents(
  service: DeletionService,
  refs: readonly DeletableRef[],
  signal: AbortSignal,
  found: Found,
): Promise<DeletableRef[]> {
  return untilAbort(refs, found, async (settle, missing) => {
    const kinds = [...Map.groupBy(refs, ({ kind }) => kind)]
    await Promise.all(kinds.map(([kind, ofKind]) => inListings(service, kind, ofKind, signal, settle)))
    await readEach(service, missing(), signal, settle)
  })
}

/** Reads again what was absent, twice at different times, for one read alone may flap; finds it after all, or says that there is none. */
export async function confirmAbsences(
  service: DeletionService,
  refs: readonly DeletableRef[],
  { clock, apartMs }: DeletionSettings,
  signal: AbortSignal,
  found: Found,
): Promise<void> {
  const absent = await untilAbort(refs, found, async (settle, missing) => {
    for (let reads = 0; reads < 2 && missing().length > 0; reads += 1) {
      await clock.sleep(apartMs, signal)
      await readEach(service, missing(), signal, settle)
    }
  })
  for (const ref of absent) found(ref, { absent: true })
}

/** Looks for resources, and gives those that were not found; after an abort they are not looked for any more. */
async function untilAbort(
  refs: readonly DeletableRef[],
  found: Found,
  look: (settle: Found, missing: () => DeletableRef[]) => Promise<void>,
): Promise<DeletableRef[]> {
  const missing = new Map(refs.map((ref) => [ref.id, ref]))
  const settle: Found = (ref, resolved) => void (missing.delete(ref.id) && found(ref, resolved))
  await look(settle, () => [...missing.values()]).catch((error) => {
    for (const ref of [...missing.values()]) settle(ref, { error })
  })
  return [...missing.values()]
}

/** Reads listings as long as that is the shorter way. */
async function inListings(
  service: DeletionService,
  kind: ResourceName,
  refs: readonly DeletableRef[],
  signal: AbortSignal,
  found: Found,
): Promise<void> {
  const waiting = new Map(refs.map((ref) => [ref.id, ref]))
  const { id: idName } = resourceFacts(kind)
  const take = (entries: readonly Fields[]) => {
    for (const fields of entries) {
      const ref = waiting.get(String(fields[idName]))
      if (!ref || isDeleted(kind, fields)) continue
      found(ref, { ref: withParent(ref, fields) })
      waiting.delete(ref.id)
    }
  }
  if (refs.length < 2) return
  try {
    const atOnce = idsAtOnce(kind)
    const ids = [...waiting.keys()]
    for (let at = 0; atOnce > 0 && at < ids.length; at += atOnce)
      take((await listAll(service, kind, { [idName]: ids.slice(at, at + atOnce) }, signal)).entries)
    if (atOnce > 0) return
    let pages = 0
    for await (const { entries, total } of pagesOf(service, kind, {}, signal)) {
      take(entries)
      pages += 1
      if (waiting.size < Math.ceil((total ?? 0) / pageSizeOf(kind)) - pages) return
    }
  } catch (error) {
    // Whoever may not list may still be allowed to read one by one; a gateway that is none is an error of its own there.
    signal.throwIfAborted()
    if (!isVpnGatewayError(error)) throw error
  }
}

/** Reads each by its id, and gives what it finds. */
async function readEach(service: DeletionService, refs: readonly DeletableRef[], signal: AbortSignal, found: Found): Promise<void> {
  const left = refs[Symbol.iterator]()
  const readNext = async () => {
    for (const ref of left) {
      const resolved = await readOne(service, ref, signal)
      if (!('absent' in resolved)) found(ref, resolved)
    }
  }
  await Promise.all(Array.from({ length: readsAtOnce }, readNext))
}

async function readOne(service: DeletionService, ref: DeletableRef, signal: AbortSignal): Promise<Resolved> {
  try {
    const fields = await readResource(service, ref, signal)
    return fields ? { ref: withParent(ref, fields) } : { absent: true }
  } catch (error) {
    signal.throwIfAborted()
    return { error }
  }
}
