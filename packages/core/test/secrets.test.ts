import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../src/clock.ts'
import { frontDoorErrors, operationErrors } from '../src/generated/errors.ts'
import type { Hooks } from '../src/wire/hooks.ts'
import { clientOf, deletion, describeRegions, endOf, never, twice } from './setup.ts'

const credentials = { accessKeyId: 'id', accessKeySecret: 'planted/Secret+1=', securityToken: 'planted/Token+2==' }
const answerSecrets = { RequestId: 'r', IkeConfig: { Psk: 'planted-Psk' }, TunnelBgpConfig: { AuthKey: 'planted-AuthKey' } }

/** All that a request carries, and what an answer would tell, as somebody might quote them who answers or fails. */
async function quotationOf(request: Request): Promise<{ quotation: string; signature: string }> {
  const headers = Object.fromEntries(request.headers)
  const body = await request.text()
  const sent = new URLSearchParams([...new URL(request.url).searchParams, ...new URLSearchParams(body)])
  const signature = /Signature=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? sent.get('Signature')
  const quotation = JSON.stringify({
    ...answerSecrets,
    url: request.url,
    decoded: [...sent],
    headers,
    body,
    secret: credentials.accessKeySecret,
  })
  return { quotation, signature: signature! }
}

type Answer = (quotation: string) => Response | Promise<Response>

/** Texts that a refusal can quote: those of the request, and no answer's secrets. */
function requestIn(quotation: string): string {
  const { IkeConfig: _, TunnelBgpConfig: __, ...sent } = JSON.parse(quotation) as Record<string, unknown>
  return JSON.stringify(sent)
}

const refusal =
  (Code: string, status: number): Answer =>
  (all) => {
    const quotation = requestIn(all)
    const body = { RequestId: quotation, HostId: quotation, Code, Message: quotation, Recommend: quotation }
    return new Response(JSON.stringify(body), { status, headers: { date: 'Thu, 01 Jan 2026 00:00:00 GMT' } })
  }

/** A refusal that quotes the request in another way. */
const quoting =
  (how: (sent: string) => string): Answer =>
  (quotation) =>
    refusal('Odd', 400)(JSON.stringify({ quoted: how(requestIn(quotation)) }))

const { DeleteVpnConnection, DeleteIpsecServer } = operationErrors
const documented = new Map([...DeleteVpnConnection, ...DeleteIpsecServer, ...frontDoorErrors].map(({ code, status }) => [code, status]))

