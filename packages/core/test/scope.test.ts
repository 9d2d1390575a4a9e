import { expect, test } from 'vitest'
import { scopeOf } from '../src/scope.ts'

const accessKeyId = 'LTAI-one'
const key = { accessKeyId, accessKeySecret: 'secret' }

test('a client says where it calls', () => {
  expect(scopeOf({ regionId: 'cn-hangzhou' })).toEqual({ regionId: 'cn-hangzhou', endpoint: 'https://vpc.cn-hangzhou.aliyuncs.com' })
  expect(scopeOf({ endpoint: 'http://127.0.0.1:4010' })).toEqual({ endpoint: 'http://127.0.0.1:4010' })
})

test.each([
  ['a key', key, accessKeyId],
  ['a temporary key', { ...key, accessKeyId: 'STS.one' }, undefined],
  ['a key with a token', { ...key, securityToken: 'token' }, undefined],
  ['a function', () => key, undefined],
  ['a provider', { ...key, getCredential: () => key }, undefined],
  ['none', undefined, undefined],
  ['what cannot be sent', { ...key, accessKeyId: 'a b' }, undefined],
])('%s says what it can of the account', (_, credentials, expected) => {
  expect(scopeOf({ regionId: 'cn-hangzhou', credentials }).accessKeyId).toBe(expected)
  expect(JSON.stringify(scopeOf({ regionId: 'cn-hangzhou', credentials }))).not.toContain('secret')
})
