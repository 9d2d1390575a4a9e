import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { documentation } from '../src/generated/documentation.ts'
import { operationNames } from '../src/operation.ts'
import { clientOf, deletion, endOf } from './setup.ts'

/** A fetch that answers with what it is given: the double is a plain function. */
function answering(status: number, body: BodyInit | null, headers: Record<string, string> = {}) {
  return clientOf({ fetch: async () => new Response(body, { status, headers }) })
}

function call(status: number, body: BodyInit | null, headers?: Record<string, string>) {
  return answering(status, body, headers).call('DescribeVpnConnection', {})
}

function xmlOf(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((entry) => xmlOf(name, entry)).join('')
  const fields = typeof value === 'object' ? Object.entries(value as object).map(([key, entry]) => xmlOf(key, entry)) : [String(value)]
  return `<${name}>${fields.join('')}</${name}>`
}

describe('answers', () => {
  test.each(operationNames)('%s: its example decodes to the same value from JSON and from XML', async (operation) => {
    const { answer } = documentation[operation]
    const json = await answering(200, JSON.stringify(answer)).call(operation, {})
    const xml = await answering(200, xmlOf(`${operation}Response`, answer)).call(operation, {})
    expect(json).toEqual(answer)
    expect(xml).toEqual(answer)
  })

  test('unknown fields are kept, and so is a field of an unexpected type', async () => {
    const value = { RequestId: 'r', Novelty: { Deep: 1 }, CreateTime: 'yesterday' }
    expect(await call(200, JSON.stringify(value))).toEqual(value)
    const xml = '<R><RequestId>r</RequestId><CreateTime>yesterday</CreateTime></R>'
    expect(await call(200, xml)).toEqual({ RequestId: 'r', CreateTime: 'yesterday' })
  })

  test.each([
    ['<R><RequestId>r</RequestId><IpsecServers></IpsecServers></R>', 'ListIpsecServers', { IpsecServers: [] }],
    ['<R><RequestId>r</RequestId><VpnConnections/></R>', 'DescribeVpnConnections', { VpnConnections: { VpnConnection: [] } }],
    ['<R><RequestId>r</RequestId><Regions><Region/></Regions></R>', 'DescribeRegions', { Regions: { Region: [] } }],
  ] as const)('an empty list in XML is an empty list: %s', async (xml, operation, expected) => {
    expect(await answering(200, xml).call(operation, {})).toEqual({ RequestId: 'r', ...expected })
  })

  test('XML with line ends of another system is read in no time, and its names reach no prototype', async () => {
    const answer = (lines: number) =>
      `<R><RequestId>r</RequestId><__proto__><Status>planted</Status></__proto__>${'\r\n'.repeat(lines)}</R>`
    const started = performance.now()
    await expect(call(200, answer(500_000))).rejects.toMatchObject({ message: expect.stringContaining('too many values') })
    const value = (await call(200, answer(30_000))) as unknown as Record<string, unknown>
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(value).toEqual({ RequestId: 'r' })
    expect(value.Status).toBeUndefined()
  })

  test('a list of one entry in XML is a list', async () => {
    const xml = '<R><RequestId>r</RequestId><Tags><Tag><Key>a</Key></Tag></Tags></R>'
    expect(await call(200, xml)).toMatchObject({ Tags: { Tag: [{ Key: 'a' }] } })
  })
})

