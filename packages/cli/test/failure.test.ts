import { ServiceError } from '@vpn-gateway/core'
import { expect, test } from 'vitest'
import { messageOf } from '../src/output/failure.ts'

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
