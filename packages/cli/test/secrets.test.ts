import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { vpngw } from './vpngw.ts'

const env = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'planted-secret',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'planted-token',
}
const keys = { IkeConfig: { Psk: 'planted-psk' }, TunnelBgpConfig: { AuthKey: 'planted-key' } }

type Answer = (quotation: string) => { readonly status: number; readonly body: string }

const answers: Record<string, Answer> = {
  refusal: (quotation) => ({
    status: 400,
    body: JSON.stringify({ RequestId: 'r', Code: 'Odd', Message: quotation, Recommend: quotation }),
  }),
  'a refused signature': (quotation) => ({
    status: 400,
    body: JSON.stringify({ RequestId: 'r', Code: 'SignatureDoesNotMatch', Message: quotation }),
  }),
  'a page of a proxy': (quotation) => ({ status: 502, body: `<html>${quotation}${JSON.stringify(keys)}</html>` }),
  'a truncated answer': (quotation) => ({ status: 200, body: JSON.stringify({ ...keys, quotation }).slice(0, -2) }),
  'an answer that plays the client': (quotation) => ({
    status: 200,
    body: JSON.stringify({ RequestId: 'r', alreadyGone: keys, dryRun: quotation }),
  }),
  'an answer with keys': (quotation) => ({ status: 200, body: JSON.stringify({ RequestId: 'r', ...keys, Novelty: quotation }) }),
}

let answer: Answer
const signatures: string[] = []
const server = createServer((request, response) => {
  const quotation = quotationOf(request)
  const { status, body } = answer(quotation)
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => server.close())

function quotationOf({ url, rawHeaders }: IncomingMessage): string {
  const quotation = `${url} ${rawHeaders.join(' ')} planted-secret`
  signatures.push(/Signature=(\w+)/.exec(quotation)?.[1] ?? '')
  return quotation
}

test('what others say reaches the terminal without its power', async () => {
  answer = () => ({
    status: 400,
    body: JSON.stringify({ RequestId: 'r', Code: 'Evil\u001b[2J\nvpngw: gone\u009b', Message: 'm\u001b[2J\u202e' }),
  })
  const { port } = server.address() as AddressInfo
  const place = ['--region', 'cn-hangzhou', '--endpoint', `http://127.0.0.1:${port}`]
  for (const output of ['text', 'json']) {
    const { stdout, stderr } = await vpngw(['describe-vpn-connection', 'vco-1', ...place, '--output', output, '--debug'], env)
    for (const control of ['\u001b', '\u007f', '\u009b', '\u202e', '\nvpngw: gone']) expect(stdout + stderr).not.toContain(control)
  }
})

test.each(
  Object.keys(answers).flatMap((name) => [
    [name, 'text'],
    [name, 'json'],
  ]),
)('%s, shown as %s with --debug: nothing secret is printed', async (name, output) => {
  answer = answers[name]!
  const { port } = server.address() as AddressInfo
  const place = ['--region', 'cn-hangzhou', '--endpoint', `http://127.0.0.1:${port}`]
  const { stdout, stderr } = await vpngw(['describe-vpn-connection', 'vco-1', ...place, '--output', output, '--debug'], env)
  expect(stderr).toContain('DescribeVpnConnection')
  expect(stderr).toMatch(/response/)
  expect(signatures.at(-1)).toMatch(/^[0-9a-f]{64}$/)
  for (const secret of ['planted', ...signatures]) expect(stdout + stderr).not.toContain(secret)
})
