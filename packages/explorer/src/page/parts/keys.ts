/** Each entry with a key of its own for a list: its word, and how many before it had the same. */
export function withKeys<T>(entries: readonly T[], wordOf: (entry: T) => string): (readonly [key: string, entry: T])[] {
  const seen = new Map<string, number>()
  return entries.map((entry) => {
    const word = wordOf(entry)
    const before = seen.get(word) ?? 0
    seen.set(word, before + 1)
    return [`${word} ${before}`, entry]
  })
}
