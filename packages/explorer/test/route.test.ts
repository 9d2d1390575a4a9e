import { expect, test } from 'vitest'
import { addressOf, routeOf } from '../src/page/route.ts'

test.each([
  { view: 'operations', operation: 'DeleteIpsecServer', pane: 'answer' },
  { view: 'operations', operation: 'DescribeRegions', pane: 'code' },
] as const)('addresses lead back to what they are of: $operation, $pane', (route) => {
  expect(routeOf(addressOf(route))).toEqual(route)
})

test('addresses that are empty or unknown lead to the last route', () => {
  const last = { view: 'operations', operation: 'DeleteIpsecServer', pane: 'answer' } as const
  expect(routeOf('#gateways', last)).toEqual({ ...last, view: 'gateways' })
  for (const odd of ['', '#', '#nothing', '#operations/__proto__/constructor', '#operations//']) expect(routeOf(odd, last)).toEqual(last)
})
