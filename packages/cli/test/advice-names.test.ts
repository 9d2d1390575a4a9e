import { NetworkError } from '@vpn-gateway/core'
import { expect, test } from 'vitest'
import { adviceOn } from '../src/output/advice.ts'

const failed = (code: string) => new NetworkError({ operation: 'DescribeRegions', cause: Object.assign(new Error('planted'), { code }) })
const asked = (regionId: string, endpoint?: string) => ({ regionId, endpoint, origin: 'https://host.example', env: {} })

test.each([
  ['ENOTFOUND', asked('cn-hangzou'), 'is the region cn-hangzou spelt right? The nearest known one is cn-hangzhou'],
  ['ENOTFOUND', asked('cn-hangzhou'), 'the network has no name server that knows the host of the region cn-hangzhou'],
  ['ENOTFOUND', asked('cn-hangzhou', 'vpn.invalid'), 'there is no host of that name: is --endpoint vpn.invalid spelt right?'],
  ['EAI_AGAIN', asked('cn-hangzhou'), 'no name server answered; check the network'],
])('%s of %o is explained', (code, circumstances, advice) => {
  expect(adviceOn(failed(code), circumstances)).toEqual([advice])
})

test('other failures of the network are not', () => {
  expect(adviceOn(failed('ECONNRESET'), asked('cn-hangzhou'))).toEqual([])
  expect(adviceOn(failed('ECONNREFUSED'), asked('cn-hangzhou'))).toEqual([])
})
