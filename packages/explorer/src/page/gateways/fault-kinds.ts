import { type OperationMetadata, type OperationName, operationMetadata, resourceMetadata } from '@vpn-gateway/core'
import type { FaultKind } from '@vpn-gateway/emulator'
import type { Resource } from '../emulator/admin.ts'
import type { Option } from '../parts/choice.tsx'

type Kind = Exclude<FaultKind['kind'], 'error'>

/** Texts typed into the form, by name. */
export type Typed = Readonly<Record<string, string>>

/** A detail of a fault, asked for with it. */
interface FaultDetail {
  readonly name: string
  readonly label: string
  /** The choices, or nothing where it is typed. */
  readonly options?: readonly (readonly [value: string, words: string])[]
  /** Value that is sent for what was chosen or typed; nothing leaves it out. */
  readonly sends: (text: string) => unknown
  readonly isOptional?: boolean
  readonly help?: string
}

const asText = (text: string) => (text === '' ? undefined : text)
const asNumber = (text: string) => (text === '' ? undefined : numberOf(text))

const work: FaultDetail = {
  name: 'work',
  label: 'The operation',
  sends: asText,
  options: [
    ['not-done', 'is not carried out'],
    ['done', 'is carried out'],
  ],
}

const statusOf = (usual: number): FaultDetail => ({
  name: 'status',
  label: 'Status',
  sends: asNumber,
  isOptional: true,
  help: `empty for ${usual}`,
})

interface KindOfFault {
  readonly words: string
  readonly details?: readonly FaultDetail[]
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
        options: [
          ['other', 'a made-up one'],
          ['none', 'none'],
        ],
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

/** The resources that a request of an operation can name. */
export function namedBy(operation: OperationName, held: readonly Resource[]): Resource[] {
  const { parameters } = operationMetadata(operation)
  return held.filter(({ resource }) => resourceMetadata(resource).id in parameters)
}

function isFaultKind(chosen: string): chosen is Kind {
  return Object.hasOwn(faultKinds, chosen)
}

/** Further fields of a fault kind; none for an error code. */
export function detailsOf(chosen: string): readonly FaultDetail[] {
  return isFaultKind(chosen) ? (faultKinds[chosen].details ?? []) : []
}

/** The fault as the admin interface takes it. A text that is no number is sent as it is, since the emulator reports what is wrong with it. */
export function faultOf(chosen: string, typed: Typed): object {
  if (!isFaultKind(chosen)) return { kind: 'error', code: chosen }
  const given = detailsOf(chosen).flatMap(({ name, options, sends }) => {
    const value = sends(typed[name] ?? options?.[0]?.[0] ?? '')
    return value === undefined ? [] : [[name, value]]
  })
  return { kind: chosen, ...Object.fromEntries(given) }
}

/** Labels of the fields that limit a fault. */
export const limitLabels = { times: 'How many requests', rate: 'Probability' } as const

/** Replaces the names in an error of the emulator with the labels of the form. */
export function inLabels(words: string, chosen: string): string {
  const labels = new Map<string, string>([
    ...Object.entries(limitLabels),
    ...detailsOf(chosen).map(({ name, label }) => [name, label] as const),
  ])
  return words.replace(/\b(\w+)(?= must )/, (name) => labels.get(name) ?? name)
}

/** The resource that alone meets the fault, while it is there. */
export function idIn({ id = '' }: Typed, held: readonly Resource[]): string {
  return held.some((each) => each.id === id) ? id : ''
}

/** Limits of the fault, as the admin interface takes them. */
export function limitsOf(typed: Typed, held: readonly Resource[]): object {
  const { times = '', rate = '' } = typed
  const id = idIn(typed, held)
  return {
    ...(times !== '' && { times: numberOf(times) }),
    ...(rate !== '' && { rate: numberOf(rate) }),
    ...(id !== '' && { id }),
  }
}

function numberOf(text: string): number | string {
  return /^\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : text
}
