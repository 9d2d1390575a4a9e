import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import { type AdminAnswer, adminAnswer, adminPath } from '../admin/admin.ts'
import { ConnectionReset, jsonAnswer, type ServiceAnswer, textAnswer } from '../http/answer.ts'
import { corsHeaders } from '../http/cross-origin.ts'
import { type RequestHead, readRequest } from '../http/request.ts'
import type { Service } from '../service.ts'
import { EventStreams } from './events.node.ts'
import { adminBodyLimits, BodyLimitError, type ServerLimits, serviceBodyLimits } from './limits.ts'
import type { originGuard } from './origin-guard.ts'
import type { StaticPages } from './pages.node.ts'
import { headOf, readBody, readJson } from './read-body.node.ts'

/** Parts of a server that answer a request. */
export interface HandlerOptions {
  readonly service: Service
  readonly guard: ReturnType<typeof originGuard>
  readonly limits: ServerLimits
  readonly pages: StaticPages
}

/** Makes the listener of a server. */
export function createHandler(options: HandlerOptions): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const { service, guard, limits, pages } = options
  const streams = new EventStreams(service)

  const answer = async (head: RequestHead, incoming: IncomingMessage, outgoing: ServerResponse): Promise<AdminAnswer> => {
    const reads = hasBody(incoming)
    if (head.path.startsWith(adminPath))
      return adminAnswer(service, readRequest(head), reads ? await readJson(incoming, adminBodyLimits(limits)) : undefined)
    const request = readRequest(head, reads ? await readBody(incoming, serviceBodyLimits(limits)) : '')
    return await service.exchange(request, () => untilGone(outgoing))
  }

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const head = headOf(incoming)
    const { origin, 'sec-fetch-mode': mode } = incoming.headers
    const refused = guard(incoming.headers)
    // A link to a page may stand anywhere: its follower sees the page, and the page with the link learns nothing.
    const isFollowed = refused?.status === 403 && mode === 'navigate' && pages.serves(head)
    if (refused && !isFollowed) return send(outgoing, refusalAnswer(head, refused.status, refused.rule), { connection: 'close' })
    if (pages.serves(head)) return pages.answer(head, outgoing)
    const shared = origin === undefined ? {} : corsHeaders
    if (origin !== undefined && head.method === 'OPTIONS') return send(outgoing, { status: 204, headers: {}, body: '' }, shared)
    if (streams.serves(head)) return streams.open(outgoing, shared)
    send(outgoing, await answer(head, incoming, outgoing), shared)
  }

  return (incoming, outgoing) =>
    void handle(incoming, outgoing).catch((error) => {
      if (error instanceof BodyLimitError) send(outgoing, refusalAnswer(headOf(incoming), 413, error.message), { connection: 'close' })
      else if (error instanceof ConnectionReset || outgoing.headersSent || outgoing.destroyed) outgoing.destroy()
      else {
        console.error(error)
        send(outgoing, refusalAnswer(headOf(incoming), 500, 'the emulator failed'), { connection: 'close' })
      }
    })
}

/** Answer to a request that is refused before it is read, in the form of the interface that it was sent to. */
function refusalAnswer({ path }: { readonly path: string }, status: number, rule: string): ServiceAnswer {
  return path.startsWith(adminPath) ? jsonAnswer(status, { error: rule }) : textAnswer(status, rule)
}

function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function send(outgoing: ServerResponse, { status, headers, body }: AdminAnswer, more: Readonly<Record<string, string>>): void {
  if (typeof body !== 'string') {
    // Each piece is made once there is room for it; it ends where the caller goes away.
    pipeline(Readable.from(body, { highWaterMark: 1 }), outgoing.writeHead(status, { ...headers, ...more }), () => {})
    return
  }
  outgoing.writeHead(status, { ...headers, ...more, ...(status !== 204 && { 'content-length': Buffer.byteLength(body) }) }).end(body)
}

function untilGone(outgoing: ServerResponse): AbortSignal {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort(new ConnectionReset()))
  return gone.signal
}
