import type { ServerResponse } from 'node:http'
import { systemClock } from '@vpn-gateway/core'
import { adminPath } from '../admin/admin.ts'
import { textAnswer } from '../http/answer.ts'
import type { Service } from '../service.ts'

const path = `${adminPath}events`

/** Streams of events at a time at most. */
const streamLimit = 100

/** Bytes ahead of a reader at most; beyond it the stream ends. */
const behindLimit = 2 ** 22

/** Proxies close streams that are silent for longer. */
const aliveEveryMs = 15_000

/** Events of an emulator, as server-sent events. */
export class EventStreams {
  readonly #service: Service
  readonly #open = new Set<ServerResponse>()
  #end: (() => void) | undefined

  constructor(service: Service) {
    this.#service = service
  }

  serves(head: { readonly method: string; readonly path: string }): boolean {
    return head.method === 'GET' && head.path === path
  }

  open(outgoing: ServerResponse, headers: Readonly<Record<string, string>>): void {
    if (this.#open.size >= streamLimit) {
      const { body, headers: type } = textAnswer(503, `there may be ${streamLimit} streams of events at a time`)
      outgoing.writeHead(503, { ...headers, ...type }).end(body)
      return
    }
    outgoing.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    // From here on a listener gets every event.
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

  /** Sends events to every stream that is open. @returns a function that ends it */
  #follow(): () => void {
    const ended = new AbortController()
    const unsubscribe = this.#service.subscribe(({ type, ...event }) => this.#send(`event: ${type}\ndata: ${JSON.stringify(event)}`))
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
      if (outgoing.writableLength > behindLimit) outgoing.destroy()
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
