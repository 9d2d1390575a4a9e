import { describe, expect, test } from 'vitest'
import { operationMetadata } from '../src/operation.ts'
import { checkParameters } from '../src/parameters/check.ts'
import { flatten } from '../src/parameters/flatten.ts'
import { parseParameters } from '../src/parameters/parse.ts'
import { endOf } from './setup.ts'

const good = { RegionId: 'cn-hangzhou', VpnConnectionId: 'vco-1' }

describe('checks', () => {
  test.each([
    ['a well-formed request', good],
    ['a masked id of the documentation', { ...good, VpnConnectionId: 'vco-bp1bbi27hojx80nck****' }],
    ['a token of 64 characters', { ...good, ClientToken: 'x'.repeat(64) }],
    ['a parameter that is undefined', { ...good, ClientToken: undefined }],
  ])('%s passes', (_, parameters) => {
    expect(() => checkParameters('DeleteVpnConnection', parameters)).not.toThrow()
  })

  test.each([
    ['a missing one', { RegionId: 'cn-hangzhou' }, 'VpnConnectionId', 'is required'],
    ['an empty one', { ...good, VpnConnectionId: '' }, 'VpnConnectionId', 'must not be empty'],
    ['null', { ...good, VpnConnectionId: null }, 'VpnConnectionId', 'must be a string'],
    ['a number', { ...good, VpnConnectionId: 7 }, 'VpnConnectionId', 'must be a string'],
    ['an id of another kind', { ...good, VpnConnectionId: 'vpn-1' }, 'VpnConnectionId', 'must match ^vco-[A-Za-z0-9*]+$'],
    ['an id with a line break', { ...good, VpnConnectionId: 'vco-1\n' }, 'VpnConnectionId', 'must match ^vco-[A-Za-z0-9*]+$'],
    ['a token of 65 characters', { ...good, ClientToken: 'x'.repeat(65) }, 'ClientToken', 'must have at most 64 characters'],
    ['a token that is not ASCII', { ...good, ClientToken: 'ä' }, 'ClientToken', 'must match ^[ -~]+$'],
    ['an unknown one', { ...good, DryRun: 'true' }, 'DryRun', 'is not a parameter; it takes RegionId, VpnConnectionId, ClientToken'],
    ['an inherited name', { ...good, toString: 'x' }, 'toString', 'is not a parameter; it takes RegionId, VpnConnectionId, ClientToken'],
  ])('%s is refused by name and rule', (_, parameters, parameter, rule) => {
    expect(() => checkParameters('DeleteVpnConnection', parameters)).toThrow(
      expect.objectContaining({ name: 'ParameterError', operation: 'DeleteVpnConnection', parameter, rule }),
    )
  })

  test.each([
    [{ DryRun: 'maybe' }, 'DryRun', 'must be one of true, false'],
    [{ DryRun: true }, 'DryRun', 'must be a string'],
  ])('an enumeration: %j', (extra, parameter, rule) => {
    expect(() => checkParameters('DeleteIpsecServer', { RegionId: 'cn-hangzhou', IpsecServerId: 'iss-1', ...extra })).toThrow(
      expect.objectContaining({ parameter, rule }),
    )
  })

  test.each([
    [{ PageSize: 51 }, 'PageSize', 'must be at most 50'],
    [{ PageSize: 0 }, 'PageSize', 'must be at least 1'],
    [{ PageSize: 1.5 }, 'PageSize', 'must be a whole number'],
    [{ PageSize: '10' }, 'PageSize', 'must be a whole number'],
    [{ Tag: 'a' }, 'Tag', 'must be a list'],
    [{ Tag: ['a'] }, 'Tag.1', 'must be an object'],
    [{ Tag: [['a']] }, 'Tag.1', 'must be an object'],
    [{ Tag: [{ Foo: 'x' }] }, 'Tag.1.Foo', 'is not a field; there are Key, Value'],
    [{ Tag: [{ Key: 'k' }, { Key: 1 }] }, 'Tag.2.Key', 'must be a string'],
    [{ Tag: Array.from({ length: 22 }, () => ({ Key: 'k' })) }, 'Tag', 'must have at most 21 entries'],
  ])('numbers and lists: %j', (extra, parameter, rule) => {
    expect(() => checkParameters('DescribeVpnConnections', { RegionId: 'cn-hangzhou', ...extra })).toThrow(
      expect.objectContaining({ parameter, rule }),
    )
  })

  test('the refused value is not told', async () => {
    const caught: Error = await endOf(
      (async () => checkParameters('DeleteVpnConnection', { ...good, VpnConnectionId: 'planted-secret' }))(),
    )
    expect(`${caught?.stack}${JSON.stringify(caught)}`).not.toContain('planted-secret')
  })
})

test('what is flattened is parsed back to the same values', () => {
  const values = {
    RegionId: 'cn-hangzhou',
    PageNumber: 2,
    Tag: Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: 'v' })),
  }
  expect(parseParameters(operationMetadata('DescribeVpnConnections').parameters, flatten(values))).toEqual(values)
})

test('the holes of a sparse list are passed over', () => {
  const Tag = new Array(3)
  Tag[2] = { Key: 'k' }
  expect(() => checkParameters('DescribeVpnConnections', { RegionId: 'cn-hangzhou', Tag })).not.toThrow()
  expect(flatten({ Tag })).toEqual([['Tag.3.Key', 'k']])
})

test('a name that is nested without end is nobody’s', () => {
  const name = `Tag${'.a'.repeat(20_000)}`
  expect(parseParameters(operationMetadata('DescribeVpnConnections').parameters, [[name, 'x']])).toEqual({})
})

test('a text that is not of the type stays a text, for the check to refuse', () => {
  const rules = operationMetadata('DescribeVpnConnections').parameters
  const pairs = Object.entries({ PageSize: 'ten', Unknown: 'x' })
  expect(parseParameters(rules, pairs)).toEqual({ PageSize: 'ten' })
})
