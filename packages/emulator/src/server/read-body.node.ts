import type { IncomingMessage } from 'node:http'
import type { RequestHead } from '../http/request.ts'
import { JsonReader } from './json-reader.node.ts'
import { BodyLimitError, type BodyLimits } from './limits.ts'

/** A caller who is cut off in the middle of a body may never see why: up to this many times the limit, it is read to its end. */
const patience = 16

/** Reads the text of a request's body. @throws {BodyLimitError} for one that is longer, or has more in it, than it may. */
export async function readBody(incoming: IncomingMessage, limits: BodyLimits): Promise<string> {
  // One buffer that grows: chunks may be as small as a byte, and each is an object.
  let whole = Buffer.alloc(0)
  let length = 0
  await readChunks(incoming, limits, (chunk) => {
    const end = length + chunk.length
    if (end > whole.length) whole = Buffer.concat([whole.subarray(0, length)], Math.min(Math.max(2 * whole.length, end), limits.bytes))
    chunk.copy(whole, length)
    length = end
  })
  const excess = excessOf(whole.subarray(0, length), limits)
  if (excess !== undefined) throw new BodyLimitError(excess)
  return whole.toString('utf8', 0, length)
}

/**
 * Reads the JSON of a request's body: null where it is none, undefined where there is no body.
 *
 * @throws {BodyLimitError} for one that is longer, or has more in it, than it may.
 */
export async function readJson(incoming: IncomingMessage, limits: BodyLimits): Promise<unknown> {
  const reader = new JsonReader(limits)
  try {
    await readChunks(incoming, limits, (chunk) => reader.write(chunk))
    return reader.end()
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Reads a body to its end, also where nothing more is taken of it. @throws the error of taking a chunk */
function readChunks(incoming: IncomingMessage, { bytes: maxBytes }: BodyLimits, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0
    let refused: { readonly why: unknown } | undefined
    const refuse = (why: unknown) => {
      refused = { why }
    }
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > maxBytes) refuse(new BodyLimitError(`the body must stay within ${maxBytes} bytes`))
      if (length > maxBytes * patience) reject(refused?.why)
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

/** Gives the rule that a form breaks by its number of values, before it is parsed. */
function excessOf(body: Uint8Array, { values }: BodyLimits): string | undefined {
  let left = values
  for (const byte of body) if (byte === ampersand) left -= 1
  return left < 0 ? `the body must have at most ${values} values` : undefined
}

/** Reads the head of a request, whichever form its target has. */
export function headOf({ method = 'GET', url = '/', headers }: IncomingMessage): RequestHead {
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
