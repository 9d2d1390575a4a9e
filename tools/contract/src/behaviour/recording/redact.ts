import { parseXml, XmlElement } from '@rgrove/parse-xml'
import { operationMetadata, operationNames, resourceMetadata, resourceNames, service } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors } from '@vpn-gateway/core/catalogue'
import { absent, type World } from '../service.ts'

/** What stands in the place of a text that is nobody's business. */
const hidden = 'redacted'

/** Fields whose texts come from a list that the service has, and tell nothing of an account. */
const telling = new Set([
  'Code',
  service.regionParameter,
  ...resourceNames.flatMap((name) => {
    const { status, locked, deleted, parent } = resourceMetadata(name)
    return [status?.field, locked?.field, deleted?.field, parent?.unless?.field].filter((field) => field !== undefined)
  }),
])

const documentedMessages = new Set([...Object.values(operationErrors).flat(), ...frontDoorErrors].map(({ message }) => message))

/** Numbers that tell of pages. */
const counts = new Set(operationNames.flatMap((name) => Object.values(operationMetadata(name).paging ?? {})))

/** Gives every id of an account another name, the same one each time. */
export class Aliases {
  readonly #known = new Map<string, string>()

  constructor(world: World) {
    for (const [role, id] of Object.entries(world) as [keyof World, string][])
      if (role !== 'regionId') this.#known.set(id, `${prefixOf(id)}recorded${role.toLowerCase()}`)
  }

  /** The world under its other names. */
  worldOf(world: World): World {
    return Object.fromEntries(Object.entries(world).map(([role, id]) => [role, role === 'regionId' ? id : this.of(id)])) as unknown as World
  }

  of(id: string): string {
    // These are the suite's own.
    if (Object.values(absent).includes(id)) return id
    const alias = this.#known.get(id) ?? `${prefixOf(id)}recorded${this.#known.size}`
    this.#known.set(id, alias)
    return alias
  }
}

/** What may be kept of a field: an id under another name, a word of the service, a number; of other texts that there was one. */
function keptOf(name: string, value: string, aliases: Aliases): string {
  if (value !== '' && isNamed(name, value)) return aliases.of(value)
  const isTelling = telling.has(name) || (counts.has(name) && /^\d+$/.test(value))
  return isTelling || documentedMessages.has(value) || value === '' ? value : hidden
}

/** An answer with only what may be kept, in JSON or XML; of anything else nothing is kept. */
export function redacted(text: string, type: string, aliases: Aliases): string {
  if (type.includes('json')) return JSON.stringify(redactedValue('', JSON.parse(text), aliases))
  if (!type.includes('xml')) return hidden
  const { root } = parseXml(text)
  return root ? redactedElement(root, aliases) : hidden
}

/** An element written anew, of which only names and what may be kept of texts is left. */
function redactedElement({ name, children, text }: XmlElement, aliases: Aliases): string {
  const inner = children.filter((child) => child instanceof XmlElement)
  const kept = inner.length > 0 ? inner.map((child) => redactedElement(child, aliases)).join('') : keptOf(name, text, aliases)
  return `<${name}>${kept}</${name}>`
}

function redactedValue(name: string, value: unknown, aliases: Aliases): unknown {
  if (typeof value === 'string') return keptOf(name, value, aliases)
  if (Array.isArray(value)) return value.map((entry) => redactedValue(name, entry, aliases))
  if (typeof value === 'number') return counts.has(name) ? value : 0
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([field, entry]) => [field, redactedValue(field, entry, aliases)]))
}

/** Whether a text names something that a later request may name again: it is an id of any kind, or leads to a page. */
export function isNamed(name: string, text: string): boolean {
  const isId =
    /^[a-z]{2,6}-[a-z0-9]{10,}\**$/.test(text) || resourceNames.some((each) => new RegExp(resourceMetadata(each).pattern).test(text))
  return isId || pageTokens.has(name)
}

const pageTokens = new Set(operationNames.map((name) => operationMetadata(name).paging?.token))

function prefixOf(id: string): string {
  return /^[a-z]+-/.exec(id)?.[0] ?? ''
}
