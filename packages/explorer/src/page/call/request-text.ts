/** A request as it is written on the wire. */
export async function requestText(request: Request): Promise<string> {
  const { host, pathname, search } = new URL(request.url)
  const headers = headersOf(request).map(([name, value]) => `${name}: ${value}`)
  const body = await request.text()
  return [`${request.method} ${pathname}${search} HTTP/1.1`, `host: ${host}`, ...headers, ...(body === '' ? [] : ['', body])].join('\n')
}

/** Its headers by name, in order. */
export function headersOf({ headers }: Request): [name: string, value: string][] {
  return [...headers].sort(([one], [other]) => (one < other ? -1 : 1))
}
