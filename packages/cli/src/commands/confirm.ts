import { resourceFacts, resourceNames } from '@vpn-gateway/core'
import { type FoundResource, lookUp, targetOf } from '@vpn-gateway/poller'
import { messageOf } from '../output/failure.ts'
import { plain, styled, terminal } from '../terminal.ts'
import type { Work } from './shared.ts'

/**
 * Names what loses contact and asks. Without a terminal, or with `--yes`, the answer is yes: a program has nobody to
 * ask.
 */
export async function confirmDeletion(ids: readonly string[], work: Work, yes: boolean): Promise<boolean> {
  if (yes || !terminal.canAsk()) return true
  for (const id of ids) {
    const resource = resourceNames.find((name) => id.startsWith(resourceFacts(name).prefix))
    if (resource === undefined) continue
    const facts = resourceFacts(resource)
    terminal.say(`${styled('bold', id)}, ${facts.title}`)
    for (const line of await detailsOf(id, work)) terminal.say(`  ${line}`)
    if (facts.loss !== undefined) terminal.say(`  ${styled('yellow', `If it goes, ${facts.loss}.`)}`)
  }
  const what = ids.length === 1 ? ids[0] : `these ${ids.length}`
  return terminal.confirm(`Delete ${what} on ${work.connection.place}?`, work.signal)
}

/** What a person knows it and its gateway by. Who may not read may still delete. */
async function detailsOf(id: string, { connection, signal }: Work): Promise<string[]> {
  try {
    const found = await lookUp(connection.client, targetOf(id), { signal })
    if (!found) return ['there is none of this id']
    return [...identityOf(found), ...(found.parent ? identityOf(found.parent).map((line) => `${found.parent?.facts.title} ${line}`) : [])]
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
