import type { IncomingMessage } from 'node:http'
import type { RawRequest } from '../service/exchange.ts'

/** A request is longer than it may be. */
export class TooLong extends Error {
  override readonly name = 'TooLong'
}

/** A caller who is cut off in the middle of a body may never see why: so much of one that is too long is read to its end. */
const patience = 16

/** The body of a request. @throws {TooLong} for one that is longer than it may be. */
export function readBody(incoming: IncomingMessage, mostBytes: number): Promise<string> {
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
    incoming.once('end', () => (length > mostBytes ? refuse() : resolve(whole.toString('utf8', 0, length))))
    incoming.once('error', reject)
    incoming.once('close', () => reject(new Error('the caller went away')))
  })
}

/** By its code whether a character stands before a value: in JSON and in forms. Those within texts count, too. */
const isBefore = new Uint8Array(128)
for (const sign of '[{,&') isBefore[sign.charCodeAt(0)] = 1

/** Says whether a text may have more values than so many: parsed, each takes many times its own room. */
export function hasMoreValues(text: string, most: number): boolean {
  let left = most
  for (let at = 0; at < text.length && left >= 0; at += 1) left -= isBefore[text.charCodeAt(at)] ?? 0
  return left < 0
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
