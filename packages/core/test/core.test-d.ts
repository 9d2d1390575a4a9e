import { expectTypeOf } from 'vitest'
import {
  attemptsOf,
  type CredentialsSource,
  checkParameters,
  checkRegionId,
  createRawClient,
  type DeletableResource,
  type DeletionTarget,
  type ErrorKind,
  endpointOf,
  errorKindOf,
  type Hooks,
  isOperationName,
  keepsRule,
  monotonic,
  type OperationAnswer,
  type OperationName,
  type OperationParameters,
  operationMetadata,
  operationNames,
  type ResourceName,
  type Retry,
  randomUuid,
  resourceMetadata,
  resourceNames,
  saysAbsent,
  saysPending,
  scopeOf,
  systemClock,
  valuesAt,
} from '../src/index.ts'

const client = createRawClient({ regionId: 'cn-hangzhou', credentials: () => ({ accessKeyId: 'id', accessKeySecret: 'secret' }) })

// Calls: the answer is that of the operation that is named.
const answer = await client.call('DescribeVpnGateway', { VpnGatewayId: 'vpn-1' }, { timeoutMs: 1_000, signal: AbortSignal.timeout(1) })
expectTypeOf(answer).toEqualTypeOf<OperationAnswer<'DescribeVpnGateway'>>()
expectTypeOf(attemptsOf(answer)).toEqualTypeOf<number>()
expectTypeOf<OperationParameters<'DeleteVpnConnection'>['VpnConnectionId']>().toEqualTypeOf<string>()
// The raw client takes parameters as they are.
await client.call('DeleteIpsecServer', { Unknown: 'x', List: ['a', 1, true] })
// @ts-expect-error no such operation
await client.call('DeleteVpnGateway', {})
// @ts-expect-error misspelt
await client.call('DescribeRegions', {}, { timeout: 1 })

// Options.
createRawClient({ endpoint: 'https://proxy.example', clock: systemClock, fetch: (request) => fetch(request) })
const never: Retry = (attempt) => attempt()
createRawClient({ regionId: 'cn-hangzhou', retry: never })
const hooks: Hooks = { request: ({ operation }) => expectTypeOf(operation).toExtend<string>(), response: () => 'ignored' }
createRawClient({ regionId: 'cn-hangzhou', hooks })
expectTypeOf<{ accessKeyId: string; accessKeySecret: string }>().toExtend<CredentialsSource>()
expectTypeOf<{ getCredential: () => Promise<{ accessKeyId: string }> }>().toExtend<CredentialsSource>()
// @ts-expect-error both parts of a key
createRawClient({ credentials: { accessKeyId: 'id' } })

// Names and metadata.
expectTypeOf(operationNames).items.toEqualTypeOf<OperationName>()
expectTypeOf(resourceNames).items.toEqualTypeOf<ResourceName>()
expectTypeOf(errorKindOf('Throttling.User')).toEqualTypeOf<ErrorKind>()
expectTypeOf([saysAbsent('any'), saysPending('any')]).items.toEqualTypeOf<boolean>()
operationMetadata('ListIpsecServers')
resourceMetadata('VpnGateway')
// @ts-expect-error no resource
resourceMetadata('VpnTunnel')
const name = String(answer.Status)
if (isOperationName(name)) expectTypeOf(name).toEqualTypeOf<OperationName>()

// A target names exactly one resource that can be deleted.
expectTypeOf<DeletableResource>().toExtend<ResourceName>()
expectTypeOf<{ VpnConnectionId: string }>().toExtend<DeletionTarget>()
expectTypeOf<{ VpnGatewayId: string }>().not.toExtend<DeletionTarget>()
expectTypeOf<{ VpnConnectionId: string; IpsecServerId: string }>().not.toExtend<DeletionTarget>()

// Helpers.
expectTypeOf(endpointOf({ regionId: 'cn-hangzhou', network: 'vpc' })).toEqualTypeOf<string>()
// @ts-expect-error a third network
endpointOf({ network: 'private' })
expectTypeOf(checkRegionId('cn-hangzhou')).toEqualTypeOf<void>()
expectTypeOf(checkParameters('DescribeRegions', {})).toEqualTypeOf<void>()
expectTypeOf(valuesAt({}, 'Tags.Tag')).toEqualTypeOf<unknown[]>()
expectTypeOf(keepsRule(1, (value) => value > 0)).toEqualTypeOf<boolean>()
expectTypeOf([monotonic(systemClock)]).items.toEqualTypeOf<number>()
expectTypeOf(randomUuid()).toExtend<string>()
expectTypeOf(scopeOf({}).endpoint).toEqualTypeOf<string | undefined>()
