import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { OptionError } from '@vpn-gateway/core'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeletionState, type Journal, type JournalEntry, JournalError, type PlannedDeletion, teardown } from '../src/index.ts'
import { openJournal } from '../src/node.ts'
import { readEntries } from '../src/teardown/journal.ts'
import { linesOf, optionError, sampleState, seeded, setup } from './setup.ts'
import { caught } from './unexpected.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'vpn-gateway-journal-'))
  path = join(folder, 'journal')
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const programAt = (name: string) => fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url))
/** Arguments of Node for a program of these tests. */
const programWith = (name: string, ...args: readonly string[]) => ['--conditions=@vpn-gateway/source', programAt(name), ...args]
const saidBy = async (stdout: Readable) => String((await once(stdout, 'data'))[0]).trim()

const state = sampleState({ phase: 'sent' })

/** Leaves the lock of another process. */
function plantLock(name: string | undefined): void {
  fs.mkdirSync(`${path}.lock`)
  if (name !== undefined) fs.writeFileSync(join(`${path}.lock`, name), '')
  else fs.utimesSync(`${path}.lock`, 0, 0)
}

/** Gives the name that a lock of this machine has, of a process of another number or of another time. */
async function nameOnThisMachine(pid: number, began: string): Promise<string> {
  await using _ = await openJournal(`${path}-other`)
  const [, host = '', , ...place] = (fs.readdirSync(`${path}-other.lock`)[0] ?? '').split(' ')
  return [pid, host, began, ...place].join(' ')
}

/** No process has this number: it is above those that systems give. */
const endedPid = 2 ** 30

async function contents(): Promise<readonly unknown[]> {
  await using journal = await openJournal(path)
  return await journal.read()
}

async function append(...entries: readonly JournalEntry[]): Promise<void> {
  await using journal = await openJournal(path)
  for (const entry of entries) await journal.append(entry)
}

