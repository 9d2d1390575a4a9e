import type { ServerResponse } from 'node:http'
import { systemClock } from '@vpn-gateway/core'
import { adminPath } from '../admin/admin.ts'
import type { Emulator } from '../emulator.ts'
import { text } from './plain.ts'

const path = `${adminPath}events`

/** Streams of events at a time. */
const mostStreams = 100

/** A listener that does not read is let go at this many bytes. */
const mostBehind = 2 ** 22

/** Proxies close what is silent for longer. */
const aliveEveryMs = 15_000

/** What happens in an emulator, as server-sent events. */
export class EventStreams {
  readonly #emulator: Emulator
  #open = 0

  constructor(emulator: Emulator) {
    this.#emulator = emulator
  }

  serves(head: { readonly method: string; readonly path: string }): boolean {
    return head.method === 'GET' && head.path === path
  }

  open(outgoing: ServerResponse, headers: Readonly<Record<string, string>>): void {
    if (this.#open >= mostStreams) {
      const { body, headers: type } = text(503, `there may be ${mostStreams} streams of events at a time`)
      outgoing.writeHead(503, { ...headers, ...type }).end(body)
      return
    }
    this.#open += 1
    const gone = new AbortController()
    const write = (lines: string) => {
      if (outgoing.writableLength > mostBehind) outgoing.destroy()
      else outgoing.write(`${lines}\n\n`)
    }
    outgoing.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    // Tells a listener that from here on nothing escapes it.
    write(': listening')
    const unsubscribe = this.#emulator.subscribe(({ type, ...event }) => write(`event: ${type}\ndata: ${JSON.stringify(event)}`))
    outgoing.once('close', () => {
      this.#open -= 1
      unsubscribe()
      gone.abort()
    })
    void this.#keepAlive(write, gone.signal)
  }

  async #keepAlive(write: (lines: string) => void, gone: AbortSignal): Promise<void> {
    while (!gone.aborted) {
      await systemClock.sleep(aliveEveryMs, gone).catch(() => {})
      if (!gone.aborted) write(': alive')
    }
  }
}
