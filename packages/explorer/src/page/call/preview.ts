import { createWire, endpointOf, type OperationName, operationFacts, type ParameterValue, service } from '@vpn-gateway/core'
import { bodyHashOf, signV1, signV3, v3Algorithm } from '@vpn-gateway/core/signing'
import { inFormat } from './format.ts'
import { connectionOf, credentialsIn, type Settings } from './settings.ts'

/** One text on the way to a signature. */
export interface Step {
  readonly title: string
  readonly words: string
  readonly text: string
}

/** A request as the client would send it now, and the texts that lead to its signature. */
export interface Preview {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  /** None where it is not signed. */
  readonly steps: readonly Step[]
}

/** Has the client make a request ready, and keeps it instead of sending it. */
export async function previewOf(
  operation: OperationName,
  given: Readonly<Record<string, ParameterValue>>,
  settings: Settings,
): Promise<Preview> {
  const connection = connectionOf(settings)
  const region = service.regionParameter in operationFacts(operation).parameters ? { [service.regionParameter]: settings.regionId } : {}
  let request: Request | undefined
  const wire = createWire({
    ...connection,
    fetch: async (ready) => {
      request = inFormat(ready, settings)
      return new Response('{}')
    },
  })
  await wire.call(operation, { ...region, ...given }).catch(() => {})
  if (!request) throw new Error('the request could not be made')
  const headers = [...request.headers].sort(([one], [other]) => (one < other ? -1 : 1))
  const body = await request.text()
  const steps = await stepsOf(request, body, new URL(endpointOf(connection)).host, settings)
  return { method: request.method, url: request.url, headers, body, steps }
}

async function stepsOf(request: Request, body: string, host: string, settings: Settings): Promise<Step[]> {
  const credentials = credentialsIn(settings)
  if (!credentials) return []
  if (settings.signing === 'v1') return await stepsOfV1(request, credentials.accessKeySecret)
  const authorization = request.headers.get('authorization') ?? ''
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(authorization) ?? []
  const headers = Object.fromEntries(names.split(';').map((name) => [name, name === 'host' ? host : (request.headers.get(name) ?? '')]))
  const query = new URL(request.url).search.slice(1)
  const signed = await signV3({ method: request.method, query, headers, bodyHash: await bodyHashOf(body) }, credentials.accessKeySecret)
  return [
    {
      title: 'Canonical request',
      words: 'The method, the path, the parameters in order, the signed headers with their names, and the hash of the body.',
      text: signed.canonicalRequest,
    },
    {
      title: 'String to sign',
      words: `The name of the method, ${v3Algorithm}, and the SHA-256 of the canonical request.`,
      text: signed.stringToSign,
    },
    { title: 'Signature', words: 'The HMAC-SHA256 of that, with the access key secret as its key.', text: signed.signature },
    { title: 'Authorization header', words: 'Names the key and what was signed.', text: authorization },
  ]
}

async function stepsOfV1(request: Request, secret: string): Promise<Step[]> {
  const pairs = [...new URL(request.url).searchParams].filter(([name]) => name !== 'Signature')
  const { stringToSign, signature } = await signV1({ method: request.method, pairs }, secret)
  const [, , canonical = ''] = stringToSign.split('&')
  return [
    { title: 'Canonical query', words: 'All parameters, encoded, in the order of their names.', text: decodeURIComponent(canonical) },
    { title: 'String to sign', words: 'The method, the path and the canonical query, encoded once more.', text: stringToSign },
    { title: 'Signature', words: 'The HMAC-SHA1 of that, with the access key secret and & as its key, in Base64.', text: signature },
  ]
}
