import type { OperationName, ResourceName } from '@vpn-gateway/core'

/** A resource of the emulator, as its admin interface tells it. */
export interface Resource {
  readonly id: string
  readonly resource: ResourceName
  readonly parentId?: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A request that the emulator has answered. */
export interface RequestEntry {
  readonly type: 'request'
  readonly atMs: number
  readonly operation?: string
  readonly parameters: Readonly<Record<string, string>>
  /** 0 where no answer left. */
  readonly status: number
  readonly code?: string
}

/** A status that reads show from then on. */
export interface StateEntry {
  readonly type: 'state'
  readonly atMs: number
  readonly id: string
  readonly state: string
}

/** Work on a resource; told when it begins, and again when it ends. */
export interface TaskEntry {
  readonly type: 'task'
  readonly id: string
  readonly parentId?: string
  readonly startedAtMs: number
  readonly endedAtMs?: number
  readonly failed?: true
}

export type Entry = RequestEntry | StateEntry | TaskEntry

/** What goes wrong with requests of an operation. */
export interface PlannedFault {
  readonly operation: OperationName
  readonly fault: { readonly kind: string; readonly code?: string } & Readonly<Record<string, unknown>>
  readonly rate: number
  readonly id?: string
  readonly left?: number
}

/** The emulator's word for the state of what is gone. */
export const absent = 'absent'

const admin = '/_emulator/'

/** Asks the emulator's admin interface; what it refuses is thrown in its words. */
export async function ask<T>(path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', body?: object): Promise<T> {
  const answer = await fetch(`${admin}${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
  const text = await answer.text()
  const value = text === '' ? undefined : JSON.parse(text)
  if (!answer.ok) throw new Error(String(Object(value).error ?? `status ${answer.status}`))
  return value as T
}

/** Asks for what has no answer. Where the emulator is not there, its silence is told for the whole page. */
export function order(path: string, body?: object): void {
  void ask(path, 'POST', body).catch(() => {})
}

/** What the emulator tells of itself while it is listened to. */
export interface Listener {
  /** Something has happened. */
  onEntry(entry: Entry): void
  /** It can be heard from now on, or again: something may have been missed. */
  onOpen(): void
  /** It has begun anew, with other resources. */
  onReset(): void
  onSilence(): void
}

/** Listens until it is ended. */
export function listen({ onEntry, onOpen, onReset, onSilence }: Listener): () => void {
  const source = new EventSource(`${admin}events`)
  for (const type of ['request', 'task', 'state'] as const)
    source.addEventListener(type, ({ data }) => onEntry({ type, ...JSON.parse(data) }))
  source.addEventListener('reset', onReset)
  source.addEventListener('open', onOpen)
  source.addEventListener('error', onSilence)
  return () => source.close()
}
