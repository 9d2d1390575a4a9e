import { parseXml, XmlElement } from '@rgrove/parse-xml'
import { operationMetadata, operationNames, resourceMetadata, resourceNames, service } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors } from '@vpn-gateway/core/catalogue'
import { absent, type Fixture } from '../service.ts'

/** Replacement of a private text. */
const hidden = 'redacted'

/** Fields whose texts come from a list of the service, and say nothing of an account. */
const publicFields = new Set([
  'Code',
  service.regionParameter,
  ...resourceNames.flatMap((name) => {
    const { status, locked, deleted, parent } = resourceMetadata(name)
    return [status?.field, locked?.field, deleted?.field, parent?.unless?.field].filter((field) => field !== undefined)
  }),
])

const documentedMessages = new Set([...Object.values(operationErrors).flat(), ...frontDoorErrors].map(({ message }) => message))

/** Numbers of pages. */
const counts = new Set(operationNames.flatMap((name) => Object.values(operationMetadata(name).paging ?? {})))

/** Gives every id of an account another name, the same one each time. */
export class Aliases {
  readonly #known = new Map<string, string>()

  constructor(fixture: Fixture) {
    for (const [role, id] of Object.entries(fixture) as [keyof Fixture, string][])
      if (role !== 'regionId') this.#known.set(id, `${prefixOf(id)}recorded${role.toLowerCase()}`)
  }

  /** Renames the ids of a fixture. */
  fixtureOf(fixture: Fixture): Fixture {
    return Object.fromEntries(
      Object.entries(fixture).map(([role, id]) => [role, role === 'regionId' ? id : this.of(id)]),
    ) as unknown as Fixture
  }

  of(id: string): string {
    // These are the suite's own.
    if (Object.values(absent).includes(id)) return id
    const alias = this.#known.get(id) ?? `${prefixOf(id)}recorded${this.#known.size}`
    this.#known.set(id, alias)
    return alias
  }
}

/** Gives what may be kept of a field: the alias of an id, a word of the service, a number. Other texts are redacted. */
function keptOf(name: string, value: string, aliases: Aliases): string {
  if (value !== '' && isNamed(name, value)) return aliases.of(value)
  const isPublic = publicFields.has(name) || (counts.has(name) && /^\d+$/.test(value))
  return isPublic || documentedMessages.has(value) || value === '' ? value : hidden
}

/** Redacts an answer in JSON or XML; nothing is kept of other formats. */
export function redacted(text: string, type: string, aliases: Aliases): string {
  if (type.includes('json')) return JSON.stringify(redactedValue('', JSON.parse(text), aliases))
  if (!type.includes('xml')) return hidden
  const { root } = parseXml(text)
  return root ? redactedElement(root, aliases) : hidden
}

/** Writes an element anew, without what may not be kept. */
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

/** Reports whether a later request may name a text again: it is an id of any kind, or a page token. */
export function isNamed(name: string, text: string): boolean {
  const isId =
    /^[a-z]{2,6}-[a-z0-9]{10,}\**$/.test(text) || resourceNames.some((each) => new RegExp(resourceMetadata(each).pattern).test(text))
  return isId || pageTokens.has(name)
}

const pageTokens = new Set(operationNames.map((name) => operationMetadata(name).paging?.token))

function prefixOf(id: string): string {
  return /^[a-z]+-/.exec(id)?.[0] ?? ''
}
