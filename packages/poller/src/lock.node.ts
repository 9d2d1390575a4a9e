import { lstat, mkdir, readdir, readFile, readlink, rmdir, unlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { OptionError, systemClock } from '@vpn-gateway/core'

/** Longest time between two steps of taking a lock, in milliseconds; a process that takes longer has ended. */
const longestStepMs = 5_000

/**
 * Takes a lock, and gives what releases it. Two teardowns with one journal would send with two tokens. A lock is a folder with
 * one entry, whose name says which process holds it: made by one alone on every volume, also where there are no hard links, and
 * nothing but the entry of a process that has ended is ever removed.
 *
 * @throws {OptionError} `journal`, while another process or thread has it, or may have it on another host.
 */
export async function lock(path: string): Promise<() => Promise<void>> {
  const own = join(path, await ownName())
  for (const startedAt = performance.now(); !(await isTaken(path, own)); await systemClock.sleep(20))
    if (performance.now() - startedAt > 2 * longestStepMs) throw notOurs(path)
  return async () => {
    await unlink(own).catch(() => {})
    await rmdir(path).catch(() => {})
  }
}

/** Makes the folder, or takes it over from a process that has ended; says whether it is ours. */
async function isTaken(path: string, own: string): Promise<boolean> {
  if (!(await isDone(mkdir(path, 0o700), 'EEXIST'))) {
    const folder = await lstat(path).catch(() => undefined)
    const [name] = folder?.isDirectory() ? await readdir(path).catch(() => []) : []
    if (folder && !(folder.isDirectory() && /^\d+ ./.test(name ?? '0 ?'))) throw notOurs(path)
    if (name === undefined) {
      // Another process is between two steps, or has ended there.
      if (folder && Date.now() - folder.mtimeMs > longestStepMs) await rmdir(path).catch(() => {})
      return false
    }
    await checkEnded(path, name)
    if (!(await isDone(unlink(join(path, name)), 'ENOENT'))) return false
  }
  if (!(await isDone(writeFile(own, '', { mode: 0o600 }), 'ENOENT'))) return false
  // Two processes that have both waited too long: neither has the lock.
  const isAlone = (await readdir(path)).length === 1
  if (!isAlone) await unlink(own)
  return isAlone
}

async function isDone(action: Promise<unknown>, unless: string): Promise<boolean> {
  try {
    await action
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === unless) return false
    throw error
  }
}

function notOurs(path: string): OptionError {
  return new OptionError('journal', `cannot be locked; where no teardown uses it, remove ${path}`)
}

/** @throws {OptionError} unless the process of that name has ended. */
async function checkEnded(path: string, name: string): Promise<void> {
  const [pid = '', host = '', began = '', ...place] = name.split(' ')
  const [, ownHost, , ...ownPlace] = (await ownName()).split(' ')
  // Another machine or container may have the same name, and processes of the same numbers.
  const isHere = host === ownHost && place.join(' ') === ownPlace.join(' ')
  if (isHere && (!isRunning(Number(pid)) || !isSameTime(began, await beganAt(pid)))) return
  if (isHere && pid === `${process.pid}`) {
    const wayOut = 'close it there, or, where a worker that has ended had it, remove the folder'
    throw new OptionError('journal', `is in use by this process, as ${path} says; ${wayOut}`)
  }
  const wayOut = isHere ? 'wait for it, or end it' : 'where that has ended, remove the folder'
  throw new OptionError('journal', `is in use by process ${pid} on ${host}, as ${path} says; ${wayOut}`)
}

/** Of most processes of some machines it is not known when they began; of our own the reading is not exact there. */
const isSameTime = (one: string, other: string) =>
  other === '' || one === other || (other.startsWith('s') && Math.abs(Number(one.slice(1)) - Number(other.slice(1))) < 3)

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Names this process by its number, host, and when it began, since numbers come again; and by where its number is one. */
async function ownName(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  const space = await readlink('/proc/self/ns/pid').catch(() => '')
  const parts = [process.pid, hostname().replace(/[^\w.-]/g, '_'), await beganAt(`${process.pid}`), boot.trim(), space.replace(/\D/g, '')]
  return parts.join(' ').trim()
}

/** Says when a process began, as far as the machine knows. */
async function beganAt(pid: string): Promise<string> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name, in parentheses, may hold anything; the fields after it are numbers.
  const [, state, ...fields] = status.slice(status.lastIndexOf(')')).split(' ')
  // One that has ended stays on the list until its parent has asked.
  const ticks = state === 'Z' ? 'ended' : fields[18]
  return ticks ?? (pid === `${process.pid}` ? `s${Math.round(Date.now() / 1000 - process.uptime())}` : '')
}
