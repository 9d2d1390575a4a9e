import { OptionError, resourceMetadata } from '@vpn-gateway/core'
import { checkFields, isText, type Rules } from '../check-fields.ts'
import { isErrorCode } from '../errors.ts'
import { scopeRules } from '../scope.ts'
import { deletableResources, type Fields, isIdOf } from '../service/resource-ref.ts'
import { streakVerdicts } from './acceptor.ts'
import { type DeletionState, deletionPhases } from './state.ts'

/** Longer ids and codes would fill messages; those of the service have some twenty characters. */
const isCode = isText(/^[\w.]{1,100}$/)
const isTime = (value: unknown) => typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0

const time = ['a time in milliseconds', isTime] as const
const count = ['a number of times', isCount, '?'] as const
const flag = ['true', (value: unknown) => value === true, '?'] as const

/** Fields, what each must be, and whether it may be left out; a state that breaks a rule is damaged or foreign. */
const rules: Rules<keyof DeletionState> = {
  version: ['2; a deletion of another version is to be begun again', (value) => value === 2],
  resource: ['a resource that can be deleted', (value) => deletableResources().some((name) => name === value)],
  id: ['an id of the resource', (id, { resource }) => isIdOf(resource as never, id)],
  parentId: ['an id of the gateway', (id, { resource }) => isParentId(resource as never, id), '?'],
  regionId: scopeRules.regionId,
  endpoint: scopeRules.endpoint,
  clientToken: ['1 to 64 printable ASCII characters', isText(/^[\x21-\x7e]{1,64}$/)],
  phase: [`one of ${deletionPhases.join(', ')}`, (value) => deletionPhases.some((name) => name === value)],
  atMs: time,
  afterMs: time,
  ageMs: [...time, '?'],
  unseen: flag,
  moving: ['an id of the gateway, or empty', (id, { resource }) => id === '' || isParentId(resource as never, id), '?'],
  worked: flag,
  streak: ['a verdict, a number of times and a time', isStreak, '?'],
  unknown: ['the code of an error, and for how long it came', isUnknown, '?'],
  mayBeDone: flag,
  wasIdle: flag,
  tries: count,
  refusals: count,
  resent: flag,
  refused: flag,
  alreadyGone: flag,
  failure: ['a code of a DeletionError', isErrorCode, '?'],
}

/** Parses a deletion from data or text. @throws {OptionError} `state` or `state.<field>` for what is damaged or foreign; not quoted. */
export function parseState(given: unknown): DeletionState {
  const state = typeof given === 'string' ? parseText(given) : given
  if (typeof state !== 'object' || state === null || Array.isArray(state)) throw new OptionError('state', 'must be the data of a deletion')
  checkFields('state', state, rules)
  return state as DeletionState
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new OptionError('state', 'must be the data of a deletion, and is no JSON')
  }
}

function isParentId(resource: DeletionState['resource'], id: unknown): boolean {
  const { parent } = resourceMetadata(resource)
  return parent !== undefined && isIdOf(parent.resource, id)
}

function isStreak(value: unknown): boolean {
  const { verdict, times, heldMs } = Object(value) as Fields
  return streakVerdicts.some((known) => known === verdict) && isCount(times) && isTime(heldMs)
}

function isUnknown(value: unknown): boolean {
  const { code, operation = 'Operation', isPassing, heldMs } = Object(value) as Fields
  return isCode(code) && isCode(operation) && typeof isPassing === 'boolean' && isTime(heldMs)
}
