import { type ResourceFacts, resourceFacts, resourceNames } from '@vpn-gateway/core'
import { type FoundResource, lookUp, teardownTargetOf } from '@vpn-gateway/poller'
import { messageOf } from '../output/failure.ts'
import { plain, styled, terminal } from '../terminal.ts'
import type { Work } from './shared.ts'

/** More than these are not shown one by one. */
const shownAtMost = 10

/**
 * Names what loses contact and asks. Without a terminal, or with `--yes`, the answer is yes: a program has nobody to
 * ask.
 */
export async function confirmDeletion(ids: readonly string[], work: Work, yes: boolean): Promise<boolean> {
  if (yes || !terminal.canAsk()) return true
  if (ids.length <= shownAtMost) for (const id of ids) await describe(id, work)
  else for (const line of countsOf(ids)) terminal.say(line)
  const what = ids.length === 1 ? ids[0] : `these ${ids.length}`
  return terminal.confirm(
    `Delete ${isParent(ids[0] ?? '') && ids.length === 1 ? `everything on ${what}` : what} on ${work.connection.place}?`,
    work.signal,
  )
}

async function describe(id: string, work: Work): Promise<void> {
  const facts = factsOf(id)
  if (!facts) return
  const losses = new Set([facts.loss])
  terminal.say(`${styled('bold', id)}, ${isParent(id) ? `everything on this ${facts.title}; it stays itself` : facts.title}`)
  for (const line of await detailsOf(id, work, losses)) terminal.say(`  ${line}`)
  for (const loss of losses) if (loss !== undefined) terminal.say(`  ${styled('yellow', `If it goes, ${loss}.`)}`)
}

/** How many of each kind, and what is lost with them. */
function countsOf(ids: readonly string[]): string[] {
  return [...Map.groupBy(ids, factsOf)].flatMap(([facts, ofKind]) => {
    if (!facts) return []
    const what = `${ofKind.length} × ${isParent(ofKind[0] ?? '') ? `everything on a ${facts.title}` : facts.title}`
    return [styled('bold', what), ...(facts.loss === undefined ? [] : [`  ${styled('yellow', `If one goes, ${facts.loss}.`)}`])]
  })
}

function factsOf(id: string): ResourceFacts | undefined {
  const resource = resourceNames.find((name) => id.startsWith(resourceFacts(name).prefix))
  return resource && resourceFacts(resource)
}

function isParent(id: string): boolean {
  const facts = factsOf(id)
  return facts !== undefined && facts.operations.delete === undefined
}

/** What a person knows it and its gateway by. Who may not read may still delete. */
async function detailsOf(id: string, { connection, signal }: Work, losses: Set<string | undefined>): Promise<string[]> {
  try {
    const found = await lookUp(connection.client, teardownTargetOf(id), { signal })
    if (!found) return ['there is none of this id']
    for (const { facts } of found.children ?? []) losses.add(facts.loss)
    const children = found.children?.map(({ facts, fields }) => `${facts.title} ${plain(String(fields[facts.id]))}`) ?? []
    const more = children.length > shownAtMost ? [`and ${children.length - shownAtMost} more`] : []
    const unlisted = isParent(id) && !found.children ? ['what is on it is not known: its listings are not complete'] : []
    const parent = found.parent ? identityOf(found.parent).map((line) => `${found.parent?.facts.title} ${line}`) : []
    return [...identityOf(found), ...parent, ...children.slice(0, shownAtMost), ...more, ...unlisted]
  } catch (error) {
    signal.throwIfAborted()
    return [`not readable: ${messageOf(error)}`]
  }
}

function identityOf({ facts, fields }: FoundResource): string[] {
  return [facts.id, ...facts.identity]
    .filter((field) => fields[field] !== undefined && fields[field] !== '')
    .map((field) => `${field}: ${plain(String(fields[field]))}`)
}