describe('a journal in a file', () => {
  test('gives back what was appended', async () => {
    const journal = await openJournal(path)
    await journal.append({ targets: ['vco-1'] })
    await Promise.all([journal.append({ state }), journal.append({ state: { ...state, phase: 'gone' } })])
    await journal.close()
    expect(await contents()).toEqual([{ targets: ['vco-1'] }, { state }, { state: { ...state, phase: 'gone' } }])
  })

  test('keeps a virtual time from passing while the disk is at work', async () => {
    const gateways = [1, 2, 3].map((n) => ({ id: `vpn-${n}`, connections: [`vco-${n}1`, `vco-${n}2`] }))
    const { clock, client } = setup({ gateways, progression: { timeMs: 5_000 } })
    await using journal = await openJournal(path)
    const report = await teardown(client, ['vpn-1', 'vpn-2', 'vpn-3'], { clock, journal, random: seeded(1) }).report()
    expect(new Set(report.map(({ outcome }) => outcome))).toEqual(new Set(['gone', 'emptied']))
    expect(clock.elapsed()).toBeLessThan(120_000)
  })

  test('has each entry in the file once its promise resolves', async () => {
    await using journal = await openJournal(path)
    for (let at = 0; at < 50; at += 1) {
      await journal.append({ targets: [`vco-${at}`] })
      expect(fs.readFileSync(path, 'utf8')).toContain(`"vco-${at}"`)
    }
  })

  test('loses a torn last line, wherever it was torn, and nothing else', async () => {
    await append({ targets: ['vco-1'] }, { state })
    const whole = fs.readFileSync(path)
    const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1
    for (let length = 0; length < whole.length; length += 1) {
      fs.writeFileSync(path, whole.subarray(0, length))
      const entries = await contents()
      // Without its end of line alone the last entry is whole.
      if (length === whole.length - 1) expect(entries).toEqual([{ targets: ['vco-1'] }, { state }])
      else if (length >= lastLine) expect(entries).toEqual([{ targets: ['vco-1'] }])
      await append({ targets: ['vco-2'] })
      expect((await contents()).at(-1)).toEqual({ targets: ['vco-2'] })
    }
  })

  const head = '{"journal":"vpn-gateway-teardown","version":1}\n'

  test.each([
    ['somebody else’s file', 'planted secret\n', /a file that a teardown has written/],
    ['somebody else’s file without an end of line', 'planted secret', /a file that a teardown has written/],
    ['a line in the middle that is no JSON', `${head}{"planted\n{"targets":[]}\n`, /damaged in line 2/],
    ['a later version', '{"journal":"vpn-gateway-teardown","version":2}\n', /a file that a teardown has written/],
  ])('%s is refused, not quoted, and left as it is', async (_, text, rule) => {
    fs.writeFileSync(path, text)
    const error = await openJournal(path).catch((error) => error)
    expect(error).toMatchObject(optionError('journal', { rule: expect.stringMatching(rule) }))
    expect(error.message).not.toContain('planted')
    expect(fs.readFileSync(path, 'utf8')).toBe(text)
  })

  test.each([
    ['with a torn end', '{"targets":["vpn-1"]}\n{"note":"Z\xfcrich \xe4\xf6","targets":["vpn-2"]}\n{"state":{"ver', 3],
    ['with a short torn end', '{"note":"\xe4\xf6\xfc","targets":["vpn-1"]}\n{"', 2],
    ['in a last line without its end', '{"targets":["vpn-1"]}\n{"note":"Z\xfcrich","targets":["vpn-2"]}', 3],
  ])('bytes that are no UTF-8 %s are refused, and left as they are', async (_, lines, line) => {
    fs.writeFileSync(path, Buffer.from(`${head}${lines}`, 'latin1'))
    const damaged = { name: 'OptionError', option: 'journal', rule: `is damaged in line ${line}: it is not UTF-8` }
    await expect(openJournal(path)).rejects.toMatchObject(damaged)
    expect(fs.readFileSync(path, 'latin1')).toBe(`${head}${lines}`)
  })

  test('a torn end that is no UTF-8 is cut off, and nothing before it', async () => {
    await written()
    const entries = await contents()
    fs.writeFileSync(path, Buffer.concat([fs.readFileSync(path), Buffer.from('{"note":"'), Buffer.from([0xc3, 0xff, 0xfe])]))
    expect(await contents()).toEqual(entries)
  })

  test('takes any number of entries at once', async () => {
    await using journal = await openJournal(path)
    await Promise.all(Array.from({ length: 200_000 }, () => journal.append({ targets: [] })))
    expect(await journal.read()).toHaveLength(200_000)
  })

  /** Leaves a journal of a plan and two states, and gives its lines. */
  async function written(): Promise<string[]> {
    const planned: PlannedDeletion = { id: 'vco-1', resource: 'VpnConnection', fields: { CreateTime: 1, Name: 'Zürich' } }
    await append({ targets: ['vco-1'], planned: [planned] }, { state: { ...state, phase: 'found' } }, { state })
    return fs.readFileSync(path, 'utf8').trimEnd().split('\n')
  }

  test('saved by an editor is read for all that: with a mark of its encoding, other ends of lines, a blank last line', async () => {
    const lines = await written()
    const entries = await contents()
    fs.writeFileSync(path, `\ufeff${lines.join('\r\n')}\r\n\r\n`)
    expect(await contents()).toEqual(entries)
  })

  test.each<readonly [string, number, (lines: string[]) => string[]]>([
    ['without its plan', 2, ([head, , ...rest]) => [`${head}`, '{"targets":["vco-1"]}', ...rest]],
    ['without the line of its plan', 2, ([head, , ...rest]) => [`${head}`, ...rest]],
    ['without a field that is compared', 2, (lines) => lines.map((line) => line.replace('"CreateTime":1,', ''))],
    ['with another field', 2, (lines) => lines.map((line) => line.replace('"fields"', '"isSent":true,"fields"'))],
    ['with another target', 2, (lines) => lines.map((line) => line.replace('["vco-1"]', '["vco-1","vco-2"]'))],
    ['with another gateway', 3, (lines) => lines.map((line) => line.replace('"parentId":"vpn-1"', '"parentId":"vpn-2"'))],
    ['with another phase', 4, (lines) => lines.map((line) => line.replace('"phase":"sent"', '"phase":"gone"'))],
    ['with a line twice', 5, (lines) => [...lines, `${lines.at(-1)}`]],
    ['with a line of its own', 5, (lines) => [...lines, '{"targets":["vco-2"]}']],
    ['with two lines the other way round', 3, ([head, first, second, third]) => [head, first, third, second].map(String)],
    ['with a line that has lost its sum', 4, (lines) => lines.with(3, JSON.stringify({ ...JSON.parse(`${lines[3]}`), sum: undefined }))],
    ['with a last line that holds no entry', 5, (lines) => [...lines, 'null']],
  ])('changed by something else, %s, is refused, and left as it is', async (_, line, change) => {
    const text = change(await written()).join('\n')
    fs.writeFileSync(path, text)
    const rule = `was changed in line ${line} since a teardown wrote it; name what is to be deleted again, without it`
    await expect(openJournal(path)).rejects.toMatchObject({ option: 'journal', rule })
    expect(fs.readFileSync(path, 'utf8')).toBe(text)
  })

  test.each(['a folder', 'a device', 'a missing folder'])('in %s is refused as what it is', async (kind) => {
    const place = { 'a folder': folder, 'a device': '/dev/null', 'a missing folder': join(folder, 'none', 'journal') }[kind] ?? ''
    await expect(openJournal(place)).rejects.toMatchObject(optionError('journal'))
  })

  test('has one lock through whichever folder it is opened, and is not opened through a link to it', async () => {
    await using journal = await openJournal(path)
    fs.symlinkSync(folder, `${folder}-link`)
    try {
      await expect(openJournal(join(`${folder}-link`, 'journal'))).rejects.toMatchObject({ rule: expect.stringContaining('in use') })
    } finally {
      fs.rmSync(`${folder}-link`)
    }
    fs.symlinkSync(path, `${path}-link`)
    await expect(openJournal(`${path}-link`)).rejects.toMatchObject({ option: 'journal', rule: expect.stringContaining('no link') })
    fs.symlinkSync(join(folder, 'elsewhere'), `${path}-dangling`)
    await expect(openJournal(`${path}-dangling`)).rejects.toMatchObject({ option: 'journal' })
    expect(fs.readdirSync(folder)).not.toContain('elsewhere')
    expect(await journal.read()).toEqual([])
  })

  test('is made for its owner alone', async () => {
    await using journal = await openJournal(path)
    expect(fs.statSync(path).mode & 0o777).toBe(0o600)
    expect(fs.statSync(`${path}.lock`).mode & 0o777).toBe(0o700)
    await journal.append({ targets: ['vco-1'] })
  })

  test('is closed by `await using`, and twice does no harm', async () => {
    {
      await using journal = await openJournal(path)
      await journal.append({ targets: ['vco-1'] })
    }
    const again = await openJournal(path)
    await again.close()
    await using third = await openJournal(path)
    await again.close()
    expect(fs.readdirSync(folder)).toEqual(['journal', 'journal.lock'])
    expect(fs.readdirSync(`${path}.lock`)).toHaveLength(1)
    await third.append({ targets: ['vco-2'] })
  })

  test('that cannot keep an entry says so in one typed error, also where `await using` closes it', async () => {
    const circular: Record<string, unknown> = { targets: ['vco-1'] }
    circular.itself = circular
    const use = async () => {
      await using journal = await openJournal(path)
      await journal.append(circular as never)
    }
    await expect(use()).rejects.toMatchObject(optionError('journal', { rule: 'cannot be written (TypeError)' }))
    expect(fs.readdirSync(folder)).toEqual(['journal'])
  })

  test('that nobody closes, and nothing holds any more, does not end the process when memory is collected', () => {
    const args = ['--expose-gc', ...programWith('forgotten-journal', path)]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'gone emptied\n', stderr: '' })
  })

  test('has one owner, however many come at once, also after one that died', async () => {
    const ended = await nameOnThisMachine(endedPid, '1')
    fs.rmSync(`${path}-other`)
    for (const stale of [undefined, ended]) {
      if (stale !== undefined) plantLock(stale)
      const open = () => spawn(process.execPath, programWith('open-journal', path), { stdio: ['pipe', 'pipe', 'inherit'] })
      const children = Array.from({ length: 4 }, open)
      const outcomes = await Promise.all(children.map(({ stdout }) => saidBy(stdout)))
      const closed = Promise.all(children.map((child) => once(child, 'close')))
      for (const { stdin } of children) stdin.end()
      await closed
      expect(outcomes.filter((outcome) => outcome === 'opened')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome === 'OptionError')).toHaveLength(3)
      expect(fs.readdirSync(folder)).toEqual(['journal'])
    }
  })

  test('belongs to one at a time; a lock of a process that died is nobody’s', async () => {
    const journal = await openJournal(path)
    const words =
      /is in use by this process, as .*journal\.lock says; close it there, or, where a worker that has ended had it, remove the folder$/
    await expect(openJournal(path)).rejects.toMatchObject({ name: 'OptionError', rule: expect.stringMatching(words) })
    await journal.close()
    // Ours was the number of another one before, as in a container; and one ended before it could give its name.
    const stales = [await nameOnThisMachine(endedPid, '1'), await nameOnThisMachine(process.pid, 'before'), undefined]
    fs.rmSync(`${path}-other`)
    for (const stale of stales) {
      plantLock(stale)
      await (await openJournal(path)).close()
      expect(fs.readdirSync(folder)).toEqual(['journal'])
    }
  })

  test.each<[string, (lock: string) => void]>([
    ['a file', (lock) => fs.writeFileSync(lock, '')],
    ['a link to nothing', (lock) => fs.symlinkSync(join(folder, 'none'), lock)],
    ['a link to a folder', (lock) => fs.symlinkSync(folder, lock)],
    ['a folder with something else in it', () => plantLock('.DS_Store')],
  ])('whose lock is %s is refused with a way out, and nothing is removed', async (_, plant) => {
    const lock = `${path}.lock`
    plant(lock)
    const before = fs.lstatSync(lock).ino
    await expect(openJournal(path)).rejects.toMatchObject({ option: 'journal', rule: expect.stringContaining(`remove ${lock}`) })
    expect(fs.lstatSync(lock).ino).toBe(before)
  })

  test('is not taken by another thread of the process that has it', async () => {
    await using journal = await openJournal(path)
    const worker = new Worker(programAt('open-journal'), { argv: [path], stdout: true, stdin: true })
    const ended = once(worker, 'exit')
    expect(await saidBy(worker.stdout)).toBe('OptionError')
    worker.stdin?.end()
    await ended
    expect(await journal.read()).toEqual([])
  })

  test('of a worker that was ended is refused with a way out', async () => {
    const worker = new Worker(programAt('open-journal'), { argv: [path], stdout: true, stdin: true })
    expect(await saidBy(worker.stdout)).toBe('opened')
    await worker.terminate()
    await expect(openJournal(path)).rejects.toMatchObject({ rule: expect.stringContaining('where a worker that has ended had it, remove') })
    fs.rmSync(`${path}.lock`, { recursive: true })
    await (await openJournal(path)).close()
  })

  test.each(['a\0b', 'x'.repeat(252)])('of a name that a file cannot have is refused, and leaves nothing behind', async (name) => {
    await expect(openJournal(join(folder, name))).rejects.toMatchObject(optionError('journal'))
    expect(fs.readdirSync(folder)).toEqual([])
  })

  test('is made for its owner alone where an empty file was there, and is not opened through a second name of it', async () => {
    fs.writeFileSync(path, '', { mode: 0o644 })
    await using journal = await openJournal(path)
    expect(fs.statSync(path).mode & 0o777).toBe(0o600)
    fs.linkSync(path, `${path}-too`)
    await expect(openJournal(`${path}-too`)).rejects.toMatchObject({ option: 'journal', rule: expect.stringContaining('no link') })
    expect(await journal.read()).toEqual([])
  })

  test('is not taken from a machine or a container of the same name, whose processes have numbers of their own', async () => {
    await using journal = await openJournal(path)
    const [held = ''] = fs.readdirSync(`${path}.lock`)
    await journal.close()
    const [pid, host, began, boot, space] = held.split(' ')
    for (const place of [[boot, '1'], ['another-boot', space], ['another-boot', '1'], []]) {
      plantLock([pid, host, began, ...place].join(' '))
      await expect(openJournal(path)).rejects.toMatchObject({ rule: expect.stringContaining('remove the folder') })
      fs.rmSync(`${path}.lock`, { recursive: true })
    }
  })

  test('is not taken from a process on another host, which may live', async () => {
    plantLock(`${endedPid} elsewhere`)
    const words = /in use by process 1073741824 on elsewhere, as .*journal\.lock says; where that has ended, remove the folder/
    await expect(openJournal(path)).rejects.toMatchObject({ name: 'OptionError', rule: expect.stringMatching(words) })
    expect(fs.readdirSync(`${path}.lock`)).toEqual([`${endedPid} elsewhere`])
  })
})

