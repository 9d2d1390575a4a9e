import { OptionError, type ResourceName, type Retry, resourceMetadata } from '@vpn-gateway/core'
import { alone, once, refOf } from '../engine/engine.ts'
import { newState } from '../engine/prepare.ts'
import { mayBeSent } from '../engine/provenance.ts'
import { type DeletionState, isAccepted, isEnded, mayBeUnderway, onceMore, progressOf } from '../engine/state.ts'
import { DeletionError } from '../errors.ts'
import type { EventLog } from '../events.ts'
import { retry } from '../retry/retry.ts'
import { checkScope, type Scope } from '../scope.ts'
import { readMany } from '../service/read-many.ts'
import { readerOf } from '../service/reader.ts'
import { type DeletableRef, type ResourceRef, withParent } from '../service/resource-ref.ts'
import { type DeletionClient, DeletionService } from '../service/service.ts'
import { sideBySide } from '../side-by-side.ts'
import { checkBelongs } from './account-check.ts'
import type { TeardownContext } from './context.ts'
import { GatewayQueue } from './gateway-queue.ts'
import { forgetMadeAnew, type Journal, type Kept, type LeftByWill, leftByWill, readEntries, thereAfter } from './journal.ts'
import { JournalError } from './journal-error.ts'
import { JournalWriter } from './journal-writer.ts'
import { LearnedPace } from './learned-pace.ts'
import type { TeardownLimits } from './options.ts'
import { endOf, isRefusal, type Outcome, outcomeOf, type TeardownEvent } from './outcome.ts'
import { notAsPlanned, recordOf } from './plan/as-planned.ts'
import { keptIn, type TeardownPlan } from './plan/plan.ts'
import { Protection } from './protection.ts'
import { RateLimiter } from './rate-limiter.ts'
import { parseTargets, type Targets } from './targets.ts'

const inUse = new WeakSet<Journal>()

function isAbsence(error: unknown): boolean {
  return error instanceof DeletionError && error.code === 'ResourceAbsent'
}

/** The state of an earlier teardown: whether it was sent before that ended is not known, and is looked up again. */
function lookedUpAgain(state: DeletionState): DeletionState {
  return state.phase === 'sent' ? { ...state, phase: 'found', mayBeDone: true } : onceMore(state)
}

export class TeardownRun {
  readonly #client: DeletionClient
  #plan: TeardownPlan | undefined
  /** Resources that are left by the will of the caller, of this teardown or of the one that its journal is of. */
  #left: readonly LeftByWill[] = []
  readonly #limits: TeardownLimits
  readonly #events: EventLog<TeardownEvent>
  readonly #outcomes = new Map<string, Outcome>()
  readonly #queues = new Map<string, GatewayQueue>()
  readonly #stop = new AbortController()
  readonly #signal: AbortSignal = this.#stop.signal
  readonly #writer: JournalWriter

  constructor(client: DeletionClient, limits: TeardownLimits, events: EventLog<TeardownEvent>) {
    this.#client = client
    this.#limits = limits
    this.#events = events
    this.#writer = new JournalWriter(limits.journal, limits.settings.clock, this.#stop)
  }

