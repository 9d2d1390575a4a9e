import type { ServerResponse } from 'node:http'
import { systemClock } from '@vpn-gateway/core'
import { adminPath } from '../admin/admin.ts'
import type { Emulator } from '../emulator.ts'
import { text } from '../http/plain.ts'

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
  readonly #open = new Set<ServerResponse>()
  #end: (() => void) | undefined

  constructor(emulator: Emulator) {
    this.#emulator = emulator
  }

  serves(head: { readonly method: string; readonly path: string }): boolean {
    return head.method === 'GET' && head.path === path
  }

  open(outgoing: ServerResponse, headers: Readonly<Record<string, string>>): void {
    if (this.#open.size >= mostStreams) {
      const { body, headers: type } = text(503, `there may be ${mostStreams} streams of events at a time`)
      outgoing.writeHead(503, { ...headers, ...type }).end(body)
      return
    }
    outgoing.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    // Tells a listener that from here on nothing escapes it.
    outgoing.write(': listening\n\n')
    this.#open.add(outgoing)
    this.#end ??= this.#follow()
    outgoing.once('close', () => {
      this.#open.delete(outgoing)
      if (this.#open.size > 0) return
      this.#end?.()
      this.#end = undefined
    })
  }

  /** Sends what happens to every stream that is open. @returns a function that ends it */
  #follow(): () => void {
    const ended = new AbortController()
    const unsubscribe = this.#emulator.subscribe(({ type, ...event }) => this.#send(`event: ${type}\ndata: ${JSON.stringify(event)}`))
    void this.#keepAlive(ended.signal)
    return () => {
      unsubscribe()
      ended.abort()
    }
  }

  /** Makes the bytes once: those of all streams that are not read are the same in memory. */
  #send(lines: string): void {
    const bytes = Buffer.from(`${lines}\n\n`)
    for (const outgoing of this.#open) {
      if (outgoing.writableLength > mostBehind) outgoing.destroy()
      else outgoing.write(bytes)
    }
  }

  async #keepAlive(ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      await systemClock.sleep(aliveEveryMs, ended).catch(() => {})
      if (!ended.aborted) this.#send(': alive')
    }
  }
}