const failures: (readonly [string, Answer])[] = [
  ...[...documented].map(([code, status]) => [code, refusal(code, status)] as const),
  ['a code that nobody documents', refusal('Never.Seen', 418)],
  ['an address that is quoted encoded again', quoting(encodeURIComponent)],
  ['an address that is quoted in small letters', quoting((sent) => sent.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()))],
  ['pairs that are cut at each equals sign', quoting((sent) => sent.replaceAll(/=+(?=")/g, ''))],
  ['a code that is the token', refusal(`Odd.${credentials.securityToken}`, 400)],
  ['a refusal in a 200', refusal('Forbidden', 200)],
  [
    'a refusal in XML',
    (quotation) => new Response(`<Error><Code>Odd</Code><Message><![CDATA[${requestIn(quotation)}]]></Message></Error>`, { status: 400 }),
  ],
  [
    'a fetch that throws',
    (quotation) => Promise.reject(new Error(quotation, { cause: Object.assign(new Error(quotation), { quotation }) })),
  ],
  [
    'a fetch that throws what is no error',
    (quotation) => Promise.reject({ name: quotation, code: quotation, message: quotation, config: { headers: quotation } }),
  ],
  ['HTML of a proxy', (quotation) => new Response(`<html>${quotation}</html>`, { status: 502 })],
  ['an empty 503', () => new Response(null, { status: 503 })],
  ['null', () => new Response('null')],
  ['a truncated body', (quotation) => new Response(quotation.slice(0, -1))],
  ['malformed XML', (quotation) => new Response(`<R>${quotation}<R>`)],
  ['a list', (quotation) => new Response(JSON.stringify([quotation]))],
  ['JSON of somebody else', (quotation) => new Response(quotation, { status: 500 })],
  ['a body over 10 MiB', (quotation) => new Response(quotation + ' '.repeat(11 * 1024 * 1024))],
  ['bytes that are no UTF-8', (quotation) => new Response(new Uint8Array([...new TextEncoder().encode(quotation), 0xff]))],
  ['another content type', (quotation) => new Response(quotation.slice(1), { headers: { 'content-type': 'image/png' } })],
  [
    'a redirect',
    (quotation) => new Response(null, { status: 307, headers: { location: `https://example.com/?${encodeURIComponent(quotation)}` } }),
  ],
  ['a status text', (quotation) => new Response(null, { status: 500, statusText: encodeURIComponent(quotation) })],
  ['no answer in time', never],
]

/** Every way in which a program may print a value. */
function printed(value: unknown): string {
  const chain: unknown[] = []
  for (let at = value; typeof at === 'object' && at !== null && !chain.includes(at); at = (at as Error).cause) chain.push(at)
  return [
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
    JSON.stringify(value),
    ...chain.flatMap((each) => [String(each), (each as Error).stack, (each as Error).message, JSON.stringify(each)]),
  ].join('\n')
}

const forms = (['v3', 'v1'] as const).flatMap((signing) => (['query', 'form'] as const).map((parametersIn) => ({ signing, parametersIn })))

describe.each(forms)('signed by $signing in the $parametersIn', (form) => {
  test.each(failures)('%s: no secret in the error, the hooks or the wire', async (name, answer) => {
    const secrets = new Set([credentials.accessKeySecret, credentials.securityToken, 'planted-Psk', 'planted-AuthKey'])
    const events: unknown[] = []
    const keep = (event: unknown) => void events.push(event)
    const hooks: Hooks = { request: keep, response: keep, retry: keep }
    const clock: Clock = {
      now: () => 0,
      // Nothing else sleeps here than the limit of an attempt.
      sleep: () => (name === 'no answer in time' ? Promise.resolve() : never()),
    }
    const fetch = async (request: Request) => {
      const { quotation, signature } = await quotationOf(request)
      secrets.add(signature)
      return answer(quotation)
    }
    const wire = clientOf({ credentials, clock, fetch, retry: twice, hooks, ...form })
    const error = await endOf(wire.call('DeleteVpnConnection', deletion))
    expect(error).toBeInstanceOf(Error)
    const all = [printed(error), printed(events), printed(wire)].join('\n')
    // The padding can be computed anew.
    for (const secret of [...secrets].map((each) => each.replace(/=+$/, ''))) {
      const once = encodeURIComponent(secret)
      const small = once.replace(/%../g, (hex) => hex.toLowerCase())
      for (const text of [secret, once, small, encodeURIComponent(once), btoa(secret)]) expect(all).not.toContain(text)
    }
  })
})

test('a secret that has to be found would be found', async () => {
  const error = new Error('outer', { cause: Object.assign(new Error('inner'), { deep: { deeper: { key: 'planted' } } }) })
  expect(printed(error)).toContain('planted')
  expect(printed(Object.defineProperty({}, 'hidden', { value: 'planted' }))).toContain('planted')
})

const escapes: [string, (text: string) => string][] = [
  ['as it is', (text) => text],
  ['as entities of decimal numbers', (text) => text.replace(/\W/g, (one) => `&#${one.charCodeAt(0)};`)],
  ['as entities of hexadecimal numbers', (text) => text.replace(/\W/g, (one) => `&#x${one.charCodeAt(0).toString(16)};`)],
  ['as escapes of JSON', (text) => text.replace(/\W/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`)],
  ['as a form is decoded', (text) => text.replaceAll('+', ' ')],
  ['with each character encoded', (text) => text.replace(/./gs, (one) => `%${one.charCodeAt(0).toString(16)}`)],
]

test.each(escapes)('a secret that a refusal quotes %s is left out, also that of an attempt before, and a long one', async (_, quoted) => {
  const long = `planted/${Array.from({ length: 3_000 }, (_, at) => `+${at}`).join('')}`
  const keys = [
    { accessKeyId: 'one', accessKeySecret: 'planted/First+1=' },
    { accessKeyId: 'two', accessKeySecret: 'planted/Second+2=', securityToken: long },
  ]
  let asked = 0
  const fetch = async () => {
    if (asked === 1) return new Response('', { status: 503 })
    const Message = `${quoted('planted/First+1=')} and ${quoted('planted/Second+2=')} and ${quoted(long)}`
    return Response.json({ RequestId: 'r', Code: 'Forbidden', Message }, { status: 403 })
  }
  const error = await endOf(describeRegions({ credentials: async () => keys[asked++]!, fetch, retry: twice }))
  expect(error).toMatchObject({ name: 'ServiceError', code: 'Forbidden' })
  expect(error.message.replace(/\*+/g, '*')).toMatch(/ \* and \* and \*$/)
})
