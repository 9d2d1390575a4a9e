import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { key } from './service.ts'
import { type Run, vpngw } from './vpngw.ts'

const env = { ...key, ALIBABA_CLOUD_SECURITY_TOKEN: 'planted-token' }
const keys = { IkeConfig: { Psk: 'planted-psk' }, TunnelBgpConfig: { AuthKey: 'planted-key' } }

type Answer = (quotation: string) => readonly [status: number, body: string | object]

const answers: Record<string, Answer> = {
  refusal: (quotation) => [400, { RequestId: 'r', Code: 'Odd', Message: quotation, Recommend: quotation }],
  'a refused signature': (quotation) => [400, { RequestId: 'r', Code: 'SignatureDoesNotMatch', Message: quotation }],
  'a page of a proxy': (quotation) => [502, `<html>${quotation}${JSON.stringify(keys)}</html>`],
  'a truncated answer': (quotation) => [200, JSON.stringify({ ...keys, quotation }).slice(0, -2)],
  'an answer that plays the client': (quotation) => [200, { RequestId: 'r', alreadyGone: keys, dryRun: quotation }],
  'an answer with keys': (quotation) => [200, { RequestId: 'r', ...keys, Novelty: quotation }],
}

let answer: Answer
const signatures: string[] = []
const server = createServer(({ url, rawHeaders }, response) => {
  const quotation = `${url} ${rawHeaders.join(' ')} planted-secret`
  signatures.push(/Signature=(\w+)/.exec(quotation)?.[1] ?? '')
  const [status, body] = answer(quotation)
  response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body))
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => server.close())

/** Runs a read, with every request logged. */
function read(output: string): Promise<Run> {
  const { port } = server.address() as AddressInfo
  const place = ['--region', 'cn-hangzhou', '--endpoint', `http://127.0.0.1:${port}`]
  return vpngw(['describe-vpn-connection', 'vco-1', ...place, '--output', output, '--debug'], env)
}

test('what others say reaches the terminal without its power', async () => {
  answer = () => [400, { RequestId: 'r', Code: 'Evil\u001b[2J\nvpngw: gone\u009b', Message: 'm\u001b[2J\u202e' }]
  for (const output of ['text', 'json']) {
    const { stdout, stderr } = await read(output)
    for (const control of ['\u001b', '\u007f', '\u009b', '\u202e', '\nvpngw: gone']) expect(stdout + stderr).not.toContain(control)
  }
})

describe.each(Object.keys(answers))('%s', (name) => {
  test.each(['text', 'json'])('shown as %s with --debug: nothing secret is printed', async (output) => {
    answer = answers[name]!
    const { stdout, stderr } = await read(output)
    expect(stderr).toContain('DescribeVpnConnection')
    expect(stderr).toMatch(/response/)
    expect(signatures.at(-1)).toMatch(/^[0-9a-f]{64}$/)
    for (const secret of ['planted', ...signatures]) expect(stdout + stderr).not.toContain(secret)
  })
})
