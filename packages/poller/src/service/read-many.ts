import { isVpnGatewayError, type ResourceName, resourceMetadata } from '@vpn-gateway/core'
import { sideBySide } from '../side-by-side.ts'
import { idsAtOnce, listAll, pageSizeOf } from './listing.ts'
import { readResource } from './reader.ts'
import type { Fields, ResourceRef } from './resource-ref.ts'
import { type DeletionService, isDeleted, type Page } from './service.ts'

/** Source of reads, which repeats what fails in passing. */
export interface Source {
  readonly patient: DeletionService
  readonly signal: AbortSignal
}

/** Result of the read of a resource that was not absent. */
export type Read<T> = { readonly value: T } | { readonly error: unknown }

type Parse<Ref, T> = (ref: Ref, fields: Fields) => T
type Found<Ref, T> = (ref: Ref, read: Read<T>) => void

/** Number of reads that are under way at once. */
export const readsAtOnce = 10

/**
 * Reads many resources: by listings, which show many at once, as long as there is more to find than pages to read, and one by
 * one what they do not show, since a listing may leave out an entry. Gives those that were absent.
 *
 * @param parse may reject what a listing shows: then the resource is read alone, and that is what counts
 */
export async function readMany<Ref extends ResourceRef, T>(
  source: Source,
  refs: readonly Ref[],
  parse: Parse<Ref, T>,
  found: Found<Ref, T>,
): Promise<Ref[]> {
  const missing = new Map(refs.map((ref) => [ref.id, ref]))
  const settle: Found<Ref, T> = (ref, read) => void (missing.delete(ref.id) && found(ref, read))
  try {
    await Promise.all([...Map.groupBy(refs, ({ kind }) => kind)].map(([kind, ofKind]) => inListings(source, kind, ofKind, parse, settle)))
    await readEach(source, [...missing.values()], parse, settle)
  } catch (error) {
    // After an abort they are not looked for any more.
    for (const ref of [...missing.values()]) settle(ref, { error })
  }
  return [...missing.values()]
}

/** Reads listings as long as that is the shorter way. */
async function inListings<Ref extends ResourceRef, T>(
  { patient, signal }: Source,
  kind: ResourceName,
  refs: readonly Ref[],
  parse: Parse<Ref, T>,
  found: Found<Ref, T>,
) {
  const { id: idName, operations } = resourceMetadata(kind)
  const waiting = new Map(refs.map((ref) => [ref.id, ref]))
  const isEnough = ({ entries, total = 0 }: Page, pages: number) => {
    for (const fields of entries) {
      const ref = waiting.get(String(fields[idName]))
      if (!ref || isDeleted(kind, fields)) continue
      found(ref, { value: parse(ref, fields) })
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

async function readEach<Ref extends ResourceRef, T>(
  { patient, signal }: Source,
  refs: readonly Ref[],
  parse: Parse<Ref, T>,
  found: Found<Ref, T>,
): Promise<void> {
  await sideBySide(refs, readsAtOnce, async (ref) => {
    try {
      const fields = await readResource(patient, ref, signal)
      if (fields) found(ref, { value: parse(ref, fields) })
    } catch (error) {
      signal.throwIfAborted()
      found(ref, { error })
    }
  })
}
