import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'

/**
 * Reads a file of text, without the mark of its encoding, which editors write. Pipes and devices are read too: they have no size, and
 * may have no end.
 *
 * @returns undefined where it has more bytes
 */
export function readText(path: string, mostBytes: number): string | undefined {
  const file = openSync(path, 'r')
  try {
    if (fstatSync(file).size > mostBytes) return undefined
    const piece = Buffer.alloc(2 ** 16)
    const decoder = new StringDecoder('utf8')
    let text = ''
    let bytes = 0
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      bytes += read
      if (bytes > mostBytes) return undefined
      text += decoder.write(piece.subarray(0, read))
    }
    return (text + decoder.end()).replace(/^\ufeff/, '')
  } finally {
    closeSync(file)
  }
}
