import type { IncomingMessage } from 'node:http'
import type { RawRequest } from '../http/request.ts'
import { JsonReader } from './json-reader.node.ts'
import { type BodyBounds, TooLong } from './limits.ts'

/** A caller who is cut off in the middle of a body may never see why: so much of one that is too long is read to its end. */
const patience = 16

/** The text of a request's body. @throws {TooLong} for one that is longer, or has more in it, than it may. */
export async function readBody(incoming: IncomingMessage, bounds: BodyBounds): Promise<string> {
  // One buffer that grows: chunks may be as small as a byte, and each is an object.
  let whole = Buffer.alloc(0)
  let length = 0
  await readChunks(incoming, bounds, (chunk) => {
    const end = length + chunk.length
    if (end > whole.length) whole = Buffer.concat([whole.subarray(0, length)], Math.min(Math.max(2 * whole.length, end), bounds.bytes))
    chunk.copy(whole, length)
    length = end
  })
  const excess = excessOf(whole.subarray(0, length), bounds)
  if (excess !== undefined) throw new TooLong(excess)
  return whole.toString('utf8', 0, length)
}

/**
 * Value of the JSON of a request's body: null where it is none, undefined where there is no body.
 *
 * @throws {TooLong} for one that is longer, or has more in it, than it may.
 */
export async function readJson(incoming: IncomingMessage, bounds: BodyBounds): Promise<unknown> {
  const reader = new JsonReader(bounds)
  try {
    await readChunks(incoming, bounds, (chunk) => reader.write(chunk))
    return reader.end()
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Reads a body to its end, also where nothing more is taken of it. @throws {unknown} what taking a chunk has thrown */
function readChunks(incoming: IncomingMessage, { bytes: mostBytes }: BodyBounds, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0
    let refused: { readonly why: unknown } | undefined
    const refuse = (why: unknown) => {
      refused = { why }
    }
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > mostBytes) refuse(new TooLong(`the body must stay within ${mostBytes} bytes`))
      if (length > mostBytes * patience) reject(refused?.why)
      if (refused) return
      try {
        take(chunk)
      } catch (error) {
        refuse(error)
      }
    })
    incoming.once('end', () => (refused ? reject(refused.why) : resolve()))
    incoming.once('error', reject)
    incoming.once('close', () => reject(new Error('the caller went away')))
  })
}

const ampersand = '&'.charCodeAt(0)

/** Says what a form has too much of, before it is parsed. */
function excessOf(body: Uint8Array, { values }: BodyBounds): string | undefined {
  let left = values
  for (const byte of body) if (byte === ampersand) left -= 1
  return left < 0 ? `the body must have at most ${values} values` : undefined
}

/** A request without its body, whichever form its target has. */
export function headOf({ method = 'GET', url = '/', headers }: IncomingMessage): Omit<RawRequest, 'body'> {
  const target = url.replace(/^https?:\/\/[^/?#]*/i, '')
  const at = target.indexOf('?')
  return {
    method,
    isTls: false,
    path: (at < 0 ? target : target.slice(0, at)) || '/',
    search: at < 0 ? '' : target.slice(at + 1),
    host: headers.host ?? '',
    header: (name) => headers[name]?.toString(),
  }
}
