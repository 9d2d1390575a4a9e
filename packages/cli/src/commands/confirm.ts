import { operationFacts, type ResourceFacts, type ResourceName, resourceFacts, resourceNames } from '@vpn-gateway/core'
import { styled, terminal } from '../terminal.ts'
import type { Work } from './shared.ts'

/**
 * Names what loses contact and asks. Without a terminal, or with `--yes`, the answer is yes: a program has nobody to
 * ask.
 */
export async function confirmDeletion(ids: readonly string[], { connection, signal }: Work, yes: boolean): Promise<boolean> {
  if (yes || !terminal.isInteractive()) return true
  for (const id of ids) {
    const resource = resourceNames.find((name) => id.startsWith(resourceFacts(name).prefix))
    if (resource === undefined) continue
    const facts = resourceFacts(resource)
    const details = await detailsOf(resource, facts, id, connection, signal)
    terminal.say(`${styled('bold', id)}, ${facts.title}${details}`)
    if (facts.loss !== undefined) terminal.say(`  ${styled('yellow', `If it goes, ${facts.loss}.`)}`)
  }
  const what = ids.length === 1 ? ids[0] : `these ${ids.length}`
  return terminal.confirm(`Delete ${what} on ${connection.place}?`, signal)
}

/** What a person knows it by; who may not read still may delete. */
async function detailsOf(
  resource: ResourceName,
  facts: ResourceFacts,
  id: string,
  { client }: Work['connection'],
  signal: AbortSignal,
): Promise<string> {
  const operation = facts.operations.read ?? facts.operations.list
  if (operation === undefined) return ''
  const { method, parameters, items } = operationFacts(operation)
  const methods = client as unknown as Record<string, (parameters: object, options: object) => Promise<Record<string, unknown>>>
  try {
    const answer = await methods[method]?.({ [facts.id]: parameters[facts.id]?.type === 'array' ? [id] : id }, { signal })
    const entries =
      items === undefined
        ? [answer]
        : (items.split('.').reduce<unknown>((at, field) => (at as Record<string, unknown>)?.[field], answer) as unknown[])
    const fields = (entries?.[0] ?? {}) as Record<string, unknown>
    const parent = resourceFacts(resource).parent
    const shown = [...facts.identity, ...(parent ? [parent.field] : [])].filter(
      (field) => fields[field] !== undefined && fields[field] !== '',
    )
    return shown.map((field) => `\n  ${field}: ${String(fields[field])}`).join('')
  } catch {
    signal.throwIfAborted()
    return ' (it cannot be read)'
  }
}
