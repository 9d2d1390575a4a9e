/** Copies data of JSON; its texts, which nothing changes, are in memory once. */
export function copied<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copied) as T
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copied(inner)])) as T
}
