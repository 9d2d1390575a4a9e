/** A parameter's value before it is written: lists and their entries' fields become names of their own. */
export type ParameterValue =
  | string
  | number
  | boolean
  | readonly ParameterValue[]
  | { readonly [field: string]: ParameterValue | undefined }

/** Parameters by name; those that are undefined are not sent. */
export type ParameterValues = Readonly<Record<string, ParameterValue | undefined>>

/** `{ Tag: [{ Key: 'a' }] }` becomes `Tag.1.Key=a`, as RPC-style services of Alibaba Cloud read lists. */
export function flatten(values: ParameterValues): [name: string, value: string][] {
  const pairs: [string, string][] = []
  const add = (name: string, value: ParameterValue | undefined): void => {
    // A null is refused where parameters are checked.
    if (value === undefined || value === null) return
    if (typeof value === 'object') {
      for (const [key, entry] of Array.isArray(value)
        ? Array.from(value, (entry, index) => [index + 1, entry] as const)
        : Object.entries(value)) {
        add(`${name}.${key}`, entry)
      }
    } else pairs.push([name, String(value)])
  }
  for (const [name, value] of Object.entries(values)) add(name, value)
  return pairs
}
