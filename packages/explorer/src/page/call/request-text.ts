/** A request as it is written on the wire. */
export async function requestText(request: Request): Promise<string> {
  const { host, pathname, search } = new URL(request.url)
  const headers = [...request.headers].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, value]) => `${name}: ${value}`)
  const body = await request.text()
  return [`${request.method} ${pathname}${search} HTTP/1.1`, `host: ${host}`, ...headers, ...(body === '' ? [] : ['', body])].join('\n')
}
