import { isVpnGatewayError, type ResourceName, resourceFacts } from '@vpn-gateway/core'
import { idsAtOnce, listAll, pageSizeOf } from '../service/listing.ts'
import { readResource } from '../service/reader.ts'
import { type DeletableRef, withParent } from '../service/resource-ref.ts'
import { isDeleted, type Page } from '../service/service.ts'
import { sideBySide } from '../side-by-side.ts'
import type { TeardownContext } from './context.ts'

/** Result of resolving a resource: its reference with its parent, or the error because of which that is not known. */
export type Resolved = { readonly ref: DeletableRef } | { readonly error: unknown }

type Found = (ref: DeletableRef, resolved: Resolved) => void

const readsAtOnce = 10

/**
 * Finds the parents of many resources: by listings, which show many at once, as long as there is more to find than pages to
 * read, and one by one what they do not show, since a listing may leave out an entry. Gives those that were absent.
 */
export async function resolveParents(context: TeardownContext, refs: readonly DeletableRef[], found: Found): Promise<DeletableRef[]> {
  const missing = new Map(refs.map((ref) => [ref.id, ref]))
  const settle: Found = (ref, resolved) => void (missing.delete(ref.id) && found(ref, resolved))
  try {
    await Promise.all([...Map.groupBy(refs, ({ kind }) => kind)].map(([kind, ofKind]) => inListings(context, kind, ofKind, settle)))
    await readEach(context, [...missing.values()], settle)
  } catch (error) {
    // After an abort they are not looked for any more.
    for (const ref of [...missing.values()]) settle(ref, { error })
  }
  return [...missing.values()]
}

/** Reads listings as long as that is the shorter way. */
async function inListings({ patient, signal }: TeardownContext, kind: ResourceName, refs: readonly DeletableRef[], found: Found) {
  const { id: idName, operations } = resourceFacts(kind)
  const waiting = new Map(refs.map((ref) => [ref.id, ref]))
  const isEnough = ({ entries, total = 0 }: Page, pages: number) => {
    for (const fields of entries) {
      const ref = waiting.get(String(fields[idName]))
      if (!ref || isDeleted(kind, fields)) continue
      found(ref, { ref: withParent(ref, fields) })
      waiting.delete(ref.id)
    }
    return waiting.size < Math.ceil(total / pageSizeOf(kind)) - pages
  }
  if (refs.length < 2 || operations.list === undefined) return
  const [ids, atOnce] = [[...waiting.keys()], idsAtOnce(kind)]
  try {
    if (atOnce === 0) await listAll(patient, kind, {}, signal, isEnough)
    else
      for (let at = 0; at < ids.length; at += atOnce)
        await listAll(patient, kind, { [idName]: ids.slice(at, at + atOnce) }, signal, isEnough)
  } catch (error) {
    // A caller that may not list may still be allowed to read one by one; a gateway that is none is an error of its own there.
    signal.throwIfAborted()
    if (!isVpnGatewayError(error)) throw error
  }
}

async function readEach({ patient, signal }: TeardownContext, refs: readonly DeletableRef[], found: Found): Promise<void> {
  await sideBySide(refs, readsAtOnce, async (ref) => {
    try {
      const fields = await readResource(patient, ref, signal)
      if (fields) found(ref, { ref: withParent(ref, fields) })
    } catch (error) {
      signal.throwIfAborted()
      found(ref, { error })
    }
  })
}
