import { type OperationMetadata, type OperationName, operationMetadata, resourceMetadata } from '@vpn-gateway/core'
import type { FaultKind } from '@vpn-gateway/emulator'
import type { Resource } from '../emulator/admin.ts'
import { type Option, valueOfOption } from '../parts/controls.tsx'

type Kind = Exclude<FaultKind['kind'], 'error'>

/** Texts typed into the form, by name. */
export type Typed = Readonly<Record<string, string>>

/** A field of the form: a detail of a fault, or a limit. */
interface FaultField {
  readonly name: string
  readonly label: string
  /** The choices, or nothing where it is typed. */
  readonly options?: readonly Option[]
  /** Value that is sent for what was chosen or typed; nothing leaves it out. */
  readonly sends: (text: string) => unknown
  readonly isOptional?: boolean
  readonly help?: string
}

const asText = (text: string) => text || undefined
/** A text that is no number is sent as it is, since the emulator reports what is wrong with it. */
const asNumber = (text: string) => (/^\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : asText(text))

const carriedOut: readonly Option[] = [
  ['not-done', 'is not carried out'],
  ['done', 'is carried out'],
]
const work: FaultField = { name: 'work', label: 'The operation', sends: asText, options: carriedOut }

const statusOf = (usual: number): FaultField => {
  return { name: 'status', label: 'Status', sends: asNumber, isOptional: true, help: `empty for ${usual}` }
}

interface KindOfFault {
  readonly words: string
  readonly details?: readonly FaultField[]
  /** Says whether the emulator accepts it for an operation. @defaultValue true for each */
  readonly canMeet?: (metadata: OperationMetadata) => boolean
}

const hasPages = ({ verb, resource, paging }: OperationMetadata) => verb === 'list' && resource !== undefined && paging !== undefined

/** Faults besides the error codes of the spec, in words, by the name in the admin interface. */
export const faultKinds: Readonly<Record<Kind, KindOfFault>> = {
  refusal: {
    words: 'refused, with any code',
    details: [
      { name: 'code', label: 'Code', sends: asText },
      statusOf(400),
      { name: 'message', label: 'Message', sends: asText, isOptional: true },
    ],
  },
  throttle: {
    words: 'throttled',
    details: [{ name: 'retryAfterMs', label: 'Retry-after hint, in ms', sends: asNumber, isOptional: true }],
  },
  delay: { words: 'answered late', details: [{ name: 'ms', label: 'How late, in ms', sends: asNumber }] },
  timeout: { words: 'never answered', details: [work] },
  reset: { words: 'cut off: the connection breaks', details: [work] },
  html: { words: 'answered with an HTML page', details: [statusOf(502)] },
  empty: { words: 'answered with an empty body', details: [statusOf(503)] },
  truncated: { words: 'answered with half of the body' },
  'other-id': {
    words: 'a read of another resource',
    details: [
      {
        name: 'shown',
        label: 'Id in the answer',
        options: [['other', 'a made-up one'], 'none'],
        sends: (text) => (text === 'none' ? '' : undefined),
      },
    ],
    canMeet: ({ verb, resource }) => verb === 'read' && resource !== undefined,
  },
  omitted: {
    words: 'a list with one entry missing',
    details: [{ name: 'entry', label: 'Id of the entry', sends: asText, isOptional: true, help: 'empty for the first' }],
    canMeet: ({ verb, resource }) => verb === 'list' && resource !== undefined,
  },
  'short-page': { words: 'a page with half of its entries', canMeet: hasPages },
  'no-total': { words: 'a page without its total', canMeet: hasPages },
  'expired-key': { words: 'refused: the key has expired' },
  stale: { words: 'a stale read', canMeet: ({ verb }) => verb === 'read' || verb === 'list' },
  task: { words: 'accepted, then fails', canMeet: ({ longRunning }) => longRunning !== undefined },
}

/** Fault kinds of an operation, as options. */
export function kindsFor(operation: OperationName): Option[] {
  const metadata = operationMetadata(operation)
  return Object.entries(faultKinds)
    .filter(([, { canMeet }]) => canMeet?.(metadata) ?? true)
    .map(([kind, { words }]) => [kind, words])
}

function isFaultKind(chosen: string): chosen is Kind {
  return Object.hasOwn(faultKinds, chosen)
}

/** Further fields of a fault kind; none for an error code. */
export function detailsOf(chosen: string): readonly FaultField[] {
  return isFaultKind(chosen) ? (faultKinds[chosen].details ?? []) : []
}

/** Fields that limit a fault: one of them to a resource that a request of the operation can name, where the emulator holds any. */
export function limitsFor(operation: OperationName, resources: readonly Resource[]): readonly FaultField[] {
  const { parameters } = operationMetadata(operation)
  const ids = resources.filter(({ resource }) => resourceMetadata(resource).id in parameters).map(({ id }) => id)
  const only: FaultField = { name: 'id', label: 'Only for', sends: asText, options: [['', 'any resource'], ...ids] }
  return [
    { name: 'times', label: 'How many requests', sends: asNumber, isOptional: true, help: 'empty for all of them, with a probability' },
    { name: 'rate', label: 'Probability', sends: asNumber, isOptional: true, help: 'from 0 to 1; empty for 1' },
    ...(ids.length === 0 ? [] : [only]),
  ]
}

/** Gives what was typed or chosen in a field; the first choice instead of one that is not offered any more. */
export function textOf({ name, options }: FaultField, typed: Typed): string {
  const text = typed[name] ?? ''
  const [first] = options ?? []
  return first === undefined || options?.some((option) => valueOfOption(option) === text) ? text : valueOfOption(first)
}

/** Gives the fields as the admin interface takes them. */
export function givenIn(fields: readonly FaultField[], typed: Typed): object {
  const given = fields.map((field) => [field.name, field.sends(textOf(field, typed))])
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}

/** The fault as the admin interface takes it. */
export function faultOf(chosen: string, typed: Typed): object {
  return isFaultKind(chosen) ? { kind: chosen, ...givenIn(detailsOf(chosen), typed) } : { kind: 'error', code: chosen }
}

/** Replaces the name of a field in an error of the emulator with its label. */
export function inLabels(words: string, fields: readonly FaultField[]): string {
  return words.replace(/\b(\w+)(?= must )/, (name) => fields.find((field) => field.name === name)?.label ?? name)
}
