import { type Clock, monotonic, OptionError, resourceMetadata } from '@vpn-gateway/core'
import { Inventory } from './inventory.ts'
import { type Item, placeOf } from './item.ts'
import type { LedgerBook, OpenTask } from './ledger.ts'
import { type Moment, momentOf, wallTimeAt } from './moment.ts'
import { TaskQueue } from './task-queue.ts'
import type { Timing } from './timing.ts'

/**
 * Work in the background on one item; meanwhile its place is busy. Its times are monotonic: no step of the wall clock ends or
 * delays it.
 */
interface Task {
  readonly target: Item
  readonly begunAt: Moment
  /** When the status of its place begins to show it. */
  readonly showsAt: number
  /** When it is done; never by itself where the progression is manual. */
  readonly endsAt: number
  /** Whether it comes to nothing: the place is free again, and the target still there. */
  readonly fails: boolean
  /** Is told when it has begun and when it is done. */
  readonly record: OpenTask
  /** Whether the status of its place has begun to show it. */
  hasShown: boolean
}

/** Work under way, as data: what is left of it. */
export interface TaskState {
  /** What it is done to. */
  readonly id: string
  readonly showsAfterMs: number
  /** Nothing where it ends when somebody says so. */
  readonly workMs?: number
  readonly fails: boolean
}

/** Everything that a model holds, as data. */
export interface ModelState {
  readonly items: readonly Item[]
  readonly tasks: readonly TaskState[]
}

/** Why a deletion is not begun. */
export type Obstacle = 'busy' | 'locked'

/** What has changed lately, for reads that lag behind. */
export interface Past {
  /** Places whose work has ended last, with what was removed there then. */
  readonly wasBusy: ReadonlyMap<string, string | undefined>
  readonly removed: ReadonlyMap<string, Removal>
}

/** Removal, with its time by the monotonic reading of the clock. */
interface Removal {
  readonly item: Item
  readonly elapsedMs: number
}

/** Reads can lag behind this many changes. */
const mostPast = 1_000

/**
 * Gateways and what is on them, as they are; what reads show of it is the view's. It knows resources and states, not
 * operations, and has no timers: what time has done is made up for whenever somebody looks.
 */
export class Model {
  readonly #clock: Clock
  readonly #timing: Timing
  /** What is there. */
  readonly inventory: Inventory = new Inventory()
  readonly #tasks = new TaskQueue<Task>()
  readonly #ledger: LedgerBook
  readonly #wasBusy = new Map<string, string | undefined>()
  readonly #removed = new Map<string, Removal>()

  constructor(clock: Clock, timing: Timing, ledger: LedgerBook) {
    this.#clock = clock
    this.#ledger = ledger
    this.#timing = timing
  }

  /** Whether a place is at work, and reads of it may show that. */
  showsWork(place: string): boolean {
    const task = this.#tasks.get(place)
    return task !== undefined && monotonic(this.#clock) >= task.showsAt
  }

  get past(): Past {
    return { wasBusy: this.#wasBusy, removed: this.#removed }
  }

  /** Whether a deletion of the item would be refused now. */
  obstacleTo(item: Item): Obstacle | undefined {
    if (this.#tasks.get(placeOf(item))) return 'busy'
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
    const place = placeOf(item)
    const { workMs, showsAfterMs } = this.#timing.draw(this.inventory.get(place)?.progression)
    const task = this.#taskOf(item, { showsAfterMs, workMs, fails }, now)
    const isInstant = workMs === 0 || atOnce
    if (!isInstant) this.#tasks.add(place, task)
    task.record.began()
    if (isInstant) this.#end(task, now)
    this.catchUp()
  }

  /** Ends the work under way where an item belongs. @throws {OptionError} where there is none of this id. */
  settle(id: string): void {
    this.catchUp()
    const item = this.inventory.get(id)
    if (!item) throw new OptionError('id', `must be that of a resource; there is no ${`${id}`.slice(0, 64)}`)
    const place = placeOf(item)
    const task = this.#tasks.get(place)
    if (!task) return
    this.#tasks.remove(place)
    this.#end(task, momentOf(this.#clock))
  }

  /** Everything that is there and under way; items are never changed, so that they may be in several states. */
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

  /** Makes everything as it was in a state; of any time before nothing is known. */
  restore({ items, tasks }: ModelState): void {
    this.clear()
    for (const item of items) this.inventory.add(item)
    const now = momentOf(this.#clock)
    for (const { id, ...course } of tasks) {
      const target = this.inventory.get(id)
      if (!target) throw new OptionError('snapshot', 'must hold the resources of its tasks')
      const task = this.#taskOf(target, course, now)
      this.#tasks.add(placeOf(target), task)
      task.record.began()
    }
    this.catchUp()
  }

  clear(): void {
    for (const known of [this.inventory, this.#wasBusy, this.#removed, this.#tasks]) known.clear()
  }

  /** Time at which something changes next by itself, by the monotonic reading of the clock. */
  nextChangeAt(): number | undefined {
    return this.#tasks.next()?.elapsedMs
  }

  /** Makes up for the time that has passed; everybody who looks calls it first. */
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
    this.#noteStatus(task.target, 'busy', wallMs)
  }

  #end(task: Task, { elapsedMs, wallMs: atMs }: Moment): void {
    const { target: item, fails, record, hasShown } = task
    record.ended(atMs, fails)
    remember(this.#wasBusy.set(placeOf(item), fails ? undefined : item.id))
    if (!fails) {
      remember(this.#removed.set(item.id, { item, elapsedMs }))
      this.inventory.remove(item)
      this.#ledger.changed({ atMs, id: item.id, state: 'absent' })
    }
    if (hasShown) this.#noteStatus(item, 'settled', atMs)
  }

  /** Writes down what the status of an item's place begins to read, where it has one. */
  #noteStatus(item: Item, which: 'busy' | 'settled', atMs: number): void {
    const place = this.inventory.get(placeOf(item))
    const state = place && resourceMetadata(place.resource).status?.[which]
    if (place && state !== undefined) this.#ledger.changed({ atMs, id: place.id, state })
  }
}

function remember(known: { readonly size: number; keys(): Iterable<string>; delete(key: string): boolean }): void {
  if (known.size <= mostPast) return
  const [oldest] = known.keys()
  if (oldest !== undefined) known.delete(oldest)
}
