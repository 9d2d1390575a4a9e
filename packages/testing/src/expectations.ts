import {
  errorKindOf,
  isOperationName,
  nearestTo,
  type OperationName,
  type OperationParameters,
  OptionError,
  operationMetadata,
  operationNames,
} from '@vpn-gateway/core'
import type { Emulator, RequestRecord, TaskRecord } from '@vpn-gateway/emulator'

/** Something that a test expected of an emulator is not so; its message says what was seen instead. */
export class ExpectationError extends Error {
  override readonly name = 'ExpectationError'
}

/**
 * Expects that a deletion has taken a resource away.
 *
 * @throws {ExpectationError} where it is still there, or was never deleted.
 */
export function expectGone(emulator: Pick<Emulator, 'has' | 'ledger'>, id: string): void {
  const task = emulator.ledger.tasks.findLast((each) => each.id === id)
  if (emulator.has(id)) throw new ExpectationError(`${id} is still there: ${whyThere(emulator, id, task)}`)
  if (!task) throw new ExpectationError(`there is no ${id}, and nothing has deleted it: is the id right?`)
}

function whyThere({ ledger }: Pick<Emulator, 'ledger'>, id: string, task: TaskRecord | undefined): string {
  if (task?.failed) return 'its deletion was accepted, and came to nothing'
  if (task && task.endedAtMs === undefined) return 'its deletion was accepted, and goes on; wait for its end, or settle it'
  const refused = deletionsIn(ledger).findLast(({ parameters, code }) => code !== undefined && Object.values(parameters).includes(id))
  return refused ? `its deletion was refused with ${refused.code}` : 'no deletion of it was sent'
}

/**
 * Expects that deletions on one gateway were sent one after another: each once the one before had ended.
 *
 * @throws {ExpectationError} where one was refused because its gateway was busy.
 */
export function expectOneAtATime({ ledger, resources }: Pick<Emulator, 'ledger' | 'resources'>): void {
  const parents = new Map([...resources(), ...ledger.tasks].map(({ id, parentId }) => [id, parentId]))
  // A refusal that a test has injected says nothing of the gateway.
  const isAtWork = ({ atMs, parameters }: RequestRecord) => {
    const on = new Set(Object.values(parameters).flatMap((id) => parents.get(id) ?? []))
    return ledger.tasks.some(
      ({ parentId = '', startedAtMs, endedAtMs = Number.POSITIVE_INFINITY }) => on.has(parentId) && startedAtMs <= atMs && atMs < endedAtMs,
    )
  }
  const tooEarly = deletionsIn(ledger).filter((request) => request.code && errorKindOf(request.code) === 'busy' && isAtWork(request))
  if (tooEarly.length === 0) return
  const lines = tooEarly.map((request) => `\n  ${wordsOf(request)}`)
  const what =
    lines.length === 1 ? 'a deletion came while its gateway was busy' : `${lines.length} deletions came while their gateway was busy`
  throw new ExpectationError(`${what}:${lines.join('')}`)
}

/** Parameters that a request is to have; it may have more. Those that are lists are not compared. */
export type RequestParameters<Op extends OperationName> = {
  readonly [Name in keyof OperationParameters<Op>]?: Extract<OperationParameters<Op>[Name], string | number | boolean>
}

/** Number of times that something is expected. */
export interface TimesOption {
  /** Exactly so often; 0 for never. @defaultValue at least once */
  readonly times?: number | undefined
}

/**
 * Expects that a request was made, refused ones among them.
 *
 * @throws {OptionError} for an operation, or a parameter, that there is none of.
 * @throws {ExpectationError} where it was not, or not so often; its message lists the requests of that operation.
 */
export function expectRequest<Op extends OperationName>(
  { ledger }: Pick<Emulator, 'ledger'>,
  operation: Op,
  parameters: RequestParameters<Op> = {},
  { times }: TimesOption = {},
): void {
  checkNames(operation, Object.keys(parameters))
  const made = ledger.of(operation)
  const wanted = Object.entries(parameters).filter(([, value]) => value !== undefined)
  const found = made.filter((request) => wanted.every(([name, value]) => request.parameters[name] === String(value))).length
  if (times === undefined ? found > 0 : found === times) return
  const what = [operation, ...wanted.map(([name, value]) => `${name}=${value}`)].join(' ')
  const expected = times === undefined ? 'at least once' : countOf(times)
  const lines = made.length === 0 ? ' there was none of this operation' : made.map((request) => `\n  ${wordsOf(request)}`).join('')
  throw new ExpectationError(`${what} was expected ${expected}, and came ${countOf(found)}:${lines}`)
}

/** A name that is misspelt would be expected in vain, or never to come. */
function checkNames(operation: string, names: readonly string[]): void {
  if (!isOperationName(operation))
    throw new OptionError('operation', `must be one of the spec; the nearest is ${nearestTo(operation, operationNames)}`)
  const known = Object.keys(operationMetadata(operation).parameters)
  const misspelt = names.find((name) => !known.includes(name))
  if (misspelt) throw new OptionError(misspelt, `is no parameter of ${operation}; the nearest is ${nearestTo(misspelt, known)}`)
}

const countOf = (times: number) => (times === 1 ? 'once' : `${times} times`)

function deletionsIn(ledger: Emulator['ledger']): RequestRecord[] {
  return ledger.requests.filter(
    ({ operation }) => operation !== undefined && isOperationName(operation) && operationMetadata(operation).verb === 'delete',
  )
}

function wordsOf({ operation, parameters, status, code }: RequestRecord): string {
  const words = Object.entries(parameters).map(([name, value]) => `${name}=${value}`)
  return [operation, ...words, `→ ${code ?? status}`].join(' ')
}
