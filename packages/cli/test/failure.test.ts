import { ServiceError, TimeoutError } from '@vpn-gateway/core'
import { expect, test } from 'vitest'
import { failureFields, messageOf } from '../src/output/failure.ts'
import { summary } from '../src/output/summary.ts'

const refused = { code: 'NoPermission', kind: 'stop', message: 'm.', status: 403, operation: 'DeleteVpnConnection' } as const
const of = (more: Partial<ConstructorParameters<typeof ServiceError>[0]>) => messageOf(new ServiceError({ ...refused, ...more }))

test('a lack of rights is said with the action and the policy that denies it', () => {
  const action = 'vpc:DeleteVpnConnection'
  expect(of({ requestId: 'r-1', accessDenied: { action, policyType: 'AccountLevelIdentityBasedPolicy', reason: 'ImplicitDeny' } })).toBe(
    `DeleteVpnConnection was refused: NoPermission (403). m. (${action} is denied, ImplicitDeny by AccountLevelIdentityBasedPolicy; request r-1)`,
  )
  expect(of({ accessDenied: { action } })).toBe(`DeleteVpnConnection was refused: NoPermission (403). m. (${action} is denied)`)
  expect(of({})).toBe('DeleteVpnConnection was refused: NoPermission (403). m.')
})

test('a lack of rights that several share is said as fully as that of one', () => {
  const accessDenied = { action: 'vpc:DeleteVpnConnection', policyType: 'ControlPolicy' }
  const failed = (id: string) =>
    ({ id, outcome: 'failed', error: new ServiceError({ ...refused, requestId: id, accessDenied }), isFinal: false }) as const
  const lines = summary([failed('vco-1'), failed('vco-2')], new Set(), 0)
  expect(lines.slice(1)).toEqual([
    'failed: vco-1, vco-2: DeleteVpnConnection was refused: NoPermission (403). m. (vpc:DeleteVpnConnection is denied by ControlPolicy)',
  ])
})

test('a lack of rights that ends a wait is said as fully as one that ends a call', () => {
  const accessDenied = { action: 'vpc:DescribeVpnGateway', policyType: 'AccountLevelIdentityBasedPolicy', reason: 'ImplicitDeny' }
  const cause = new ServiceError({ ...refused, requestId: 'r-1', accessDenied })
  const error = Object.assign(new TimeoutError(4_000, { operation: 'DescribeVpnGateway', attempts: 1 }), { cause })
  expect(messageOf(error)).toMatch(/\(vpc:DescribeVpnGateway is denied, ImplicitDeny by AccountLevelIdentityBasedPolicy; request r-1\)$/)
  expect(failureFields(error)).toMatchObject({ name: 'TimeoutError', requestId: 'r-1', accessDenied })
})
