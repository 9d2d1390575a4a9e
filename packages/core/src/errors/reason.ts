/** The part of a foreign error that may be kept: messages quote requests, headers and bodies. */
export interface Reason {
  readonly name: string
  /** A code such as `ECONNREFUSED`. */
  readonly code?: string
}

/** Runtimes hide the code of a failed connection one or two causes down, or among those of each address of a name. */
export function reasonOf(error: unknown): Reason {
  const name = word((Object(error) as { name?: unknown }).name) ?? 'Error'
  let at = error
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth += 1) {
    const code = word((at as { code?: unknown }).code)
    if (code !== undefined) return { name, code }
    at = (at as Error).cause ?? (at as AggregateError).errors?.[0]
  }
  return { name }
}

/** Says whether it is the network that failed, which may be over the next time. */
export function isPassingReason({ code = '' }: Reason): boolean {
  return /^(ECONN|EHOST|ENET|UND_ERR_)|^(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)$/.test(code)
}

/** Codes and names are words; anything else could be anything. */
function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w/]{1,64}$/.test(value) ? value : undefined
}
