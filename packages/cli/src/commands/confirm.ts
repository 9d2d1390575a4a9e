import { OptionError } from '@vpn-gateway/core'
import { type FoundResource, type FoundTarget, lookUp, teardownTargetOf } from '@vpn-gateway/poller'
import { factsOf, isParent } from '../kinds.ts'
import { messageOf } from '../output/failure.ts'
import { openPerson, type Person, plain, styled } from '../terminal.ts'
import type { Work } from './shared.ts'

/** More than these are not shown one by one. */
const shownAtMost = 10
/** For more deletions than these their number is to be typed. */
const answeredByYes = 20
const readsAtOnce = 8

/** Ids that a journal adds to those that were given. */
export interface Added {
  readonly path: string
  readonly ids: readonly string[]
}

/**
 * Shows everything that would be deleted, and asks on the terminal itself, whatever stdin and stderr are. `--yes`, and nothing
 * else, skips the question; on the embedded emulator there is nothing to lose.
 *
 * @throws {OptionError} `--yes`, where there is no terminal to ask on.
 */
export async function confirmDeletion(ids: readonly string[], work: Work, yes: boolean, added?: Added): Promise<boolean> {
  if (yes) return true
  const person = openPerson()
  if (person) return ask(person, new Set(ids), work, added).finally(() => person.leave())
  if (work.connection.isEmbedded) return true
  throw new OptionError('--yes', 'is required where there is no terminal to ask on; nothing was deleted')
}

async function ask(person: Person, given: ReadonlySet<string>, work: Work, added: Added | undefined): Promise<boolean> {
  const more = added ? added.ids.filter((id) => !given.has(id)) : []
  const all = [...given, ...more]
  const found = await lookUpAll(all.length <= shownAtMost ? all : all.filter(isParent), work)
  if (all.length <= shownAtMost) for (const id of all) for (const line of linesOf(id, found.get(id))) person.tell(line)
  else for (const line of sumsOf(all, found)) person.tell(line)
  if (more.length > 0)
    person.tell(styled('yellow', `${more.length} of these come from the journal ${plain(added?.path ?? '')}: ${inWords(more)}`))
  const deletions = deletionsIn(all, found)
  const what = all.length === 1 ? `${isParent(all[0] ?? '') ? 'everything on ' : ''}${all[0]}` : `these ${deletions.size}`
  const { place } = work.connection
  const isMany = deletions.size > answeredByYes
  const question = isMany ? `Type ${deletions.size} to delete these ${deletions.size} on ${place}: ` : `Delete ${what} on ${place}? [y/N] `
  const answer = (await person.ask(question, work.signal)).trim()
  return isMany ? answer === String(deletions.size) : /^y(es)?$/i.test(answer)
}

/** Result of a look at a target: its fields, nothing where there is none, or the error of the read. */
type Looked = { readonly target: FoundTarget | undefined } | { readonly error: unknown }

async function lookUpAll(ids: readonly string[], { connection, signal }: Work): Promise<Map<string, Looked>> {
  const found = new Map<string, Looked>()
  const left = ids[Symbol.iterator]()
  const next = async () => {
    for (const id of left) {
      const looked = lookUp(connection.client, teardownTargetOf(id), { signal })
      // Who may not read may still delete.
      found.set(id, await looked.then((target) => ({ target })).catch((error) => ({ error })))
      signal.throwIfAborted()
    }
  }
  await Promise.all(Array.from({ length: readsAtOnce }, next))
  return found
}

/** The ids that would be deleted: a gateway stands for what is on it. */
function deletionsIn(ids: readonly string[], found: ReadonlyMap<string, Looked>): Set<string> {
  return new Set(ids.flatMap((id) => (isParent(id) ? childrenOf(found.get(id)).map(idOf) : [id])))
}

function childrenOf(looked: Looked | undefined): readonly FoundResource[] {
  return (looked && 'target' in looked && looked.target?.children) || []
}

function linesOf(id: string, looked: Looked | undefined): string[] {
  const facts = factsOf(id)
  if (!facts) return []
  const losses = new Set([facts, ...childrenOf(looked).map((child) => child.facts)].flatMap(({ loss }) => loss ?? []))
  return [
    `${styled('bold', id)}, ${isParent(id) ? `everything on this ${facts.title}; it stays itself` : facts.title}`,
    ...detailsOf(id, looked).map((line) => `  ${line}`),
    ...[...losses].map((loss) => `  ${styled('yellow', `If it goes, ${loss}.`)}`),
  ]
}

/** Every gateway with what is on it, and the others by their kind. */
function sumsOf(ids: readonly string[], found: ReadonlyMap<string, Looked>): string[] {
  const gateways = ids.filter(isParent).map((id) => `${styled('bold', id)}  ${countedOn(id, found.get(id))}`)
  const kinds = [
    ...Map.groupBy(
      ids.filter((id) => !isParent(id)),
      factsOf,
    ),
  ].map(([facts, ofKind]) => `${styled('bold', `${ofKind.length} × ${facts?.title}`)}: ${inWords(ofKind)}`)
  const all = [...ids.flatMap((id) => factsOf(id) ?? []), ...[...found.values()].flatMap(childrenOf).map(({ facts }) => facts)]
  const losses = [...new Set(all.flatMap(({ loss }) => loss ?? []))].map((loss) => styled('yellow', `If one goes, ${loss}.`))
  return [...gateways, ...kinds, ...losses]
}

function countedOn(id: string, looked: Looked | undefined): string {
  if (looked && 'error' in looked) return `not readable: ${messageOf(looked.error)}`
  if (!looked?.target) return 'there is none of this id'
  const name = plain(String(looked.target.fields[factsOf(id)?.identity[0] ?? ''] ?? ''))
  if (!looked.target.children) return `${name}: what is on it is not known: its listings are not complete`
  const counts = [...Map.groupBy(looked.target.children, ({ facts }) => facts.title)].map(([title, { length }]) => `${length} × ${title}`)
  return `${name}${name && ': '}${counts.join(', ') || 'nothing on it'}`
}

/** Most ids that a line names. */
const namedAtMost = 50

function inWords(ids: readonly string[]): string {
  const rest = ids.length - namedAtMost
  return `${ids.slice(0, namedAtMost).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`
}

/** Lists the fields by which a person knows it and its gateway. */
function detailsOf(id: string, looked: Looked | undefined): string[] {
  if (looked && 'error' in looked) return [`not readable: ${messageOf(looked.error)}`]
  const found = looked?.target
  if (!found) return ['there is none of this id']
  const children = found.children?.map((child) => `${child.facts.title} ${idOf(child)}`) ?? []
  const more = children.length > shownAtMost ? [`and ${children.length - shownAtMost} more`] : []
  const unlisted = isParent(id) && !found.children ? ['what is on it is not known: its listings are not complete'] : []
  const parent = found.parent ? identityOf(found.parent).map((line) => `${found.parent?.facts.title} ${line}`) : []
  return [...identityOf(found), ...parent, ...children.slice(0, shownAtMost), ...more, ...unlisted]
}

function idOf({ facts, fields }: FoundResource): string {
  return plain(String(fields[facts.id]))
}

function identityOf({ facts, fields }: FoundResource): string[] {
  return [facts.id, ...facts.identity]
    .filter((field) => fields[field] !== undefined && fields[field] !== '')
    .map((field) => `${field}: ${plain(String(fields[field]))}`)
}