  async all(given: Targets, plan?: TeardownPlan): Promise<readonly Outcome[]> {
    this.#plan = plan
    const { journal, settings, signal, account, sameAccount } = this.#limits
    const onAbort = () => this.#stop.abort(signal?.reason)
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
    if (journal && inUse.has(journal)) throw new OptionError('journal', 'is in use by a teardown that has not ended')
    if (journal) inUse.add(journal)
    try {
      const kept = readEntries((await journal?.read()) ?? [])
      const isNamed = ({ id, gatewayId = id }: LeftByWill) => given.ids.includes(id) || given.ids.includes(gatewayId)
      this.#left = plan ? keptIn(plan) : [...kept.left.values()].filter((each) => !isNamed(each))
      const context = this.#context(kept, given)
      const own: Scope = { ...context.engine.service.scope, ...(account !== undefined && { account }) }
      if (plan) checkScope(plan, own, 'the plan was made')
      await checkBelongs(context, kept, { own, sameAccount, ...settings })
      for (const state of kept.states.values()) {
        // An absence that was an error to an earlier teardown may be success to this one.
        if (settings.ensureGone && state.failure === 'ResourceAbsent') kept.states.delete(state.id)
      }
      forgetMadeAnew(kept, plan?.deletions ?? [])
      // A plan names what it takes of a journal.
      const targets = plan ? given : parseTargets([...given.ids, ...kept.targets])
      // A check that was cut short vouches for no account.
      const { accessKeyId: _, account: __, ...scope } = own
      const begun = this.#signal.aborted ? scope : own
      const planned = plan && { planned: plan.deletions.map(recordOf), left: this.#left.map(leftByWill(plan)) }
      if (planned || given.ids.length > 0) void this.#writer.append({ targets: given.ids, ...planned, ...begun })
      await this.#run(targets, kept.states, context)
      await this.#writer.keepAll()
      const outcomes = this.#report(targets)
      if (this.#writer.lost) throw new JournalError(this.#writer.lost.cause, outcomes)
      return outcomes
    } finally {
      signal?.removeEventListener('abort', onAbort)
      if (journal) inUse.delete(journal)
    }
  }

  #context({ states, planned }: Kept, given: Targets): TeardownContext {
    const { settings, regionId, timeoutMs, longestDelayMs, requestsPerSecond } = this.#limits
    const pace = new LearnedPace(settings, longestDelayMs)
    const limiter = new RateLimiter(settings.clock, requestsPerSecond)
    const protection = new Protection(settings.clock)
    const serviceBy = (retry: Retry) =>
      new DeletionService(this.#client, limiter.around(retry), regionId, undefined, (kind, fields) => protection.note(kind, fields))
    const service = serviceBy(once)
    const resumed = new Set([...states.values()].filter(isAccepted).map(({ id }) => id))
    return {
      engine: { ...alone, service, reader: readerOf(service), settings, pace, resend: ({ id }) => resumed.has(id) },
      patient: serviceBy(retry({ random: settings.random, onRetry: settings.onRetry })),
      timeoutMs,
      signal: this.#signal,
      whyLeft: new Map(
        this.#plan?.left.flatMap(({ id, reason, message }) => (/absent|unreadable/.test(reason) ? [] : [[id, message] as const])),
      ),
      kept: new Set(this.#left.map(({ id }) => id)),
      planned: this.#plan ? new Map(this.#plan.deletions.map((each) => [each.id, each])) : planned,
      protection,
      // Ids that are named now are bound by no earlier plan.
      free: new Set(this.#plan ? [] : given.ids),
      owned: new Set(),
      emit: (state) => this.#events.push(progressOf(state)),
      enter: (...entered) => this.#enter(...entered),
      noteEnd: (state, error) => this.#noteEnd(state, error),
      hasStopped: (id) => (this.#outcomes.get(id)?.outcome ?? 'gone') !== 'gone',
      noteParentEnd: ({ id }, error) => void this.#outcomes.set(id, this.#outcomeOfParent(id, error)),
      learn: (state, isOver) => pace.note(state, isOver),
    }
  }

  async #run({ refs, parents }: Targets, states: Kept['states'], context: TeardownContext): Promise<void> {
    const whole = new Set(parents.map(({ id }) => id))
    const queueOf = (key: string, parent: ResourceRef | undefined): GatewayQueue => {
      // A signal of its own: adding to one takes as long as it has listeners.
      const queue =
        this.#queues.get(key) ?? new GatewayQueue({ ...context, signal: AbortSignal.any([this.#signal]) }, parent, whole.has(key))
      this.#queues.set(key, queue)
      return queue
    }
    const { planned = new Map() } = context
    const named = new Set([...refs.map(({ id }) => id), ...planned.keys()])
    const add = (state: DeletionState) => queueOf(state.parentId ?? state.id, refOf(state).parent).add(state, named.has(state.id))
    const ready = new Set(parents.map((parent) => queueOf(parent.id, parent)))
    const { scope } = context.engine.service
    const { clock, ensureGone } = context.engine.settings
    const isBound = (id: string, parentId = '') =>
      context.planned && !planned.has(id) && !context.free.has(id) && !context.free.has(parentId)
    const taken = new Set<string>()
    for (const state of states.values()) {
      // A resource that the plan leaves is left, unless the service works on it.
      if (!isEnded(state) && isBound(state.id) && !isAccepted(state)) {
        const sent = { ...state, mayBeDone: true } as const
        if (mayBeUnderway(state)) this.#noteEnd(sent, notAsPlanned(sent, context.whyLeft.get(state.id)))
        continue
      }
      taken.add(state.id)
      if (isEnded(state)) this.#outcomes.set(state.id, endOf(state, true))
      else {
        const known = lookedUpAgain(state)
        this.#events.push(progressOf({ ...known, atMs: clock.now() }))
        ready.add(add(known))
      }
    }
    for (const { id, parentId = id } of states.values()) {
      if (!taken.has(id)) continue
      // A deletion that has ended before is not begun again, though its resource may still be there.
      context.owned.add(id)
      this.#queues.get(parentId)?.ids.add(id)
    }
    const find = (state: DeletionState) => {
      void this.#enter(state)
      ready.add(add(state))
    }
    // Planned resources were read, and are read again before a request is sent.
    for (const { id, resource: kind, gatewayId } of this.#plan ? planned.values() : []) {
      const parent = gatewayId === undefined ? undefined : { kind: resourceMetadata(kind).parent?.resource as ResourceName, id: gatewayId }
      if (!states.has(id)) find(newState({ kind, id, ...(parent && { parent }) }, scope, clock))
    }
    const unread = refs.filter(({ id }) => !taken.has(id) && !planned.has(id))
    const missing = await readMany(context, unread, withParent, (ref, read) => {
      const known = states.get(ref.id)
      const state = known ? lookedUpAgain(known) : newState('value' in read ? read.value : ref, scope, clock)
      if ('error' in read) this.#noteEnd(state, read.error)
      else if (isBound(ref.id, read.value.parent?.id)) this.#noteEnd(state, notAsPlanned(state, context.whyLeft.get(ref.id)))
      else find(state)
    })
    // An id that one read has not shown has a queue of its own, so that a misspelt one delays no other.
    const isUnseen = ensureGone && !context.planned
    const unseen = missing.map((ref) => add({ ...newState(ref, scope, clock), ...(isUnseen && { unseen: true }) }))
    await Promise.all([this.#workOff(ready), this.#workOff(new Set(unseen)), this.#checkGone([...states.values()], context)])
  }

  /** Reads what a journal says is gone, twice where it shows: a journal can be edited, or be that of another account. */
  async #checkGone(states: readonly DeletionState[], context: TeardownContext): Promise<void> {
    const gone = new Map(states.filter(({ phase }) => phase === 'gone').map((state) => [state.id, state]))
    const shown: DeletableRef[] = []
    await readMany(context, [...gone.values()].map(refOf), withParent, (ref, read) => void ('value' in read && shown.push(ref)))
    const { clock, apartMs } = context.engine.settings
    // After an abort each read is rejected by it.
    if (shown.length > 0) await clock.sleep(apartMs, this.#signal).catch(() => {})
    await readMany(context, shown, withParent, ({ id }, read) => {
      const isThere = 'value' in read
      const error = new DeletionError('CannotObserve', id, thereAfter('gone'), undefined, isThere)
      this.#outcomes.set(id, outcomeOf(id, error, isThere, gone.get(id)?.alreadyGone !== true, isThere))
    })
  }

  /** Lets queues work side by side, so many at once. */
  async #workOff(queues: ReadonlySet<GatewayQueue>): Promise<void> {
    await sideBySide([...queues], this.#limits.gatewaysAtOnce, (queue) => queue.work())
  }

  /** Keeps a state, before it is sent in any case; everything is kept by the time of the report. */
  async #enter(state: DeletionState, gatewayStatus?: string, signal?: AbortSignal): Promise<void> {
    // That a gateway is idle again can be read again.
    if (state.phase !== 'idle') {
      const written = this.#writer.append({ state })
      if (state.phase === 'sent') {
        await written
        signal?.throwIfAborted()
      }
    }
    if (state.phase === 'gone') this.#outcomes.set(state.id, endOf(state))
    // A failure is emitted with its reason.
    if (state.phase !== 'failed') this.#events.push(progressOf(state, gatewayStatus))
  }

  #noteEnd(state: DeletionState, error: unknown): void {
    // Why the teardown was ended says nothing of a deletion.
    const isAbort = this.#signal.aborted && error === this.#signal.reason
    const isFinal = !isAbort && error instanceof DeletionError && error.isFinal
    const isRefused = !isAbort && isRefusal(error)
    const isKept = error instanceof DeletionError && (error.code === 'Protected' || error.code === 'NotAsPlanned')
    const isSent = isKept
      ? state.mayBeDone === true
      : isAccepted(state) || state.mayBeDone === true || (state.phase === 'sent' && !isRefused && mayBeSent(state))
    const isFailed = isFinal || (!isAbort && isAbsence(error)) || (!isSent && (isRefused || isKept))
    if (isFinal && state.phase !== 'failed') void this.#writer.append({ state: { ...state, phase: 'failed', failure: error.code } })
    // For how long it was waited for counts where it is gone on with.
    else if (isAccepted(state)) void this.#writer.append({ state })
    else if ((isFailed || !isSent) && state.phase === 'sent') void this.#writer.append({ state: { ...state, phase: 'found' } })
    const before = this.#outcomes.get(state.id)
    this.#outcomes.set(state.id, outcomeOf(state.id, error, isFailed, isSent, isFinal))
    // The end of all, as by an abort, is found by each who waits for a deletion, and is news once.
    if (before && 'error' in before && before.error === error) return
    this.#events.push({ ...progressOf({ ...state, atMs: this.#limits.settings.clock.now(), ...(isFailed && { phase: 'failed' }) }), error })
  }

  #report({ ids }: Targets): Outcome[] {
    const reported = new Set([...ids, ...this.#outcomes.keys()])
    const occupied = new Set(this.#left.map(({ gatewayId }) => gatewayId))
    // A resource that a plan leaves has no outcome, nor has its gateway, unless something else is in the way.
    const ofParent = (id: string) => (this.#queues.has(id) && !occupied.has(id) ? this.#outcomeOfParent(id) : [])
    return [...reported].flatMap((id) => this.#outcomes.get(id) ?? ofParent(id))
  }

  /** A gateway is emptied when everything is gone that was found on it, and its listings show nothing; `stopped` is why it is not. */
  #outcomeOfParent(id: string, stopped?: unknown): Outcome {
    const queue = this.#queues.get(id)
    const isLeft = (outcome: Outcome) => 'error' in outcome && !isAbsence(outcome.error)
    const left = [...(queue?.ids ?? [])].flatMap((child) => this.#outcomes.get(child) ?? []).filter(isLeft)
    const isSent = left.some((outcome) => outcome.outcome === 'unknown' && outcome.isSent)
    if (stopped !== undefined) return outcomeOf(id, stopped, stopped instanceof DeletionError && stopped.code === 'ParentAbsent', isSent)
    const haveFailed = left.every(({ outcome }) => outcome === 'failed')
    if (queue?.isEmptied && haveFailed) return { id, outcome: 'emptied', ...(queue.isAbsent && { alreadyGone: true }) }
    const isFinal = left.every((outcome) => outcome.outcome === 'failed' && outcome.isFinal)
    const error = new DeletionError(
      'NotEmptied',
      id,
      `${left.length} of what is or was on it did not go, or is not known to`,
      undefined,
      isFinal,
    )
    return outcomeOf(id, error, left.length > 0 && haveFailed, isSent, isFinal)
  }
}
