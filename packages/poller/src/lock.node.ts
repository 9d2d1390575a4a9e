import { mkdir, readdir, readFile, rmdir, stat, unlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { OptionError, systemClock } from '@vpn-gateway/core'

/** Locks of this process; a lock with its number that is not among them is that of an earlier process. */
const held = new Set<string>()

/** Longest time between two steps of taking a lock, in milliseconds; a process that takes longer has ended. */
const longestStepMs = 5_000

/**
 * Takes a lock, and gives what releases it. Two teardowns with one journal would send with two tokens. A lock is a folder with
 * one entry, whose name says which process holds it: made by one alone on every volume, also where there are no hard links, and
 * nothing but the entry of a process that has ended is ever removed.
 *
 * @throws {OptionError} `journal`, while another process has it, or may have it on another host.
 */
export async function lock(path: string): Promise<() => Promise<void>> {
  const own = join(path, await nameOf(process.pid))
  while (!(await isTaken(path, own))) await systemClock.sleep(20)
  held.add(path)
  return async () => {
    held.delete(path)
    await unlink(own).catch(() => {})
    await rmdir(path).catch(() => {})
  }
}

/** Makes the folder, or takes it over from a process that has ended; says whether it is ours. */
async function isTaken(path: string, own: string): Promise<boolean> {
  if (!(await isDone(mkdir(path, 0o700), 'EEXIST'))) {
    const [name] = await readdir(path).catch(() => [])
    if (name === undefined) {
      // Another process is between two steps, or has ended there.
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
      if (Date.now() - mtimeMs > longestStepMs) await rmdir(path).catch(() => {})
      return false
    }
    await checkEnded(path, name)
    if (!(await isDone(unlink(join(path, name)), 'ENOENT'))) return false
  }
  if (!(await isDone(writeFile(own, '', { mode: 0o600 }), 'ENOENT'))) return false
  // Of two that have both waited too long neither has it.
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

/** @throws {OptionError} unless the process of that name has ended. */
async function checkEnded(path: string, name: string): Promise<void> {
  const [pid = '', host = ''] = name.split(' ')
  const isHere = host === hostOf()
  if (isHere && (pid === `${process.pid}` ? !held.has(path) : !isRunning(Number(pid)) || (await nameOf(pid)) !== name)) return
  const wayOut = isHere ? 'wait for it, or end it' : 'where that has ended, remove the folder'
  throw new OptionError('journal', `is in use by process ${pid} on ${host}, as ${path} says; ${wayOut}`)
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Names a process by its number and host, and by when it began: numbers come again, in containers at every start. */
async function nameOf(pid: number | string): Promise<string> {
  const files = ['/proc/sys/kernel/random/boot_id', `/proc/${pid}/stat`]
  const [boot = '', status = ''] = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))
  // The name, in parentheses, may hold anything; the fields after it are numbers.
  return [pid, hostOf(), boot.trim(), status.slice(status.lastIndexOf(')')).split(' ')[20]].filter(Boolean).join(' ')
}

function hostOf(): string {
  return hostname().replace(/[^\w.-]/g, '_')
}
