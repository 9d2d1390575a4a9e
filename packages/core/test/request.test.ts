import { expect, test } from 'vitest'
import openapi from '../openapi.rpc.json' with { type: 'json' }
import type { documentation } from '../src/generated/documentation.ts'
import type { OperationName } from '../src/generated/names.ts'
import type { ParameterValues } from '../src/parameters/flatten.ts'
import { clientOf, describeRegions, httpAnswer, rawServer, refused, twice } from './setup.ts'

const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret', securityToken: 'testtoken' }

/** The examples that the spec gives for the parameters of an operation. */
function exampleParameters(operation: keyof typeof documentation): Record<string, unknown> {
  const { parameters } = openapi.paths[`/#${operation}`].post
  const resolved = (parameters as { $ref?: string }[]).map(($) =>
    $.$ref ? openapi.components.parameters[$.$ref.split('/').at(-1) as keyof typeof openapi.components.parameters] : $,
  ) as { name: string; example?: unknown }[]
  return Object.fromEntries(resolved.filter(({ example }) => example !== undefined).map(({ name, example }) => [name, example]))
}

/** Writes the raw query that the request line must have, independently of the code under test. */
const rawQueries: Record<string, string> = {
  DeleteVpnConnection:
    'Action=DeleteVpnConnection&ClientToken=02fb3da4-130e-11e9-8e44-0016e04115b&RegionId=cn-hangzhou&VpnConnectionId=vco-bp1bbi27hojx80nck%2A%2A%2A%2A',
  DeleteIpsecServer:
    'Action=DeleteIpsecServer&ClientToken=02fb3da4-130e-11e9-8e44-0016e04115b&DryRun=false&IpsecServerId=iss-bp1jougp8cfsbo8y9%2A%2A%2A%2A&RegionId=cn-hangzhou',
  DescribeVpnGateway:
    'Action=DescribeVpnGateway&IncludeReservationData=true&RegionId=cn-hangzhou&VpnGatewayId=vpn-bp1r3v1xqkl0w519g%2A%2A%2A%2A',
  DescribeVpnConnection: 'Action=DescribeVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-bp1bbi27hojx80nck%2A%2A%2A%2A',
  DescribeVpnConnections:
    'Action=DescribeVpnConnections&CustomerGatewayId=cgw-bp1mvj4g9kogw%2A%2A%2A%2A&PageNumber=1&PageSize=10&RegionId=cn-hangzhou&ResourceGroupId=rg-acfmzs372yg%2A%2A%2A%2A&VpnConnectionId=vco-bp10lz7aejumd%2A%2A%2A%2A&VpnGatewayId=vpn-bp1q8bgx4xnkx%2A%2A%2A%2A',
  ListIpsecServers:
    'Action=ListIpsecServers&IpsecServerId.1=iss-bp1bo3xuvcxo7ixll%2A%2A%2A%2A&IpsecServerName=test&MaxResults=10&NextToken=caeba0bbb2be03f84eb48b699f0a%2A%2A%2A%2A&RegionId=cn-hangzhou&ResourceGroupId=rg-acfmzs372yg%2A%2A%2A%2A&VpnGatewayId=vpn-bp1q8bgx4xnkm2ogj%2A%2A%2A%2A',
  DescribeRegions: 'AcceptLanguage=en-US&Action=DescribeRegions&ProductType=VPC',
}

test.each(Object.keys(rawQueries) as OperationName[])('%s: the raw request line and headers of a signed request', async (operation) => {
  await using server = await rawServer()
  await clientOf({ endpoint: server.url, credentials }).call(operation, exampleParameters(operation) as ParameterValues)

  const [line, ...headerLines] = server.heads[0]!.split('\r\n')
  expect(line).toBe(`POST /?${rawQueries[operation]} HTTP/1.1`)
  const headers = Object.fromEntries(
    headerLines
      .map((header) => header.split(/: (.*)/s).slice(0, 2) as [string, string])
      .map(([name, value]) => [name.toLowerCase(), value]),
  )
  expect(headers).toMatchObject({
    host: server.host,
    accept: 'application/json',
    'content-length': '0',
    'x-acs-action': operation,
    'x-acs-version': '2016-04-28',
    'x-acs-date': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    'x-acs-signature-nonce': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-acs-security-token': 'testtoken',
    authorization: expect.stringMatching(
      /^ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version,Signature=[0-9a-f]{64}$/,
    ),
  })
  expect(JSON.stringify(server.heads)).not.toContain(credentials.accessKeySecret)
})

test('an unsigned request carries no header that a browser would have to ask for, and says its version in the query', async () => {
  await using server = await rawServer()
  await describeRegions({ endpoint: server.url })
  const [line, ...headerLines] = server.heads[0]!.split('\r\n')
  expect(line).toBe('POST /?Action=DescribeRegions&Version=2016-04-28 HTTP/1.1')
  expect(headerLines.filter((header) => /^(x-acs|authorization)/i.test(header))).toEqual([])
})

test('each attempt has a nonce of its own and the same query', async () => {
  await using server = await rawServer(httpAnswer(500, refused('InternalError')))
  const call = describeRegions({ endpoint: server.url, credentials, retry: twice })
  await expect(call).rejects.toMatchObject({ name: 'ServiceError', code: 'InternalError', kind: 'transient', attempts: 2 })
  const [line, again] = server.heads.map((head) => head.split('\r\n')[0])
  const [nonce, other] = server.heads.map((head) => /x-acs-signature-nonce: (.*)/i.exec(head)?.[1])
  expect(again).toBe(line)
  expect(other).not.toBe(nonce)
})

test('V1 in the query: all that is signed are parameters, the signature last to be made', async () => {
  await using server = await rawServer()
  await describeRegions({ endpoint: server.url, credentials, signing: 'v1' })
  const [line, ...headerLines] = server.heads[0]!.split('\r\n')
  const names = [...new URL(line!.split(' ')[1]!, server.url).searchParams.keys()]
  expect(names.slice(0, 5)).toEqual(['AccessKeyId', 'Action', 'Format', 'SecurityToken', 'Signature'])
  expect(names.slice(5)).toEqual(['SignatureMethod', 'SignatureNonce', 'SignatureVersion', 'Timestamp', 'Version'])
  expect(headerLines.filter((header) => /^(x-acs|authorization)/i.test(header))).toEqual([])
})

test.each(['v1', 'v3'] as const)('%s in a form: the request line has no parameters', async (signing) => {
  await using server = await rawServer()
  await describeRegions({ endpoint: server.url, credentials, signing, parametersIn: 'form' })
  const [line, ...headerLines] = server.heads[0]!.split('\r\n')
  expect(line).toBe('POST / HTTP/1.1')
  expect(headerLines.map((header) => header.toLowerCase())).toContain('content-type: application/x-www-form-urlencoded')
})

test.each([{ signing: 'v2' }, { parametersIn: 'body' }])('%j is refused', (options) => {
  expect(() => clientOf(options as object)).toThrow(expect.objectContaining({ name: 'OptionError' }))
})
