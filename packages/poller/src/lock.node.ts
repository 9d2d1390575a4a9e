import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rmdir, stat, unlink, writeFile } from 'node:fs/promises'
import { OptionError, systemClock } from '@vpn-gateway/core'

/** Holder of a lock: a process by its number, and by what distinguishes it from an earlier one of that number. */
interface Owner {
  readonly pid: number
  readonly born: string
}

/** Locks of this process; a lock with its number that is not among them is that of an earlier process. */
const held = new Set<string>()

/**
 * Takes a lock, and gives what releases it. Two teardowns with one journal would send with two tokens. The lock of a process
 * that has ended has no holder.
 *
 * @throws {OptionError} `journal`, while another one has it.
 */
export async function lock(path: string): Promise<() => Promise<void>> {
  const own = `${path}.${randomUUID()}`
  await writeFile(own, JSON.stringify({ pid: process.pid, born: await birthOf(process.pid) } satisfies Owner))
  try {
    while (!(await linked(own, path))) {
      const owner = await ownerOf(path)
      if (owner && (await isAlive(owner, path)))
        throw new OptionError('journal', `is in use by process ${owner.pid}, as ${path} says; wait for it, or end it`)
      await removeStale(path)
    }
  } finally {
    await unlink(own)
  }
  held.add(path)
  return async () => {
    held.delete(path)
    await unlinkIfThere(path)
  }
}

/** The lock comes with its content, or not at all. */
async function linked(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch((error) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  })
}

/** Longest time that removing a lock may take, in milliseconds; a process that takes longer has ended. */
const removalMs = 5_000

/** Reads a lock again and removes it, one process at a time: a lock that was taken meanwhile is not stale. */
async function removeStale(path: string): Promise<void> {
  const turn = `${path}.removal`
  try {
    await mkdir(turn)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const since = await stat(turn).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    )
    if (Date.now() - since > removalMs) await rmdir(turn).catch(() => {})
    else await systemClock.sleep(20)
    return
  }
  try {
    const owner = await ownerOf(path)
    if (!owner || !(await isAlive(owner, path))) await unlinkIfThere(path)
  } finally {
    await rmdir(turn)
  }
}

async function ownerOf(path: string): Promise<Owner | undefined> {
  try {
    const { pid, born } = JSON.parse(await readFile(path, 'utf8')) as Partial<Owner>
    return Number.isSafeInteger(pid) && (pid as number) > 0 ? { pid: pid as number, born: String(born) } : undefined
  } catch {
    return undefined
  }
}

async function isAlive({ pid, born }: Owner, path: string): Promise<boolean> {
  if (pid === process.pid) return held.has(path)
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return (await birthOf(pid)) === born
}

/** When a process began, where the system tells: numbers of processes come again, in containers at every start. */
async function birthOf(pid: number): Promise<string> {
  try {
    const [boot, status] = await Promise.all([readFile('/proc/sys/kernel/random/boot_id', 'utf8'), readFile(`/proc/${pid}/stat`, 'utf8')])
    // The name, in parentheses, may hold anything; the fields after it are numbers.
    return `${boot.trim()} ${status.slice(status.lastIndexOf(')')).split(' ')[20]}`
  } catch {
    return ''
  }
}
