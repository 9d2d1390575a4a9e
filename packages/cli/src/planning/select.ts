import {
  OptionError,
  type ResourceMetadata,
  type ResourceName,
  resourceMetadata,
  resourceNames,
  UnreadableAnswerError,
  valuesAt,
} from '@vpn-gateway/core'
import { listResources } from '@vpn-gateway/poller'
import { type Command, InvalidArgumentError } from 'commander'
import type { Connection } from '../connection.ts'
import { isParent } from '../kinds.ts'
import { repeated } from './ids.ts'

/** A selection in place of ids: everything that meets all of it. */
export interface Selection {
  /** Gateways; everything on them. */
  readonly on?: readonly string[]
  /** VPCs; everything on their gateways. */
  readonly vpc?: readonly string[]
  /** Tags that it has, `key=value`. */
  readonly tag?: readonly string[]
  /** Pattern of its name; `*` stands for any text, `?` for a character. */
  readonly name?: string
  readonly allInRegion?: true
}

export function addSelectionOptions(command: Command): Command {
  return command
    .option('--on <vpn-id>', 'select everything on this gateway; may be given again', repeated(filled))
    .option('--vpc <id>', 'select everything on the gateways of this VPC; may be given again', repeated(filled))
    .option('--tag <key=value>', 'select only what has this tag of its own, which servers never have; may be given again', repeated(tagged))
    .option('--name <pattern>', 'select only what has such a name; * stands for any text, ? for one character', once(filled))
    .option('--all-in-region', 'select every connection and server of the region')
}

/** Refuses what an empty variable leaves: it would select all that has no such value. */
function filled(value: string): string {
  if (value === '') throw new InvalidArgumentError('It must not be empty.')
  return value
}

/** Refuses an option that is given again, of which the last alone would count. */
function once(parse: (value: string) => string): (value: string, before?: string) => string {
  return (value, before) => {
    if (before !== undefined) throw new InvalidArgumentError('It can be given once.')
    return parse(value)
  }
}

function tagged(tag: string): string {
  if (!/^[^=]+=./s.test(tag)) throw new InvalidArgumentError('It must be written key=value.')
  return tag
}

type Fields = Readonly<Record<string, unknown>>

/** Says whether anything is selected. */
export function isSelection({ on, vpc, tag, name, allInRegion }: Selection): boolean {
  return [on, vpc, tag, name, allInRegion].some((each) => each !== undefined)
}

/**
 * Gives the ids that a selection means: gateways where it means all that is on them, and single resources where it means some.
 *
 * @throws {UnreadableAnswerError} where a listing is not complete: what it leaves out might have been meant.
 */
export async function selectedIds({ client }: Connection, selection: Selection, signal: AbortSignal): Promise<string[]> {
  const { on, vpc, tag = [], name } = selection
  for (const id of on ?? []) if (!isParent(id)) throw new OptionError('--on', 'must be the id of a gateway')
  const list = async (kind: ResourceName) => {
    const { entries, isComplete } = await listResources(client, kind, {}, { signal })
    const { operations } = resourceMetadata(kind)
    if (!isComplete)
      throw new UnreadableAnswerError(200, 'a listing that is not complete; nothing was selected', { operation: operations.list as never })
    return entries
  }
  const gateways = vpc === undefined ? on && new Set(on) : await gatewaysIn(list, vpc, on)
  if (gateways && tag.length === 0 && name === undefined) return [...gateways]
  const found = await Promise.all(
    deletableKinds().map(async (kind) => {
      const metadata = resourceMetadata(kind)
      const isMeant = (fields: Fields) =>
        (!gateways || gateways.has(String(fields[metadata.parent?.field ?? '']))) &&
        tag.every((each) => hasTag(metadata, fields, each)) &&
        hasName(metadata, fields, name)
      return (await list(kind)).filter(isMeant).map((fields) => String(fields[metadata.id]))
    }),
  )
  return found.flat()
}

/** Gives the gateways of VPCs, of those that were named where some were. */
async function gatewaysIn(
  list: (kind: ResourceName) => Promise<readonly Fields[]>,
  vpcs: readonly string[],
  on: readonly string[] | undefined,
): Promise<Set<string>> {
  const gateways = new Set<string>()
  for (const kind of new Set(deletableKinds().flatMap((name) => resourceMetadata(name).parent?.resource ?? []))) {
    const { id, network = '' } = resourceMetadata(kind)
    for (const fields of await list(kind)) if (vpcs.includes(String(fields[network]))) gateways.add(String(fields[id]))
  }
  return on ? new Set(on.filter((id) => gateways.has(id))) : gateways
}

function deletableKinds(): ResourceName[] {
  return resourceNames.filter(
    (name) => resourceMetadata(name).operations.delete !== undefined && resourceMetadata(name).operations.list !== undefined,
  )
}

function hasTag({ tags }: ResourceMetadata, fields: Fields, wanted: string): boolean {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(wanted) ?? []
  const all = (tags?.fields.flatMap((path) => valuesAt(fields, path)) ?? []).map((tag) => Object(tag) as Fields)
  return tags !== undefined && all.some((tag) => tag[tags.key] === key && tag[tags.value] === value)
}

function hasName({ name }: ResourceMetadata, fields: Fields, pattern: string | undefined): boolean {
  if (pattern === undefined) return true
  const words = pattern
    .split(/([*?])/)
    .map((word) => (word === '*' ? '.*' : word === '?' ? '.' : word.replace(/[\\^$.|+()[\]{}]/g, '\\$&')))
  return name !== undefined && new RegExp(`^${words.join('')}$`, 'su').test(String(fields[name] ?? ''))
}
