import { isVpnGatewayError, OptionError, resourceMetadata } from '@vpn-gateway/core'
import { planTeardown, type TeardownPlan } from '@vpn-gateway/poller'
import { messageOf } from '../output/failure.ts'
import { listed } from '../output/lines.ts'
import { deletionsSeen } from '../output/plan.ts'
import { whileReading } from '../output/requests.ts'
import { type Asked, openPerson, type Person, plain, styled, terminal } from '../terminal.ts'
import type { Work } from './shared.ts'
import { showPlans } from './show-plans.ts'

/** For more deletions than these their number is to be typed. */
const answeredByYes = 20

/** Ids that a journal adds to those that were given. */
interface Added {
  readonly path: string
  readonly ids: readonly string[]
}

/** Origin of plans beside the ids and selections that were given. */
interface Source {
  readonly added?: Added | undefined
  readonly isFiled?: boolean
}

/**
 * Opens the terminal of the person to ask, whatever stdin and stderr are. `--yes`, and nothing else, skips the question; on the
 * embedded emulator there is nothing to lose.
 *
 * @throws {OptionError} `--yes`, where there is no terminal to ask on.
 */
export function personToAsk({ connection }: Work, yes: boolean): Person | undefined {
  const person = yes ? undefined : openPerson()
  if (person || yes || connection.isEmbedded) return person
  throw new OptionError('--yes', 'is required where there is no terminal to ask on; no deletion was sent')
}

/** Shows the plans, and asks whether exactly that is to be deleted. Without a person to ask it is. */
export async function confirmPlans(
  person: Person | undefined,
  plans: readonly TeardownPlan[],
  work: Work,
  { added, isFiled }: Source = {},
): Promise<boolean> {
  if (!person) return true
  const deletions = plans.flatMap((plan) => plan.deletions)
  const question = questionOf(plans, work.connections.map(({ place }) => place).join(' and '))
  const below = { notes: addedLines(added, deletions), question: question?.text ?? '', isFiled }
  if (!(await showPlans(person, plans, below, work.signal))) return false
  // What is absent is read again, and has its outcome; nothing is lost by that.
  if (!question) return true
  return agrees(person, question, work.signal)
}

/** Question to a person, and the answers that agree. */
interface Question extends Required<Asked> {
  readonly isYes: (answer: string) => boolean
}

/**
 * Makes the question of plans; none where nothing can be deleted. What was sent before is followed, and counted apart: where its answer was
 * lost, its request says how it ended.
 */
export function questionOf(plans: readonly TeardownPlan[], where: string): Question | undefined {
  const seen = plans.flatMap(deletionsSeen)
  const unseen = plans.flatMap(({ deletions }) => deletions).length - seen.length
  if (seen.length + unseen === 0) return undefined
  const what = seen.length === 1 ? listed(seen) : `these ${seen.length}`
  const follow = unseen > 0 ? `follow ${unseen} sent before, which may be sent again` : ''
  const rest = follow && `, and ${follow},`
  if (seen.length > answeredByYes)
    return {
      text: `Type ${seen.length} to delete these ${seen.length}${rest} on ${where}.`,
      prompt: '> ',
      isYes: (answer) => answer === String(seen.length),
    }
  const words = seen.length > 0 ? `delete ${what}${rest}` : `${follow},`
  return yesNo(`${words.charAt(0).toUpperCase()}${words.slice(1)} on ${where}?`)
}

function yesNo(text: string): Question {
  return { text, prompt: '[y/N] ', isYes: (answer) => /^y(es)?$/i.test(answer) }
}

async function agrees(person: Person, question: Question, signal: AbortSignal): Promise<boolean> {
  return question.isYes((await person.ask(question, signal))?.trim() ?? '')
}

/**
 * Asks before a single call that deletes, in the same way; callers that may not read may still delete.
 *
 * @param yes whether nothing is to be asked; what is protected is refused all the same
 * @throws what a read failed with that was not refused
 */
export async function confirmCall(ids: readonly string[], work: Work, yes: boolean): Promise<boolean> {
  const person = personToAsk(work, yes)
  const read = () =>
    whileReading(planTeardown(work.connection.client, ids, { signal: work.signal })).catch((error) => {
      work.signal.throwIfAborted()
      if (!isRefusal(error)) throw error
      return messageOf(error)
    })
  try {
    const plan = await read()
    if (typeof plan !== 'string' && plan.deletions.length > 0) {
      if (!(await confirmPlans(person, [plan], work))) return false
      const isSame = !person || identityOf(await read()) === identityOf(plan)
      if (!isSame) person?.show('It is not what it was when it was asked about.')
      return isSame
    }
    const [kept] = typeof plan === 'string' ? [] : plan.left
    const isKept = kept?.reason === 'protected'
    const show = person?.show ?? terminal.say
    if (person || isKept) for (const id of ids) show(`${id}: ${typeof plan === 'string' ? plan : plain(kept?.message ?? '')}`)
    if (!person || isKept) return !isKept
    return await agrees(person, yesNo(`Delete ${ids.join(', ')} on ${work.connection.place}?`), work.signal)
  } finally {
    person?.leave()
  }
}

/** Gives what people know the deletions of a plan by, for comparison. */
function identityOf(plan: TeardownPlan | string): string {
  const deletions = typeof plan === 'string' ? [] : plan.deletions
  return JSON.stringify(
    deletions.map(({ id, resource, gatewayId, fields = {} }) => {
      const { identity, created = '' } = resourceMetadata(resource)
      return [id, gatewayId, ...[...identity, created].map((field) => fields[field])]
    }),
  )
}

/** Says whether reads are refused for good; of one that failed in passing it is not known what it would have shown. */
function isRefusal(error: unknown): boolean {
  return isVpnGatewayError(error) && error.kind === 'stop' && error.name === 'ServiceError'
}

/** Names what the journal adds to the deletions. */
function addedLines(added: Added | undefined, deletions: TeardownPlan['deletions']): string[] {
  const ids = new Set(added?.ids)
  const of = deletions.filter(({ id }) => ids.has(id))
  if (!added || of.length === 0) return []
  const words = of.length === 1 ? 'One of these comes' : `${of.length} of these come`
  return [styled('yellow', `${words} from the journal ${plain(added.path)}: ${listed(of)}`)]
}
