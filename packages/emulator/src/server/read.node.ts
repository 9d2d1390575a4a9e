import type { IncomingMessage } from 'node:http'
import type { RawRequest } from '../service/exchange.ts'
import type { BodyBounds } from './limits.ts'

/** A request is longer than it may be. */
export class TooLong extends Error {
  override readonly name = 'TooLong'
}

/** A caller who is cut off in the middle of a body may never see why: so much of one that is too long is read to its end. */
const patience = 16

/** The body of a request. @throws {TooLong} for one that is longer, or has more in it, than it may. */
export function readBody(incoming: IncomingMessage, bounds: BodyBounds): Promise<string> {
  const { bytes: mostBytes } = bounds
  return new Promise((resolve, reject) => {
    // One buffer that grows: chunks may be as small as a byte, and each is an object.
    let whole = Buffer.alloc(0)
    let length = 0
    const refuse = () => reject(new TooLong(`the body must stay within ${mostBytes} bytes`))
    incoming.on('data', (chunk: Buffer) => {
      const end = length + chunk.length
      if (end > whole.length && end <= mostBytes)
        whole = Buffer.concat([whole.subarray(0, length)], Math.min(Math.max(2 * whole.length, end), mostBytes))
      if (end <= mostBytes) chunk.copy(whole, length)
      length = end
      if (length > mostBytes * patience) refuse()
    })
    incoming.once('end', () => {
      if (length > mostBytes) return refuse()
      const excess = excessOf(whole.subarray(0, length), bounds)
      if (excess !== undefined) reject(new TooLong(excess))
      else resolve(whole.toString('utf8', 0, length))
    })
    incoming.once('error', reject)
    incoming.once('close', () => reject(new Error('the caller went away')))
  })
}

/** Signs that stand before a value, in JSON and in forms; those within texts count, too. */
const isBefore = new Uint8Array(256)
for (const sign of '[{,&') isBefore[sign.charCodeAt(0)] = 1
const quote = '"'.charCodeAt(0)

/** Says what a body has too much of, before it is parsed. */
function excessOf(body: Uint8Array, { values, textBytes }: BodyBounds): string | undefined {
  let left = values
  let from = 0
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0
    left -= isBefore[byte] ?? 0
    if (byte === quote) from = at
    if (left < 0) return `the body must have at most ${values} values`
    if (at - from > textBytes) return `the body must have texts of at most ${textBytes} bytes`
  }
  return undefined
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
