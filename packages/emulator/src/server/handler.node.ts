import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import { type AdminAnswer, adminAnswer, adminPath } from '../admin/admin.ts'
import { ConnectionReset } from '../answer-request.ts'
import type { Emulator } from '../emulator.ts'
import { exchangeOf } from '../exchange.ts'
import { grants } from '../http/cross-origin.ts'
import { json, text } from '../http/plain.ts'
import { type RawRequest, readRequest, type ServiceAnswer } from '../http/request.ts'
import { EventStreams } from './events.node.ts'
import { adminBounds, type ServerLimits, serviceBounds, TooLong } from './limits.ts'
import type { Envelope, Objection } from './origin-guard.ts'
import type { StaticPages } from './pages.node.ts'
import { headOf, readBody, readJson } from './read-body.node.ts'

/** Answers over a port; a connection that is told to break really does. */
export function handlerOf(
  emulator: Emulator,
  objectionTo: (envelope: Envelope) => Objection | undefined,
  limits: ServerLimits,
  pages: StaticPages,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const exchange = exchangeOf(emulator)
  const streams = new EventStreams(emulator)

  const answer = async (head: Omit<RawRequest, 'body'>, incoming: IncomingMessage, outgoing: ServerResponse): Promise<AdminAnswer> => {
    const reads = hasBody(incoming)
    if (head.path.startsWith(adminPath))
      return adminAnswer(emulator, readRequest({ ...head, body: '' }), reads ? await readJson(incoming, adminBounds(limits)) : undefined)
    const request = readRequest({ ...head, body: reads ? await readBody(incoming, serviceBounds(limits)) : '' })
    return await exchange(request, () => untilGone(outgoing))
  }

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const head = headOf(incoming)
    const { host, origin, referer, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = incoming.headers
    const objection = objectionTo({ host, origin, referer, site: site?.toString() })
    // A link to a page may stand anywhere: whoever follows it sees the page, and the one with the link learns nothing.
    const isFollowed = objection?.status === 403 && mode === 'navigate' && pages.serves(head)
    if (objection && !isFollowed) return send(outgoing, refusal(head, objection.status, objection.rule), { connection: 'close' })
    if (pages.serves(head)) return pages.answer(head, outgoing)
    const shared = origin === undefined ? {} : grants
    if (origin !== undefined && head.method === 'OPTIONS') return send(outgoing, { status: 204, headers: {}, body: '' }, shared)
    if (streams.serves(head)) return streams.open(outgoing, shared)
    send(outgoing, await answer(head, incoming, outgoing), shared)
  }

  return (incoming, outgoing) =>
    void handle(incoming, outgoing).catch((error) => {
      if (error instanceof TooLong) send(outgoing, refusal(headOf(incoming), 413, error.message), { connection: 'close' })
      else if (error instanceof ConnectionReset || outgoing.headersSent || outgoing.destroyed) outgoing.destroy()
      else {
        console.error(error)
        send(outgoing, refusal(headOf(incoming), 500, 'the emulator failed'), { connection: 'close' })
      }
    })
}

/** Why a request is not answered, in the form that belongs to where it went. */
function refusal({ path }: { readonly path: string }, status: number, rule: string): ServiceAnswer {
  return path.startsWith(adminPath) ? json(status, { error: rule }) : text(status, rule)
}

function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function send(outgoing: ServerResponse, { status, headers, body }: AdminAnswer, more: Readonly<Record<string, string>>): void {
  if (typeof body !== 'string') {
    // Each piece is made once there is room for it; a caller who goes away ends it.
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
