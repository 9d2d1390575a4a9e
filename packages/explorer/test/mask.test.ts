import { expect, test } from 'vitest'
import { maskOf } from '../src/page/call/mask.ts'
import { firstSettings } from '../src/page/call/settings.ts'

test('masks take keys out wherever they stand, as they are and encoded', () => {
  const keys = { accessKeyId: 'LTAI5tExampleOfAKey', accessKeySecret: 'secret/with+signs', securityToken: 'CAIS token/=' }
  const mask = maskOf({ ...firstSettings, ...keys })
  for (const [text, masked] of [
    ['Credential=LTAI5tExampleOfAKey,SignedHeaders=host', 'Credential=LTAI••••,SignedHeaders=host'],
    ['x-acs-security-token: CAIS token/=', 'x-acs-security-token: ••••'],
    [
      'AccessKeyId=LTAI5tExampleOfAKey&SecurityToken=CAIS%20token%2F%3D&x=secret%2Fwith%2Bsigns',
      'AccessKeyId=LTAI••••&SecurityToken=••••&x=••••',
    ],
    ['AccessKeyId%3DLTAI5tExampleOfAKey%26SecurityToken%3DCAIS%2520token%252F%253D', 'AccessKeyId%3DLTAI••••%26SecurityToken%3D••••'],
  ] as const)
    expect(mask(text)).toBe(masked)
})

test('masks leave words that are no keys, where a key is as short as one', () => {
  const mask = maskOf({ ...firstSettings, accessKeyId: 'x', accessKeySecret: 'a', securityToken: 'host' })
  expect(mask('host: localhost\nx-acs-security-token:host\nCredential=x,SignedHeaders=host;x-acs-date')).toBe(
    'host: localhost\nx-acs-security-token:••••\nCredential=••••,SignedHeaders=host;x-acs-date',
  )
})