describe('refusals', () => {
  const refused = { RequestId: 'r', HostId: 'h', Code: 'VpnGateway.Configuring', Message: 'wait', Recommend: 'https://example.com' }
  const expected = {
    name: 'ServiceError',
    kind: 'busy',
    code: 'VpnGateway.Configuring',
    status: 400,
    requestId: 'r',
    recommend: 'https://example.com',
    operation: 'DescribeVpnConnection',
    attempts: 1,
  }

  test('come from JSON and XML alike', async () => {
    await expect(call(400, JSON.stringify(refused))).rejects.toMatchObject(expected)
    const xml =
      '<Error><RequestId>r</RequestId><Code>VpnGateway.Configuring</Code><Message>wait</Message><Recommend><![CDATA[https://example.com]]></Recommend></Error>'
    await expect(call(400, xml)).rejects.toMatchObject(expected)
  })

  test('count in a 200 too', async () => {
    await expect(call(200, JSON.stringify(refused))).rejects.toMatchObject({ ...expected, status: 200 })
  })

  test.each([
    ['Forbidden\t', 'stop'],
    ['vpngateway.TASK.conflict', 'busy'],
    ['Throttling.Anything.New', 'throttled'],
    ['InvalidVpnConnectionInstanceId.NotFound', 'gone'],
    ['toString', 'stop'],
    ['Never.Seen', 'stop'],
  ])('%j is of the kind %s', async (Code, kind) => {
    await expect(call(400, JSON.stringify({ ...refused, Code }))).rejects.toMatchObject({ kind, code: Code.trim() })
  })

  test('a hint to wait makes any code throttled', async () => {
    const headers = { 'x-acs-retry-after': '1500' }
    const end = call(503, JSON.stringify({ ...refused, Code: 'Odd' }), headers)
    await expect(end).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 1500 })
  })

  test.each(['SignatureDoesNotMatch', 'incompletesignature\t'])('the message of %j quotes the request, and is left out', async (Code) => {
    const Message = 'The server signed [POST x-acs-security-token:planted]'
    const error = await endOf(call(400, JSON.stringify({ ...refused, Code, Message })))
    expect(error.code).toBe(Code.trim())
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted')
  })

  const AccessDeniedDetail = {
    PolicyType: 'AccountLevelIdentityBasedPolicy',
    AuthPrincipalOwnerId: 'planted-owner',
    EncodedDiagnosticMessage: 'planted message',
    AuthPrincipalDisplayName: 'planted-name',
    NoPermissionType: 'ImplicitDeny',
    AuthAction: 'vpc:DescribeVpnGateway',
  }
  const accessDenied = { action: 'vpc:DescribeVpnGateway', policyType: 'AccountLevelIdentityBasedPolicy', reason: 'ImplicitDeny' }

  test('for lack of rights say which action, by which policy, and name nobody', async () => {
    const xml = Object.entries(AccessDeniedDetail).map(([name, value]) => `<${name}>${value}</${name}>`)
    const bodies = [
      JSON.stringify({ ...refused, Code: 'NoPermission', AccessDeniedDetail }),
      `<Error><Code>NoPermission</Code><Message>m</Message><AccessDeniedDetail>${xml.join('')}</AccessDeniedDetail></Error>`,
    ]
    for (const body of bodies) {
      const error = await endOf(call(403, body))
      expect(error).toMatchObject({ code: 'NoPermission', kind: 'stop', accessDenied })
      expect(JSON.parse(JSON.stringify(error))).toMatchObject({ accessDenied })
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted')
    }
  })

  test.each([null, 5, 'planted', [], {}, { AuthAction: 5 }, { AuthAction: 'planted secret' }, { AuthAction: 'x'.repeat(101) }])(
    'details that are none (%j) are left out',
    async (detail) => {
      const error = await endOf(call(403, JSON.stringify({ ...refused, Code: 'NoPermission', AccessDeniedDetail: detail })))
      expect(error.code).toBe('NoPermission')
      expect(error).not.toHaveProperty('accessDenied')
    },
  )

  test.each(['', 'soon', '-5'])('a hint of %j is none', async (hint) => {
    const end = call(403, JSON.stringify({ ...refused, Code: 'Forbidden' }), { 'x-acs-retry-after': hint })
    await expect(end).rejects.toMatchObject({ kind: 'stop' })
  })

  test('a passed dry run is a success only where one was asked for', async () => {
    const passed = JSON.stringify({ ...refused, Code: 'DryRunOperation' })
    const wire = answering(400, passed)
    await expect(wire.call('DeleteVpnConnection', {})).rejects.toMatchObject({ kind: 'passed' })
    await expect(wire.call('DeleteIpsecServer', { DryRun: 'false' })).rejects.toMatchObject({ kind: 'passed' })
    expect(await wire.call('DeleteIpsecServer', { DryRun: 'true' })).toEqual({ RequestId: 'r', dryRun: 'passed' })
  })
})

