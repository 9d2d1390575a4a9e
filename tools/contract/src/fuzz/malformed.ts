import fc from 'fast-check'

/** A malformed request, and the conduct of its caller. */
export interface Attack {
  /** Its fault, in words. */
  readonly fault: string
  /** Its bytes, one character each. */
  readonly bytes: string
  /** Sends it and waits for the answer; goes away at its end; or falls silent there. */
  readonly manner: 'wait' | 'leave' | 'stall'
}

/** Deletes what is there, if nothing is wrong with it. */
const query = 'Action=DeleteVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1'

const end = 'Host: localhost\r\nConnection: close\r\n\r\n'
const type = 'Content-Type: application/x-www-form-urlencoded\r\n'
const get = (target: string) => `GET ${target} HTTP/1.1\r\n${end}`
const deletion = (headers: string) => `GET /?${query} HTTP/1.1\r\n${headers}\r\n${end}`
const form = (headers: string, body: string) => `POST / HTTP/1.1\r\n${type}${headers}\r\n${end}${body}`
const admin = (start: string, body: string) => `${start} HTTP/1.1\r\nContent-Length: ${body.length}\r\n${end}${body}`

const token = fc.stringMatching(/^[A-Za-z]{1,12}$/)
const bytes = fc
  .uint8Array({ minLength: 1, maxLength: 200 })
  // Nothing that ends a line: these stand inside one.
  .map((values) => String.fromCharCode(...values).replace(/[\r\n]/g, '.'))
/** Characters of the target of a request, without those that end its parts. */
const visible = bytes.map((text) => text.replace(/[^!-~]|[?&#]/g, '%'))
const unknownMethods = fc.constantFrom('PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'get', 'POSTS', 'G\u0000T', '')
const invalidTargets = fc.constantFrom('*', '//', 'x', 'https://', 'http://[', '/%00?', '?', '\\')
const properties = fc.constantFrom('__proto__', 'constructor', 'toString')
const json = fc.json().map((text) => text.replace(/[^ -~]/g, '?'))
const someLength = fc.nat(99)

/** Ways in which a request fails to be one that deletes, by what is wrong. */
const whole: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'no HTTP at all': bytes.map((text) => `${text}\r\n\r\n`),
  'an unknown method': unknownMethods.map((method) => `${method} /?${query} HTTP/1.1\r\n${end}`),
  'another path': visible.map((path) => get(`/x${path}?${query}`)),
  'an invalid target': invalidTargets.map(get),
  'another version of HTTP': fc.constantFrom('HTTP/9.9', 'HTTP/', 'ICY', '').map((version) => `GET /?${query} ${version}\r\n${end}`),
  'a badly encoded id': visible.map((text) => get(`/?${query}%zz%${text}`)),
  'an unknown operation': visible.map((text) => get(`/?Action=${text}x&VpnConnectionId=vco-1`)),
  'an operation that is a property of every object': properties.map((name) => get(`/?Action=${name}`)),
  'no region, and invalid names': token.map((name) => get(`/?Action=DeleteVpnConnection&VpnConnectionId=vco-1&${name}.__proto__.1=x`)),
  'lists in lists': fc
    .integer({ min: 2, max: 3000 })
    .map((deep) => get(`/?Action=DeleteVpnConnection&RegionId=cn-hangzhou&VpnConnectionId${'.1'.repeat(deep)}=vco-1`)),
  'a list without end': fc
    .integer({ min: 51, max: 2000 })
    .map((many) => Array.from({ length: many }, (_, at) => `&IpsecServerId.${at + 1}=iss-1`).join(''))
    .map((list) => get(`/?Action=ListIpsecServers&RegionId=cn-hangzhou${list}`)),
  'a token of another kind': visible.map((text) => get(`/?${query}&ClientToken=%ff${text}`)),
  'headers that are huge': fc.integer({ min: 70_000, max: 200_000 }).map((length) => deletion(`X-Long: ${'x'.repeat(length)}`)),
  'a header that is none': bytes.map((text) => deletion(`: ${text}`)),
  'a host that is not local': token.map((name) => `GET /?${query} HTTP/1.1\r\nHost: ${name}.example\r\nConnection: close\r\n\r\n`),
  'a page of another site': token.map((name) => deletion(`Origin: https://${name}.example`)),
  'two lengths': someLength.map((length) => form(`Content-Length: ${length}\r\nContent-Length: ${length + 1}`, query)),
  'a length and chunks': someLength.map((length) => form(`Content-Length: ${length}\r\nTransfer-Encoding: chunked`, '0\r\n\r\n')),
  'chunks that are none': visible.map((text) => form('Transfer-Encoding: chunked', `z${text}\r\n${query}\r\n0\r\n\r\n`)),
  'a body that is too long': fc
    .integer({ min: 2 ** 20 + 1, max: 2 ** 20 + 2 ** 16 })
    .map((length) => form(`Content-Length: ${length}`, `${query}&Long=`.padEnd(length, 'x'))),
  'an unknown operation in chunks of a byte': fc
    .integer({ min: 1, max: 20_000 })
    .map((length) => form('Transfer-Encoding: chunked', `${'1\r\n0\r\n'.repeat(length)}0\r\n\r\n`)),
  'a seed that is nested': fc
    .integer({ min: 17, max: 20_000 })
    .map((deep) => admin('PUT /_emulator/seed', `{"gateways":[{"fields":${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}}]}`)),
  'a seed of texts that no XML has': fc
    .constantFrom('\\u0000', '\\u001b', '\\u000b', '\\uffff')
    .map((text) => admin('PUT /_emulator/seed', `{"gateways":[{"fields":{"Name":"${text}"}}]}`)),
  'an admin request of another method': fc.constantFrom('GET', 'DELETE', 'PATCH').map((method) => admin(`${method} /_emulator/reset`, '')),
  'an admin request that is no JSON': bytes.map((text) => admin('POST /_emulator/settle', `{${text}`)),
  'an admin request of random JSON': json.map((text) => admin('PUT /_emulator/snapshot', text)),
  'an admin request that is not there': visible.map((text) => admin(`POST /_emulator/x${text}`, '')),
}

/** A deletion as a form whose body never comes whole. */
function unfinished(fault: string, manner: Attack['manner']): fc.Arbitrary<Attack> {
  const head = `POST / HTTP/1.1\r\n${type}Host: localhost\r\nContent-Length: ${query.length + 1}\r\n\r\n${query}`
  return fc.integer({ min: 1, max: head.length }).map((length) => ({ fault, bytes: head.slice(0, length), manner }))
}

/** Any malformed request. */
export const attack: fc.Arbitrary<Attack> = fc.oneof(
  ...Object.entries(whole).map(([fault, each]) => each.map((text): Attack => ({ fault, bytes: text, manner: 'wait' }))),
  unfinished('a body that is cut off', 'leave'),
  unfinished('a slow client', 'stall'),
)
