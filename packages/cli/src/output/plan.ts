import { type ResourceMetadata, resourceMetadata, valuesAt } from '@vpn-gateway/core'
import type { LeftOut, PlannedDeletion, PlannedGateway, TeardownPlan } from '@vpn-gateway/poller'
import { metadataOf } from '../kinds.ts'
import { plain, styled } from '../terminal.ts'
import { deniedWords } from './failure.ts'
import { counted, listed } from './lines.ts'

type Fields = Readonly<Record<string, unknown>>

/** A gateway of a plan with what would be deleted on it; without a gateway for what is on none. */
interface Group {
  readonly gateway: PlannedGateway | undefined
  readonly deletions: readonly PlannedDeletion[]
}

/** Settings by which a plan is shown. */
export interface Showing {
  readonly stream?: NodeJS.WriteStream
  /** The plan comes from a file, so that more may be on a gateway than it names. */
  readonly isFiled?: boolean | undefined
}

/** Writes a plan out: every gateway, every deletion in its order, what is left, what is in the way, and what is lost. */
export function planLines(plan: TeardownPlan, { stream, isFiled = false }: Showing = {}): string[] {
  const groups = groupsOf(plan).flatMap((group) => [
    '',
    ...gatewayLines(plan, group, isFiled, stream),
    ...group.deletions.flatMap(deletionLines(stream)),
  ])
  return [styled('bold', headingOf(plan), stream), ...groups, ...notesOf(plan, stream)]
}

/**
 * Sums a plan up for stderr: every gateway is named, and what would be deleted on it counted.
 *
 * @param isNamed whether each id is named, too
 */
export function planSummary(plan: TeardownPlan, isNamed: boolean, { isFiled = false }: Showing = {}): string[] {
  const groups = groupsOf(plan).map(({ gateway, deletions }) => {
    const byKind = Map.groupBy(deletions, (each) => (isUnseen(each) ? unseenWords : `× ${resourceMetadata(each.resource).title}`))
    const counts = [...byKind].map(([words, of]) => `${of.length} ${words}${isNamed ? `: ${listed(of)}` : ''}`)
    const named = nameOf(gateway)
    const whole = gateway?.isWhole ? wholeWords(plan, gateway, isFiled) : ''
    const words = counts.length === 0 ? whole : `${counts.join(isNamed ? '; ' : ', ')}${whole && ` (${whole})`}`
    return `${styled('bold', plain(gateway?.id ?? 'on no gateway'))}  ${named}${named && ': '}${words}`
  })
  return [styled('bold', headingOf(plan)), ...groups, ...notesOf(plan)]
}

const unseenWords = 'sent before and not seen any more'

/** True where there may be nothing left to delete: an earlier teardown has sent it. */
function isUnseen({ isSent, fields }: PlannedDeletion): boolean {
  return isSent === true && fields === undefined
}

/** Gives the deletions of what is there, without what was sent before and is not seen any more. */
export function deletionsSeen({ deletions }: TeardownPlan): PlannedDeletion[] {
  return deletions.filter((each) => !isUnseen(each))
}

/** Counts what plans delete and on how many gateways, and what was sent before and is not seen any more. */
export function sumLine(plans: readonly TeardownPlan[], place = ''): string {
  const seen = plans.flatMap(deletionsSeen)
  const gateways = new Set(seen.flatMap(({ gatewayId }) => gatewayId ?? [])).size
  const unseen = plans.flatMap(({ deletions }) => deletions).length - seen.length
  const on = gateways === 0 ? '' : ` on ${counted(gateways, 'gateway')}`
  return `${counted(seen.length, 'deletion')}${on}${place}${unseen > 0 ? `, ${unseen} ${unseenWords}` : ''}`
}

function headingOf(plan: TeardownPlan): string {
  return sumLine([plan], plan.regionId === undefined ? '' : ` in ${plain(plan.regionId)}`)
}

/** Puts a blank line between the lines of several plans. */
export function apart(plans: readonly (readonly string[])[]): string[] {
  return plans.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))
}

