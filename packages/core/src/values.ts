/** By its code whether a character stands before a value: in JSON, XML and forms. Those within texts count, too. */
const isBefore = new Uint8Array(128)
for (const sign of '[{,<=&') isBefore[sign.charCodeAt(0)] = 1

/** Says whether a text may have more values than so many: parsed, each takes up to a hundred times its own room. */
export function hasMoreValues(text: string, most: number): boolean {
  if (text.length <= most) return false
  let left = most
  for (let at = 0; at < text.length && left >= 0; at += 1) left -= isBefore[text.charCodeAt(at)] ?? 0
  return left < 0
}
