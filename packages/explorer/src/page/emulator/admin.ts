import type { EmulatorEvent, PlannedFault, ResourceView } from '@vpn-gateway/emulator'
import { announce } from '../parts/announcer.tsx'
import { later } from './clock.ts'

/** A resource of the emulator, as its admin interface represents it. */
export type Resource = ResourceView

/** A request, the beginning or end of work, or a new state, as the emulator emits it. */
export type Entry = Exclude<EmulatorEvent, { readonly type: 'reset' }>
export type RequestEntry = Extract<Entry, { readonly type: 'request' }>
export type TaskEntry = Extract<Entry, { readonly type: 'task' }>
export type StateEntry = Extract<Entry, { readonly type: 'state' }>
export type { PlannedFault }

/** The emulator's word for the state of what is gone. */
export const absent = 'absent'

const admin = '/_emulator/'

/** Asks the emulator's admin interface; what it refuses is thrown in its words. */
export async function callAdmin<T>(path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', body?: object): Promise<T> {
  const answer = await fetch(`${admin}${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
  const text = await answer.text()
  const value = text === '' ? undefined : JSON.parse(text)
  if (!answer.ok) throw new Error(String(Object(value).error ?? `status ${answer.status}`))
  return value as T
}

/** Sends a command to the emulator. Its effect shows by itself; a failure is announced. */
export function sendCommand(path: string, body?: object): void {
  void callAdmin(path, 'POST', body).catch((error) => announce(String(error)))
}

/** Callbacks for the events of the emulator. */
interface Listener {
  /** Something has happened. */
  onEntry(entry: Entry): void
  /** The stream is open, or open again: events may have been missed. */
  onOpen(): void
  /** It has begun anew, with other resources. */
  onReset(): void
  onSilence(): void
}

const againAfterMs = 2000

/**
 * Listens until the returned function is called, but not while the page is hidden: browsers keep six connections to a server at most,
 * for all of their tabs.
 */
export function listen(listener: Listener): () => void {
  let source: EventSource | undefined
  let forget = () => {}
  const close = () => {
    forget()
    source?.close()
    source = undefined
  }
  const open = () => {
    close()
    if (document.hidden) return
    const opened = new EventSource(`${admin}events`)
    source = opened
    for (const type of ['request', 'task', 'state'] as const)
      opened.addEventListener(type, ({ data }) => listener.onEntry({ type, ...JSON.parse(data) }))
    opened.addEventListener('reset', listener.onReset)
    opened.addEventListener('open', listener.onOpen)
    opened.addEventListener('error', () => {
      listener.onSilence()
      // After an answer that is no stream a browser does not try again.
      if (opened.readyState === EventSource.CLOSED) forget = later(againAfterMs, open)
    })
  }
  document.addEventListener('visibilitychange', open)
  open()
  return () => {
    document.removeEventListener('visibilitychange', open)
    close()
  }
}
