import { createReadStream } from 'node:fs'
import { OptionError } from '@vpn-gateway/core'

/**
 * Reads a file of text, without the mark of its encoding, which editors write. Pipes and devices are read too: they have no size, and
 * may have no end.
 *
 * @returns undefined where it has more bytes
 */
export async function readText(path: string, mostBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += piece.byteLength
    if (bytes > mostBytes) return undefined
    text += decoder.decode(piece, { stream: true })
  }
  return text + decoder.decode()
}

/** Reads the file of JSON that an option names. @throws {OptionError} for one that cannot be read, has more bytes, or is no JSON. */
export async function readJson(option: string, path: string, mostBytes: number): Promise<unknown> {
  try {
    const text = await readText(path, mostBytes)
    if (text !== undefined) return JSON.parse(text)
  } catch (error) {
    const what = error instanceof SyntaxError ? 'of JSON' : `that can be read (${(error as NodeJS.ErrnoException).code})`
    throw new OptionError(option, `must be a file ${what}`)
  }
  throw new OptionError(option, `must be a file of at most ${mostBytes} bytes`)
}
