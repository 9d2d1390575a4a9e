import { lstat, mkdir, readdir, readFile, rmdir, unlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { OptionError, systemClock } from '@vpn-gateway/core'

/** Locks of this process, for machines that do not tell when a process began: its number may be that of an earlier one. */
const held = new Set<string>()

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
  const own = join(path, await nameOf(process.pid))
  for (const startedAt = performance.now(); !(await isTaken(path, own)); await systemClock.sleep(20))
    if (performance.now() - startedAt > 2 * longestStepMs) throw notOurs(path)
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

function notOurs(path: string): OptionError {
  return new OptionError('journal', `cannot be locked; where no teardown uses it, remove ${path}`)
}

/** @throws {OptionError} unless the process of that name has ended. */
async function checkEnded(path: string, name: string): Promise<void> {
  const [pid = '', host = '', ...since] = name.split(' ')
  const isHere = host === hostOf()
  const isEarlier = Number(pid) === process.pid && since.length === 0 && !held.has(path)
  if (isHere && (isEarlier || !isRunning(Number(pid)) || (await nameOf(pid)) !== name)) return
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
