import { bodyHashOf, signV1, signV3, v3Algorithm } from '@vpn-gateway/core/signing'
import { credentialsIn, type Settings } from './settings.ts'

/** One text on the way to a signature. */
export interface Step {
  readonly title: string
  readonly words: string
  readonly text: string
}

/** The texts that lead to the signature of a request; none where it is not signed. */
export async function stepsOf(request: Request, host: string, settings: Settings): Promise<Step[]> {
  const credentials = credentialsIn(settings)
  if (!credentials) return []
  if (settings.signing === 'v1') return await stepsOfV1(request, credentials.accessKeySecret)
  const authorization = request.headers.get('authorization') ?? ''
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(authorization) ?? []
  const headers = Object.fromEntries(names.split(';').map((name) => [name, name === 'host' ? host : (request.headers.get(name) ?? '')]))
  const query = new URL(request.url).search.slice(1)
  const signed = await signV3(
    { method: request.method, query, headers, bodyHash: await bodyHashOf(await request.clone().text()) },
    credentials.accessKeySecret,
  )
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
    { title: 'Authorization header', words: 'The access key id, the names of the signed headers, and the signature.', text: authorization },
  ]
}

async function stepsOfV1(request: Request, secret: string): Promise<Step[]> {
  const pairs = [...new URL(request.url).searchParams].filter(([name]) => name !== 'Signature')
  const { stringToSign, signature } = await signV1({ method: request.method, pairs }, secret)
  const [, , canonical = ''] = stringToSign.split('&')
  return [
    { title: 'Canonical query', words: 'All parameters, encoded, in the order of their names.', text: decodeURIComponent(canonical) },
    { title: 'String to sign', words: 'The method, the path and the canonical query, encoded once more.', text: stringToSign },
    { title: 'Signature', words: 'The HMAC-SHA1 of that, in Base64; its key is the access key secret followed by &.', text: signature },
  ]
}