describe('entries', () => {
  test.each<[unknown, RegExp]>([
    [{ state: { ...state, clientToken: 'planted secret' } }, /number 2: state.clientToken/],
    [{ targets: [{ planted: 1 }] }, /number 2/],
    [null, /number 2/],
    ['planted', /number 2/],
  ])('%j is refused by its place', (entry, rule) => {
    const read = () => readEntries([{ targets: ['vco-1'] }, entry])
    expect(read).toThrow(optionError('journal', { rule: expect.stringMatching(rule) }))
    expect(read).not.toThrow(/planted/)
  })

  test('an end is the end', () => {
    const { states } = readEntries([{ state: { ...state, phase: 'gone' } }, { state }])
    expect(states.get('vco-1')?.phase).toBe('gone')
  })
})

// The list of processes is in a folder only on Linux.
test.runIf(process.platform === 'linux')(
  'the lock of a process that has ended, and that its parent has not asked about, is free',
  async () => {
    const command = programWith('open-journal', path)
    // Its parent becomes a program that never asks.
    const parent = spawn('sh', ['-c', 'sleep 60 | "$0" "$@" & echo $!; exec sleep 60', process.execPath, ...command], { detached: true })
    let said = ''
    for await (const chunk of parent.stdout) {
      said += chunk
      if (said.includes('opened')) break
    }
    const pid = Number(/^\d+/.exec(said)?.[0])
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8')).toMatch(/\) Z /)
    await (await openJournal(path)).close()
    process.kill(-Number(parent.pid), 'SIGKILL')
  },
)

