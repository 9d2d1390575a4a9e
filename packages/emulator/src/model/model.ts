import { type Clock, monotonic, OptionError, resourceMetadata } from '@vpn-gateway/core'
import { BoundedMap } from '../support/bounded.ts'
import { quotedLength } from '../support/checks.ts'
import { Inventory, type Item, ownerIdOf } from './inventory.ts'
import type { LedgerWriter, OpenTask } from './ledger.ts'
import { TaskQueue } from './task-queue.ts'
import type { Timing } from './timing.ts'

/**
 * Work in the background on one item; meanwhile its owner is busy. Its times are monotonic: no step of the wall clock ends or
 * delays it.
 */
interface Task {
  readonly target: Item
  readonly begunAt: Moment
  /** Time at which the status of its owner begins to show it. */
  readonly showsAt: number
  /** Time at which it ends; infinity where the progression is manual. */
  readonly endsAt: number
  /** True where it comes to nothing: the owner is idle again, and the target still there. */
  readonly fails: boolean
  readonly record: OpenTask
  /** True once the status of its owner shows it. */
  hasShown: boolean
}

/** Work under way, as data: the part of it that is left. */
export interface TaskState {
  /** The resource that it is done to. */
  readonly id: string
  readonly showsAfterMs: number
  /** None where it ends only by `settle`. */
  readonly workMs?: number
  readonly fails: boolean
}

/** Everything that a model holds, as data. */
export interface ModelState {
  readonly items: readonly Item[]
  readonly tasks: readonly TaskState[]
}

/** Reason for which a deletion is not begun. */
export type Obstacle = 'busy' | 'locked'

/** Removal, with its time by the monotonic reading of the clock. */
interface Removal {
  readonly item: Item
  readonly elapsedMs: number
}

/** Changes that reads can lag behind at most. */
const pastLimit = 1_000

/**
 * True state of gateways and their children; `View` is what reads show of it. It knows resources and states, not operations,
 * and has no timers: each reader calls `catchUp` first.
 */
export class Model {
  readonly #clock: Clock
  readonly #timing: Timing
  readonly inventory: Inventory = new Inventory()
  readonly #tasks = new TaskQueue<Task>()
  readonly #ledger: LedgerWriter
  /** Owners whose work has ended last, with the id of the item that was removed then: for reads that lag behind. */
  readonly wasBusy: Map<string, string | undefined> = new BoundedMap(pastLimit)
  readonly removed: Map<string, Removal> = new BoundedMap(pastLimit)

  constructor(clock: Clock, timing: Timing, ledger: LedgerWriter) {
    this.#clock = clock
    this.#ledger = ledger
    this.#timing = timing
  }

