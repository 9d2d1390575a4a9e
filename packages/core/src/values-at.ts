/** Gives what stands at the path of a fact, with dots on the way into objects; a list on the way stands for each of its entries. */
export function valuesAt(fields: unknown, path: string): unknown[] {
  return path
    .split('.')
    .reduce<unknown[]>((values, field) => values.flat(2).map((value) => Object(value)[field]), [fields])
    .flat(2)
}