/** Says how much goes of what is on a gateway that was named as a whole. */
function wholeWords(plan: TeardownPlan, gateway: PlannedGateway, isFiled: boolean): string {
  if (plan.left.some(({ id, reason }) => id === gateway.id && reason === 'absent')) return `there ${isFiled ? 'was' : 'is'} none of this id`
  // What was sent before and is not seen any more is not on it.
  const goes = deletionsSeen(plan).some((each) => each.gatewayId === gateway.id)
  const words = isFiled ? `nothing ${goes ? 'else ' : ''}on it goes` : goes ? goingWords(plan, gateway) : nothingWords(plan, gateway)
  return `${words}; the gateway itself stays`
}

function goingWords(plan: TeardownPlan, { id }: PlannedGateway): string {
  const kept = keptOn(plan, id)
  const isLeft = plan.left.some((each) => each.id === id)
  return kept > 0 ? `all on it but ${kept} go` : `${isLeft ? 'not everything' : 'everything'} on it goes`
}

/** Words for a gateway on which nothing goes: an incomplete listing, or one of a busy gateway, may leave out what is there. */
function nothingWords(plan: TeardownPlan, { id }: PlannedGateway): string {
  const kept = keptOn(plan, id)
  if (kept > 0) return `nothing on it goes, and ${kept} ${kept === 1 ? 'stays' : 'stay'}`
  return plan.obstacles.some((each) => each.id === id) ? 'nothing is listed on it' : 'nothing on it'
}

/** Number of resources that are on a gateway and stay; what is left by will and was not seen is not on it. */
function keptOn({ left }: TeardownPlan, id: string): number {
  const isThere = ({ reason, fields }: LeftOut) => reason !== 'absent' && (fields !== undefined || !/protected|excepted/.test(reason))
  return left.filter((each) => each.gatewayId === id && isThere(each)).length
}

/** Gives the ids that would be deleted on each gateway, in the order of the plan. */
function groupsOf({ gateways, deletions }: TeardownPlan): Group[] {
  const byGateway = Map.groupBy(deletions, ({ gatewayId }) => gatewayId)
  const onGateways = gateways.map((gateway) => ({ gateway, deletions: byGateway.get(gateway.id) ?? [] }))
  const known = new Set<string | undefined>(gateways.map(({ id }) => id))
  const others = [...byGateway].filter(([id]) => !known.has(id)).map(([, rest]) => ({ gateway: undefined, deletions: rest }))
  return [...onGateways, ...others]
}

function gatewayLines(plan: TeardownPlan, { gateway }: Group, isFiled: boolean, stream?: NodeJS.WriteStream): string[] {
  if (!gateway) return [styled('bold', 'on no gateway', stream)]
  const metadata = metadataOf(gateway.id)
  const details = metadata ? [metadata.title, ...identityOf(metadata, gateway.fields), ...stateOf(metadata, gateway.fields)] : []
  return [
    `${styled('bold', plain(gateway.id), stream)}  ${details.join(', ')}`,
    ...(gateway.isWhole ? [`  ${wholeWords(plan, gateway, isFiled)}`] : []),
  ]
}

const deletionLines =
  (stream?: NodeJS.WriteStream) =>
  (deletion: PlannedDeletion, at: number): string[] => {
    const { id, resource, fields, isSent } = deletion
    const metadata = resourceMetadata(resource)
    const more = [
      ...activityOf(metadata, fields),
      ...tagsOf(metadata, fields),
      ...ageOf(metadata, fields),
      ...(isUnseen(deletion) ? [unseenWords] : isSent ? ['sent before'] : []),
    ]
    const number = `${at + 1}`.padStart(3)
    return [
      `${number}  ${styled('bold', plain(id), stream)}  ${[metadata.title, ...identityOf(metadata, fields)].join(', ')}`,
      ...(more.length > 0 ? [`     ${more.join(', ')}`] : []),
    ]
  }

/** Lists what is left, what is in the way, what is lost, what no tag protects, and how many follow one another. */
function notesOf(plan: TeardownPlan, stream?: NodeJS.WriteStream): string[] {
  const { left, obstacles } = plan
  const deletions = deletionsSeen(plan)
  const losses = lossesOf(deletions)
  const row = Math.max(0, ...groupsOf({ ...plan, deletions }).map((group) => group.deletions.length))
  return [
    ...section('Not deleted:', reasonLines(left)),
    ...section(styled('yellow', 'In the way:', stream), reasonLines(obstacles)),
    ...section(
      undefined,
      losses.map((loss) => styled('yellow', loss, stream)),
    ),
    ...untaggedLines(deletions),
    ...(row > 0 ? [orderLine(row)] : []),
  ]
}

