/** Result of a measure. Every figure is a ratio of two values from one run, or a plain count. */
export interface Measured {
  readonly name: string
  /** The base of the ratio, or the unit of a plain count. */
  readonly against: string
  readonly ours: number
  /** The same figure of the official client; nothing where it cannot be had. */
  readonly official: number | undefined
  readonly bar: Bar
  /** The figure to reach in the long run; the bar must be kept now. */
  readonly aim: number
  /** The values behind the ratios, with their unit. */
  readonly values: Readonly<Record<string, string>>
}

/** The worst figure that passes. */
export type Bar = { readonly atMost: number } | { readonly atLeast: number }

/** Reports whether a figure passes. */
export function passes({ ours, bar }: Pick<Measured, 'ours' | 'bar'>): boolean {
  return 'atMost' in bar ? ours <= bar.atMost : ours >= bar.atLeast
}

/** Folders and server of the programs of the measures. */
export interface Site {
  /** A folder with our tarballs installed, and the programs. */
  readonly consumer: string
  /** The same with the official client. */
  readonly official: string
  /** Compilers and a bundler, in `node_modules`. */
  readonly compilers: string
  /** A server that answers every call. */
  readonly endpoint: string
}

/** The folder in which a contestant's programs run. */
export function folderOf(site: Site, contestant: string): string {
  return contestant === 'official' ? site.official : site.consumer
}

/** A measure of medians by side, as ratios to one of them. */
export function ratiosTo(
  base: string,
  medians: ReadonlyMap<string, number>,
  show: (value: number) => string,
  rest: Pick<Measured, 'name' | 'against' | 'bar' | 'aim'>,
): Measured {
  const of = (side: string) => (medians.get(side) ?? Number.NaN) / (medians.get(base) ?? Number.NaN)
  const values = Object.fromEntries([...medians].map(([side, value]) => [side, show(value)]))
  return { ...rest, ours: of('ours'), official: medians.has('official') ? of('official') : undefined, values }
}
