import { expect, test } from 'vitest'
import { placeOf } from '../src/place.ts'

const accessKeyId = 'LTAI-one'
const key = { accessKeyId, accessKeySecret: 'secret' }
const publicHost = 'https://vpc.cn-hangzhou.aliyuncs.com'

test.each([
  ['the public endpoint of a region', { regionId: 'cn-hangzhou' }, publicHost],
  ['its VPC endpoint', { regionId: 'cn-hangzhou', network: 'vpc' as const }, publicHost],
  ['its VPC endpoint, given', { endpoint: 'https://vpc-vpc.cn-hangzhou.aliyuncs.com/' }, publicHost],
  ['its public endpoint, given', { endpoint: 'VPC.cn-hangzhou.aliyuncs.com' }, publicHost],
  ['that of no region', { endpoint: 'vpc.aliyuncs.com' }, 'https://vpc.aliyuncs.com'],
  ['one that looks like it', { endpoint: 'vpc-vpc.a.b.aliyuncs.com' }, 'https://vpc-vpc.a.b.aliyuncs.com'],
  ['another one', { regionId: 'cn-hangzhou', endpoint: 'http://127.0.0.1:4010' }, 'http://127.0.0.1:4010'],
])('%s is one place', (_, options, endpoint) => {
  expect(placeOf(options)).toEqual({ endpoint, ...('regionId' in options && { regionId: options.regionId }) })
})

test.each([
  ['a key', key, accessKeyId],
  ['a temporary key', { ...key, accessKeyId: 'STS.one' }, undefined],
  ['a key with a token', { ...key, securityToken: 'token' }, undefined],
  ['a function', () => key, undefined],
  ['a provider', { ...key, getCredential: () => key }, undefined],
  ['a key that is made when it is asked for', Object.defineProperty({ ...key }, 'accessKeyId', { get: () => accessKeyId }), undefined],
  ['what cannot be sent', { ...key, accessKeyId: 'a b' }, undefined],
])('%s says what it can of the account', (_, credentials, expected) => {
  expect(placeOf({ regionId: 'cn-hangzhou', credentials }).accessKeyId).toBe(expected)
  expect(JSON.stringify(placeOf({ regionId: 'cn-hangzhou', credentials }))).not.toContain('secret')
})