describe('answers that are not the service’s', () => {
  test.each([
    [200, '{"status":"login required"}'],
    [200, '{"RequestId":"","VpnConnectionId":"vco-1"}'],
    [200, '{"RequestId":5}'],
    [200, '{"requestId":"r"}'],
    [200, '{"alreadyGone":true}'],
    [200, '<R><VpnConnectionId>vco-1</VpnConnectionId></R>'],
    [202, '{"RequestId":"r"}'],
    [299, '{"RequestId":"r"}'],
    [200, '{"RequestId":"r","Code":"VpnGateway.Configuring"}'],
    [200, '{"RequestId":"r","Code":"Forbidden","Message":null}'],
    [200, '{"RequestId":"r","Code":403,"Message":"no"}'],
    [200, '{"RequestId":"r","Success":false}'],
    [200, '{"RequestId":"r","Code":true}'],
    [200, '{"RequestId":"r","Code":true,"Success":false}'],
    [200, '{"RequestId":"r","Code":null,"Success":false}'],
    [200, '<Error><RequestId>r</RequestId><Code>Forbidden</Code></Error>'],
    [200, '<Error><RequestId>r</RequestId><Code>Forbidden</Code><Message><b>x</b></Message></Error>'],
    [200, '<DescribeRegionsResponse><RequestId>r</RequestId></DescribeRegionsResponse>'],
  ])('%d with %s accepts no deletion', async (status, body) => {
    const end = answering(status, body).call('DeleteVpnConnection', deletion)
    await expect(end).rejects.toMatchObject({ name: 'UnreadableAnswerError', status })
  })

  test.each([
    ['HTML of a proxy', 502, '<html><body>Bad Gateway</body></html>', 'transient'],
    ['an empty 503', 503, null, 'transient'],
    ['null', 200, 'null', 'transient'],
    ['a list', 200, '[1]', 'transient'],
    ['a truncated body', 200, '{"RequestId":"r', 'transient'],
    ['truncated XML', 200, '<R><RequestId>r</Req', 'transient'],
    ['bytes that are no UTF-8', 200, new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 'transient'],
    ['a 403 page', 403, '<!DOCTYPE html><html></html>', 'stop'],
    ['a 404 in JSON of somebody else', 404, '{"error":"nothing here"}', 'stop'],
  ])('%s', async (_, status, body, kind) => {
    await expect(call(status, body)).rejects.toMatchObject({ name: 'UnreadableAnswerError', status, kind, attempts: 1 })
  })

  test.each([
    ['a picture', 200, new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'image/png'],
    ['a text', 200, 'OK', 'text/plain'],
    ['a text that is called JSON', 500, 'upstream connect error', 'application/json'],
    ['HTML that is called JSON', 200, '<!doctype html><html></html>', 'application/json'],
    ['JSON of somebody else that is called XML', 502, '{"message":"no healthy upstream"}', 'application/xml'],
  ])('%s', async (_, status, body, type) => {
    await expect(call(status, body, { 'content-type': type })).rejects.toMatchObject({ name: 'UnreadableAnswerError', status, attempts: 1 })
  })

  test.each([
    ['{"RequestId":"r"}', 'text/html'],
    ['{"RequestId":"r"}', 'application/xml'],
    ['<R><RequestId>r</RequestId></R>', 'application/json'],
    ['\u{feff}{"RequestId":"r"}', 'application/octet-stream'],
  ])('%j is the service’s, whatever its content type says: the work is done', async (body, type) => {
    expect(await call(200, body, { 'content-type': type })).toEqual({ RequestId: 'r' })
  })

  test.each(['{"IkeConfig":{"Psk":planted}}', '<R><IkeConfig><Psk>planted</Psk>', 'planted'])(
    '%s: nothing of the body is told',
    async (body) => {
      const error = await endOf(call(200, body))
      expect(error.name).toBe('UnreadableAnswerError')
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('planted')
    },
  )

  test('a body of more than 10 MiB is not read to its end', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(1024 * 1024).fill(32))
      },
    })
    await expect(call(200, endless)).rejects.toMatchObject({ name: 'UnreadableAnswerError' })
    expect(sent).toBeLessThan(15)
  })
})
