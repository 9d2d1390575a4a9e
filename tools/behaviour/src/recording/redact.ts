import { resourceFacts, resourceNames, service } from '@vpn-gateway/core'
import { frontDoorErrors, operationErrors } from '@vpn-gateway/core/catalogue'
import { absent, type World } from '../service.ts'

/** What stands in the place of a text that is nobody's business. */
const hidden = 'redacted'

/** Fields whose texts come from a list that the service has, and tell nothing of an account. */
const telling = new Set([
  'Code',
  service.regionParameter,
  ...resourceNames.flatMap((name) => {
    const { status, locked, deleted, parent } = resourceFacts(name)
    return [status?.field, locked?.field, deleted?.field, parent?.unless?.field].filter((field) => field !== undefined)
  }),
])

const documentedMessages = new Set([...Object.values(operationErrors).flat(), ...frontDoorErrors].map(({ message }) => message))

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
export function keptOf(name: string, value: string, aliases: Aliases): string {
  if (isId(value)) return aliases.of(value)
  return telling.has(name) || documentedMessages.has(value) || value === '' ? value : hidden
}

/** An answer with only what may be kept, in JSON or XML; of anything else nothing is kept. */
export function redacted(text: string, type: string, aliases: Aliases): string {
  if (type.includes('json')) return JSON.stringify(redactedValue('', JSON.parse(text), aliases))
  if (!type.includes('xml')) return hidden
  return text.replace(/<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g, (_, name: string, data: string | undefined, plain = '') => {
    return `<${name}>${keptOf(name, data ?? plain, aliases)}</${name}>`
  })
}

function redactedValue(name: string, value: unknown, aliases: Aliases): unknown {
  if (typeof value === 'string') return keptOf(name, value, aliases)
  if (Array.isArray(value)) return value.map((entry) => redactedValue(name, entry, aliases))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([field, entry]) => [field, redactedValue(field, entry, aliases)]))
}

function isId(text: string): boolean {
  return resourceNames.some((name) => new RegExp(resourceFacts(name).pattern).test(text))
}

function prefixOf(id: string): string {
  return /^[a-z]+-/.exec(id)?.[0] ?? ''
}
