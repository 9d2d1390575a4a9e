import type { Clock } from '@vpn-gateway/core'
import type { VirtualClock } from '@vpn-gateway/emulator'
import type { Journal, JournalEntry } from '@vpn-gateway/poller'

/** A process that can die: its promises never settle then, and what is not on the disk is lost. */
export interface Mortal {
  /** Its machine's: the wall time can be wrong, the monotonic reading begins with the process. */
  readonly clock: Clock
  readonly journal: Journal
  readonly isDead: boolean
  die(): void
  /** Gives what a promise gives, unless the process died meanwhile. */
  whileAlive<T>(promise: Promise<T>): Promise<T>
}

/** Journal entries that outlive processes. */
export type Disk = JournalEntry[]

/** Time until an entry that was written is on the disk. */
const syncMs = 5

/**
 * Starts a process on a machine.
 *
 * @param wrongByMs error of the machine's wall clock, read anew each time
 */
export function createMortal(machine: VirtualClock, disk: Disk, wrongByMs: () => number): Mortal {
  const bornAt = machine.elapsed()
  const sleeps = new Set<AbortController>()
  const unsynced: JournalEntry[] = []
  let isDead = false
  let syncing: Promise<void> | undefined

  const never = <T>() => new Promise<T>(() => {})
  const whileAlive = <T>(promise: Promise<T>): Promise<T> =>
    promise.then(
      (value) => (isDead ? never<T>() : value),
      (error) => {
        if (isDead) return never<T>()
        throw error
      },
    )
  const clock: Clock = {
    now: () => machine.now() + wrongByMs(),
    elapsed: () => machine.elapsed() - bornAt,
    hold: () => machine.hold(),
    sleep: (ms, signal) => {
      if (isDead) return never()
      const ended = new AbortController()
      const onAbort = () => ended.abort(signal?.reason)
      if (signal?.aborted) onAbort()
      signal?.addEventListener('abort', onAbort, { once: true })
      sleeps.add(ended)
      // As timers do, and by more than readings are rounded by.
      const slept = machine.sleep(Math.ceil(ms), ended.signal).finally(() => {
        sleeps.delete(ended)
        signal?.removeEventListener('abort', onAbort)
      })
      return whileAlive(slept)
    },
  }
  const sync = async () => {
    await clock.sleep(syncMs)
    disk.push(...unsynced.splice(0))
    syncing = undefined
  }
  return {
    clock,
    journal: {
      read: async () => JSON.parse(JSON.stringify(disk)) as unknown[],
      append(entry) {
        unsynced.push(entry)
        syncing ??= sync()
        return whileAlive(syncing)
      },
    },
    get isDead() {
      return isDead
    },
    die() {
      isDead = true
      for (const ended of sleeps) ended.abort()
    },
    whileAlive,
  }
}
