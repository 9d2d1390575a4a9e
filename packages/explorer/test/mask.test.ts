import { describe, expect, test } from 'vitest'
import { maskOf } from '../src/page/call/mask.ts'
import { firstSettings } from '../src/page/call/settings.ts'

const masked = (keys: { accessKeyId: string; accessKeySecret: string; securityToken?: string }, text: string) =>
  maskOf({ ...firstSettings, ...keys })(text)

describe('masks', () => {
  test('take keys out wherever they stand, as they are and encoded', () => {
    const keys = { accessKeyId: 'LTAI5tExampleOfAKey', accessKeySecret: 'secret/with+signs', securityToken: 'CAIS token/=' }
    const text = [
      'Credential=LTAI5tExampleOfAKey,SignedHeaders=host',
      'x-acs-security-token: CAIS token/=',
      'AccessKeyId=LTAI5tExampleOfAKey&SecurityToken=CAIS%20token%2F%3D&x=secret%2Fwith%2Bsigns',
      'AccessKeyId%3DLTAI5tExampleOfAKey%26SecurityToken%3DCAIS%2520token%252F%253D',
    ].join('\n')
    expect(masked(keys, text)).toBe(
      [
        'Credential=LTAI••••,SignedHeaders=host',
        'x-acs-security-token: ••••',
        'AccessKeyId=LTAI••••&SecurityToken=••••&x=••••',
        'AccessKeyId%3DLTAI••••%26SecurityToken%3D••••',
      ].join('\n'),
    )
  })

  test('leave words that are no keys, where a key is as short as one', () => {
    const keys = { accessKeyId: 'x', accessKeySecret: 'a', securityToken: 'host' }
    expect(masked(keys, 'host: localhost\nx-acs-security-token:host\nCredential=x,SignedHeaders=host;x-acs-date')).toBe(
      'host: localhost\nx-acs-security-token:••••\nCredential=••••,SignedHeaders=host;x-acs-date',
    )
  })
})
