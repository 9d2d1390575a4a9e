import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createEmulator } from '../src/index.ts'
import { serveForTest, succeeds } from './scenario.ts'

const run = promisify(execFile)

/** The ids of the service's own sample requests, asterisks included. */
const connection = 'vco-bp1bbi27hojx80nck****'
const ipsecServer = 'iss-bp1jougp8cfsbo8y9****'

const common = [
  '',
  '&Version=2016-04-28&AccessKeyId=testid&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&SignatureNonce=1&Timestamp=2026-01-01T00%3A00%3A00Z&Signature=x',
]

async function byCurl(url: string, body?: string) {
  // -g: curl would take the asterisks and brackets of a masked id for patterns of its own.
  const { stdout } = await run('curl', ['-gsS', '-w', '\n%{http_code} %{content_type}', ...(body === undefined ? [] : ['-d', body]), url])
  const [, text = '', status = '', type = ''] = /^([\s\S]*)\n(\d+) (.*)$/.exec(stdout) ?? []
  return { status, type, body: text }
}

async function byFetch(url: string, body?: string) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const response = await fetch(url, body === undefined ? {} : { method: 'POST', headers, body })
  return { status: String(response.status), type: response.headers.get('content-type') ?? '', body: await response.text() }
}

// curl is how people try the samples, but not every machine has it.
const ways = (await succeeds(run('curl', ['--version']))) ? [byFetch, byCurl] : [byFetch]

describe.each(ways.flatMap((by) => common.map((parameters) => [by.name, parameters, by] as const)))(
  'the sample requests, sent %s with %j',
  (_, parameters, by) => {
    const setup = async () => {
      const gateways = [{ connections: [connection] }, { servers: [ipsecServer] }]
      const { url } = await serveForTest(createEmulator({ gateways, progression: 'immediate' }))
      return (query: string, body?: string) => by(`${url}/?${query}${parameters}`, body)
    }

    test('DeleteVpnConnection in XML, then NotFound in JSON', async () => {
      const ask = await setup()
      const sample = `Action=DeleteVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=${connection}`
      const first = await ask(`${sample}&Format=XML`)
      expect(first).toMatchObject({ status: '200', type: 'application/xml;charset=utf-8' })
      expect(first.body).toMatch(
        /^<\?xml version="1.0" encoding="UTF-8"\?>\n<DeleteVpnConnectionResponse><RequestId>[0-9A-F-]{36}<\/RequestId><\/DeleteVpnConnectionResponse>\n$/,
      )
      const second = await ask(`${sample}&Format=JSON`)
      expect(second.status).toBe('404')
      const Code = 'InvalidVpnConnectionInstanceId.NotFound'
      expect(JSON.parse(second.body)).toMatchObject({ Code, RequestId: expect.any(String), HostId: expect.any(String) })
      // A POST with a form is the same as a query.
      const { body } = await ask('Format=JSON', `Action=DescribeVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=${connection}`)
      expect(JSON.parse(body)).toMatchObject({ Code })
    })

    test('DeleteIpsecServer in JSON, then NotFound in XML', async () => {
      const ask = await setup()
      const sample = `Action=DeleteIpsecServer&IpsecServerId=${ipsecServer}&RegionId=cn-hangzhou`
      const first = await ask(`${sample}&Format=JSON`)
      expect(first).toMatchObject({ status: '200', type: 'application/json;charset=utf-8' })
      expect(JSON.parse(first.body)).toEqual({ RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/) })
      const second = await ask(`${sample}&Format=XML`)
      expect(second.status).toBe('404')
      expect(second.body).toContain(`<Error><RequestId>`)
      expect(second.body).toContain(`<Message>The specified IPsec server ID (${ipsecServer}) does not exist.</Message>`)
    })
  },
)