/** Says once for each kind what is lost with it. */
function lossesOf(deletions: readonly PlannedDeletion[]): string[] {
  return [...Map.groupBy(deletions, ({ resource }) => resource)].flatMap(([kind, of]) => {
    const { title, loss } = resourceMetadata(kind)
    const goes = of.length === 1 ? `If ${listed(of)} goes` : `For each ${title} that goes`
    return loss === undefined ? [] : [`${goes}, ${loss}.`]
  })
}

function untaggedLines(deletions: readonly PlannedDeletion[]): string[] {
  const untagged = [...new Set(deletions.map(({ resource }) => resource))].map(resourceMetadata).filter(({ tags }) => tags === undefined)
  return untagged.map(({ title }) => `${title}: it has no tags; teardown --protect keeps it, or the tag vpngw:protected on its gateway.`)
}

function orderLine(row: number): string {
  const inRow = row > 1 ? `On one gateway they go one after another, here at most ${row}. ` : ''
  return `${inRow}The service does not say how long one takes.`
}

function section(title: string | undefined, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', ...(title === undefined ? [] : [title]), ...lines] : []
}

function wordsOf({ message, accessDenied }: Pick<LeftOut, 'message' | 'accessDenied'>): string {
  return `${plain(message)}${accessDenied ? ` (${deniedWords(accessDenied)})` : ''}`
}

export function reasonLines(left: readonly Pick<LeftOut, 'id' | 'message' | 'accessDenied'>[]): string[] {
  return [...Map.groupBy(left, wordsOf)].map(([words, of]) => `  ${listed(of)}  ${words}`)
}

/** Gives the name of a gateway in quotes: bare it could be words of the plan, such as "Not deleted". */
function nameOf(gateway: PlannedGateway | undefined): string {
  const name = gateway && metadataOf(gateway.id)?.name
  const text = name === undefined ? '' : shortOf(gateway?.fields?.[name])
  return text === '' ? '' : JSON.stringify(text)
}

/** Gives the fields by which a person knows a resource, each with its name. */
function identityOf({ identity }: ResourceMetadata, fields: Fields = {}): string[] {
  return identity.filter((field) => textOf(fields[field]) !== '').map((field) => `${field}: ${textOf(fields[field])}`)
}

function stateOf({ status }: ResourceMetadata, fields: Fields = {}): string[] {
  return status && fields[status.field] !== undefined ? [`${status.field}: ${textOf(fields[status.field])}`] : []
}

function activityOf({ activity = [] }: ResourceMetadata, fields: Fields = {}): string[] {
  return activity.flatMap((path) => {
    const values = valuesAt(fields, path).filter((value) => textOf(value) !== '')
    const name = path.split('.').slice(-2).join(' ')
    return values.length > 0 ? [`${name}: ${values.map(textOf).join(' and ')}`] : []
  })
}

function tagsOf({ tags }: ResourceMetadata, fields: Fields = {}): string[] {
  const all = tags?.fields.flatMap((path) => valuesAt(fields, path)).filter((tag) => typeof tag === 'object' && tag !== null) ?? []
  const words = all.map((tag) => `${textOf((tag as Fields)[tags?.key ?? ''])}=${textOf((tag as Fields)[tags?.value ?? ''])}`)
  return words.length > 0 ? [`tags ${words.join(' ')}`] : []
}

/** The service writes a time as text or as milliseconds. */
function ageOf({ created }: ResourceMetadata, fields: Fields = {}): string[] {
  const value = created === undefined ? undefined : fields[created]
  const date = new Date(typeof value === 'number' || typeof value === 'string' ? value : Number.NaN)
  return Number.isNaN(date.getTime()) ? [] : [`made ${date.toISOString().slice(0, 10)}`]
}

/** Most characters that are shown of a value. */
const shownAtMost = 80

/** Anything but an ordinary name is quoted and kept short: a name can look like a question, or fill the screen. */
function textOf(value: unknown): string {
  const shown = shortOf(value)
  return /^[\p{L}\p{M}\p{N} ._:/,@+*-]*$/u.test(shown) ? shown : JSON.stringify(shown)
}

function shortOf(value: unknown): string {
  const text = value === undefined || value === null ? '' : plain(String(value))
  const characters = [...text]
  return characters.length > shownAtMost ? `${characters.slice(0, shownAtMost - 1).join('')}…` : text
}