  /** Says whether an owner is busy, and its status may show that. */
  showsWork(ownerId: string): boolean {
    const task = this.#tasks.get(ownerId)
    return task !== undefined && monotonic(this.#clock) >= task.showsAt
  }

  /** Gives the reason for which a deletion of the item would be refused now. */
  obstacleTo(item: Item): Obstacle | undefined {
    if (this.#tasks.get(ownerIdOf(item))) return 'busy'
    const parent = item.parentId === undefined ? undefined : this.inventory.get(item.parentId)
    if (!parent) return undefined
    const { locked, status } = resourceMetadata(parent.resource)
    if (locked && parent.fields[locked.field] === locked.value) return 'locked'
    const shown = status && (parent.fields[status.field] ?? status.settled)
    return shown === status?.settled ? undefined : 'busy'
  }

  /**
   * Begins a deletion that `obstacleTo` finds nothing against.
   *
   * @param fails whether it comes to nothing
   * @param atOnce whether it is no work for the background
   */
  delete(item: Item, { fails = false, atOnce = false }: { readonly fails?: boolean; readonly atOnce?: boolean } = {}): void {
    const now = momentOf(this.#clock)
    const ownerId = ownerIdOf(item)
    const { workMs, showsAfterMs } = this.#timing.draw(this.inventory.get(ownerId)?.progression)
    const task = this.#taskOf(item, { showsAfterMs, workMs, fails }, now)
    const isInstant = workMs === 0 || atOnce
    if (!isInstant) this.#tasks.add(ownerId, task)
    task.record.began()
    if (isInstant) this.#end(task, now)
    this.catchUp()
  }

  /** Ends the work under way on an item's owner. @throws {OptionError} for an id that no item has. */
  settle(id: string): void {
    this.catchUp()
    const item = this.inventory.get(id)
    if (!item) throw new OptionError('id', `must be that of a resource; there is no ${`${id}`.slice(0, quotedLength)}`)
    const ownerId = ownerIdOf(item)
    const task = this.#tasks.get(ownerId)
    if (!task) return
    this.#tasks.remove(ownerId)
    this.#end(task, momentOf(this.#clock))
  }

  /** Gives everything that is there and under way; items are never changed, so that they may be in several states. */
  state(): ModelState {
    this.catchUp()
    const now = monotonic(this.#clock)
    const tasks = this.#tasks.all().map(({ target, showsAt, endsAt, fails }) => ({
      id: target.id,
      showsAfterMs: Math.max(showsAt - now, 0),
      ...(endsAt < Number.POSITIVE_INFINITY && { workMs: Math.max(endsAt - now, 0) }),
      fails,
    }))
    return { items: this.inventory.items(), tasks }
  }

  /** Makes everything as it was in a state, and forgets the past. */
  restore({ items, tasks }: ModelState): void {
    for (const known of [this.inventory, this.wasBusy, this.removed, this.#tasks]) known.clear()
    for (const item of items) this.inventory.add(item)
    const now = momentOf(this.#clock)
    for (const { id, ...course } of tasks) {
      const target = this.inventory.get(id)
      if (!target) throw new OptionError('snapshot', 'must hold the resources of its tasks')
      const task = this.#taskOf(target, course, now)
      this.#tasks.add(ownerIdOf(target), task)
      task.record.began()
    }
    this.catchUp()
  }

  /** Time at which time alone changes something next, by the monotonic reading of the clock. */
  nextChangeAt(): number | undefined {
    return this.#tasks.next()?.elapsedMs
  }

  /** Makes up for the time that has passed. */
  catchUp(): void {
    const now = momentOf(this.#clock)
    for (let change = this.#tasks.takeDue(now.elapsedMs); change; change = this.#tasks.takeDue(now.elapsedMs)) {
      const { task, elapsedMs, what } = change
      const moment = { elapsedMs, wallMs: wallTimeAt(elapsedMs, task.begunAt, now) }
      if (what === 'ends') this.#end(task, moment)
      else this.#show(task, moment)
    }
  }

  #taskOf(target: Item, { showsAfterMs, workMs = Number.POSITIVE_INFINITY, fails }: Omit<TaskState, 'id'>, begunAt: Moment): Task {
    const { elapsedMs, wallMs } = begunAt
    const record = this.#ledger.begin(target.id, target.parentId, wallMs)
    return { target, begunAt, showsAt: elapsedMs + showsAfterMs, endsAt: elapsedMs + workMs, fails, record, hasShown: false }
  }

  #show(task: Task, { wallMs }: Moment): void {
    task.hasShown = true
    this.#recordStatus(task.target, 'busy', wallMs)
  }

  #end(task: Task, { elapsedMs, wallMs: atMs }: Moment): void {
    const { target: item, fails, record, hasShown } = task
    record.ended(atMs, fails)
    this.wasBusy.set(ownerIdOf(item), fails ? undefined : item.id)
    if (!fails) {
      this.removed.set(item.id, { item, elapsedMs })
      this.inventory.remove(item)
      this.#ledger.changed({ atMs, id: item.id, state: 'absent' })
    }
    if (hasShown) this.#recordStatus(item, 'settled', atMs)
  }

  /** Records what the status of an item's owner begins to read, where it has one. */
  #recordStatus(item: Item, which: 'busy' | 'settled', atMs: number): void {
    const owner = this.inventory.get(ownerIdOf(item))
    const state = owner && resourceMetadata(owner.resource).status?.[which]
    if (owner && state !== undefined) this.#ledger.changed({ atMs, id: owner.id, state })
  }
}

/** Moment by both readings of a clock. */
interface Moment {
  readonly elapsedMs: number
  readonly wallMs: number
}

function momentOf(clock: Clock): Moment {
  return { elapsedMs: monotonic(clock), wallMs: clock.now() }
}

/** Two readings are not taken in the same instant, and some clocks have whole milliseconds alone. */
const inexactMs = 1

/**
 * Gives the wall time of a monotonic reading, counted from a moment before it. A step of the wall clock since then counts as
 * made before the reading: the readings do not show when it was made.
 */
function wallTimeAt(elapsedMs: number, since: Moment, now: Moment): number {
  const movedMs = now.wallMs - since.wallMs - (now.elapsedMs - since.elapsedMs)
  return since.wallMs + (elapsedMs - since.elapsedMs) + (Math.abs(movedMs) < inexactMs ? 0 : Math.round(movedMs))
}
