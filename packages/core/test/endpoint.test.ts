import { expect, test } from 'vitest'
import { endpointOf } from '../src/endpoint.ts'

test.each([
  [{ regionId: 'eu-central-1' }, 'https://vpc.eu-central-1.aliyuncs.com'],
  [{ regionId: 'moon-north-1', network: 'vpc' as const }, 'https://vpc-vpc.moon-north-1.aliyuncs.com'],
  [{ regionId: 'cn-hangzhou', endpoint: 'vpc.aliyuncs.com' }, 'https://vpc.aliyuncs.com'],
  [{ endpoint: 'https://proxy.example:8443/' }, 'https://proxy.example:8443'],
  [{ endpoint: 'http://localhost:4010' }, 'http://localhost:4010'],
  [{ endpoint: 'http://proxy.internal', allowInsecureHttp: true }, 'http://proxy.internal'],
  [{ endpoint: 'http://[::1]:4010' }, 'http://[::1]:4010'],
])('%j goes to %s', (options, origin) => {
  expect(endpointOf(options)).toBe(origin)
})

test.each([
  [{}, 'regionId'],
  [{ regionId: '' }, 'regionId'],
  [{ regionId: 'evil.example/' }, 'regionId'],
  [{ endpoint: 'http://vpc.aliyuncs.com' }, 'endpoint'],
  [{ endpoint: 'http://127.0.0.1.evil.example' }, 'endpoint'],
  [{ endpoint: 'https://user:pass@vpc.aliyuncs.com' }, 'endpoint'],
  [{ endpoint: 'https://vpc.aliyuncs.com/path' }, 'endpoint'],
  [{ endpoint: 'ftp://127.0.0.1' }, 'endpoint'],
  [{ endpoint: 'https://' }, 'endpoint'],
  [{ endpoint: null as never }, 'endpoint'],
  [{ regionId: 'cn-hangzhou', network: 'constructor' as never }, 'network'],
])('%j is refused', (options, option) => {
  expect(() => endpointOf(options)).toThrow(expect.objectContaining({ name: 'OptionError', option }))
})