/** Runs a teardown until it ends, or until so many lines came: then it is killed without notice. */
async function run(args: readonly string[], killAfter = Number.POSITIVE_INFINITY): Promise<string[]> {
  const child = spawn(process.execPath, programWith('teardown', ...args), { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (lines.length === killAfter) child.kill('SIGKILL')
  }
  return lines
}

test('kill -9 at any moment, run again, and every target ends exactly once', async () => {
  const gateways = ['a', 'b', 'c'].map((name) => ({ id: `vpn-${name}`, connections: [1, 2, 3, 4].map((at) => `vco-${name}${at}`) }))
  const ids = gateways.flatMap(({ connections }) => connections)
  const emulator = createEmulator({ gateways, progression: { timeMs: 100 }, updatingAfterMs: 10 })
  const server = await serve(emulator)
  try {
    const args = [server.url, path]
    await run([...args, ...ids], 14)
    expect(emulator.resources().length).toBeGreaterThan(3)
    for (const killAfter of [6, 9, 5]) await run(args, killAfter)
    const outcomes = JSON.parse((await run(args)).at(-1) ?? '')
    expect(outcomes).toEqual(ids.map((id) => ({ id, outcome: 'gone' })))
    expect(emulator.ledger.tasks.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    const states = (await contents()).map((entry) => (entry as { state?: DeletionState }).state)
    expect(states.flatMap((each) => (each?.phase === 'gone' ? each.id : [])).toSorted()).toEqual(ids.toSorted())
  } finally {
    await server.close()
  }
})

describe('a teardown with a journal', () => {
  const ids = ['vco-1', 'vco-2', 'vco-3']
  const three = { children: { 'vpn-1': ids } }

  test('that is stopped is gone on with by another one, which needs no targets', async () => {
    const { emulator, of, onRecord, reportOf, endedAt } = setup(three)
    const first = await endedAt(ids, ({ phase }) => phase === 'updating')
    expect(first.map((each) => each.outcome === 'unknown' && each.isSent)).toEqual([true, false, false])
    expect(linesOf(await reportOf([], onRecord(2)))).toEqual(['vco-1 gone', 'vco-2 gone', 'vco-3 gone'])
    expect(emulator.ledger.tasks.map(({ id }) => id)).toEqual(ids)
    expect(new Set(of('DeleteVpnConnection').map(({ token }) => token)).size).toBe(3)
  })

  test('does not touch again what has ended, and reports it', async () => {
    const { calls, onRecord, reportOf } = setup(three)
    await reportOf(['vco-1', 'vco-none'], onRecord())
    const before = calls.length
    // What reads did not find may be there after all, and is looked for again; so is, once, what is recorded as gone.
    expect(linesOf(await reportOf(['vco-1', 'vco-none'], onRecord()))).toEqual(['vco-1 gone', 'vco-none failed ResourceAbsent'])
    expect(calls.slice(before).map(({ action }) => action)).toEqual(Array(3 + 1).fill('DescribeVpnConnection'))
  })

  test('what was refused can be tried again', async () => {
    const { emulator, onRecord, reportOf } = setup(three)
    emulator.failNext('DeleteVpnConnection', 'Forbidden')
    await reportOf(['vco-1'], onRecord())
    expect(await reportOf([], onRecord())).toEqual([{ id: 'vco-1', outcome: 'gone' }])
  })

  test('that cannot be written sends nothing', async () => {
    const { clock, of, reportOf } = setup(three)
    const journal: Journal = { read: async () => [], append: () => Promise.reject(new Error('disk full')) }
    await expect(reportOf(['vco-1', 'vco-2'], { journal })).rejects.toMatchObject({ name: 'JournalError', cause: { message: 'disk full' } })
    expect(of('DeleteVpnConnection')).toEqual([])
    expect(clock.sleepers).toBe(0)
  })

  test('that cannot be written any more gives what became of each by then, and what it could not keep is not sent', async () => {
    const { emulator, journal, reportOf } = setup(three)
    const append: Journal['append'] = async (entry) => {
      if ('state' in entry && entry.state.id === 'vco-2' && entry.state.phase === 'sent')
        throw new OptionError('journal', 'cannot be written (ENOSPC)')
      await journal.append(entry)
    }
    const error = await caught(reportOf(ids, { journal: { ...journal, append } }))
    expect(error).toBeInstanceOf(JournalError)
    const [first, ...unsent] = ids.map((id) => ({ id, outcome: 'unknown', isSent: false }))
    const outcomes = [{ id: first?.id, outcome: expect.stringMatching(/^(gone|unknown)$/) }, ...unsent]
    expect(error).toMatchObject({ message: 'journal cannot be written (ENOSPC)', outcomes })
    expect(emulator.ledger.tasks.map(({ id }) => id)).toEqual(['vco-1'])
  })

  test('that is foreign sends nothing', async () => {
    const { calls, reportOf } = setup(three)
    const journal: Journal = { read: async () => ['planted'], append: async () => {} }
    await expect(reportOf(['vco-1'], { journal })).rejects.toMatchObject(optionError('journal'))
    expect(calls).toEqual([])
  })
})
