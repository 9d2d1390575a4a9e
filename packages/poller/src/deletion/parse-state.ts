import { OptionError, resourceFacts, service } from '@vpn-gateway/core'
import { deletableResources } from '../service/target.ts'
import { type Said, verdicts } from './proof.ts'
import { type DeletionState, deletionPhases } from './state.ts'

/** Fields and their rules; a state that breaks one is damaged or somebody else's. */
const rules: readonly (readonly [field: keyof DeletionState, rule: string, keeps: (state: Fields) => boolean])[] = [
  ['version', 'must be 1', ({ version }) => version === 1],
  ['resource', 'must be a resource that can be deleted', ({ resource }) => deletableResources().some((name) => name === resource)],
  ['id', 'must be an id of the resource', ({ resource, id }) => isId(resource, id)],
  ['parentId', 'must be an id of the gateway, or left out', ({ resource, parentId }) => isParentId(resource, parentId)],
  ['token', 'must be 1 to 64 printable ASCII characters', ({ token }) => typeof token === 'string' && /^[\x21-\x7e]{1,64}$/.test(token)],
  ['phase', `must be one of ${deletionPhases.join(', ')}`, ({ phase }) => deletionPhases.some((name) => name === phase)],
  ['alreadyGone', 'must be true, or left out', ({ alreadyGone = true }) => alreadyGone === true],
  ['regionId', 'must be a region id, or left out', ({ regionId = 'cn-hangzhou' }) => isRegionId(regionId)],
  ['said', 'must be a verdict and a number of times, or left out', ({ said }) => said === undefined || isSaid(said)],
  ['acceptedAtMs', 'must be a time in milliseconds, or left out', ({ acceptedAtMs = 0 }) => isTime(acceptedAtMs)],
  [
    'failure',
    'must be a code of an error, or left out',
    ({ failure = 'Code' }) => typeof failure === 'string' && /^[\w.]{1,100}$/.test(failure),
  ],
]

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads the data of a deletion, as its `toJSON` or `save` gave it, or as text.
 *
 * @throws {OptionError} `state` or `state.<field>` for what is damaged or foreign; the error does not quote it.
 */
export function parseState(given: unknown): DeletionState {
  const state = typeof given === 'string' ? parseText(given) : given
  if (typeof state !== 'object' || state === null) throw new OptionError('state', 'must be the data of a deletion')
  for (const [field, rule, keeps] of rules) if (!keeps(state as Fields)) throw new OptionError(`state.${field}`, rule)
  return Object.fromEntries(
    rules.flatMap(([field]) => (field in state ? [[field, (state as Fields)[field]]] : [])),
  ) as unknown as DeletionState
}

function isRegionId(value: unknown): boolean {
  return typeof value === 'string' && new RegExp(service.regionPattern).test(value)
}

function isSaid(value: unknown): boolean {
  const { verdict, times } = Object(value) as Partial<Said>
  return verdicts.some((known) => known === verdict) && Number.isSafeInteger(times) && (times as number) >= 0
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new OptionError('state', 'must be the data of a deletion, and is no JSON')
  }
}

/** Longer ones would fill messages; those of the service have some twenty characters. */
const longestId = 128

/** Times that a `Date` can be of, from 1970 on. */
function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 8.64e15
}

function isId(resource: unknown, id: unknown): boolean {
  const { pattern } = resourceFacts(resource as DeletionState['resource'])
  return typeof id === 'string' && id.length <= longestId && new RegExp(pattern).test(id)
}

function isParentId(resource: unknown, parentId: unknown): boolean {
  if (parentId === undefined) return true
  const { parent } = resourceFacts(resource as DeletionState['resource'])
  return parent !== undefined && typeof parentId === 'string' && new RegExp(resourceFacts(parent.resource).pattern).test(parentId)
}
