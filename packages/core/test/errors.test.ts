import { expect, test } from 'vitest'
import { isVpnGatewayError } from '../src/errors/base.ts'
import { ParameterError } from '../src/errors/input-errors.ts'
import { isServiceError, ServiceError } from '../src/errors/service-error.ts'
import { printable } from '../src/printable.ts'
import { saysUnsigned } from '../src/says-unsigned.ts'

test('an error of the family is known without instanceof', () => {
  expect(isVpnGatewayError(new ParameterError('A', 'is required'))).toBe(true)
  const foreign = Object.defineProperty(new Error('from another copy'), Symbol.for('@vpn-gateway/error'), { value: true })
  expect(isVpnGatewayError(foreign)).toBe(true)
  for (const other of [new Error('x'), null, undefined, 'text', {}]) expect(isVpnGatewayError(other)).toBe(false)
})

test('a service error is known by its operation, and its code by what the service means', () => {
  const refused = { kind: 'busy', message: 'm', status: 400 } as const
  const error: unknown = new ServiceError({ ...refused, code: 'vpntask.conflict ', operation: 'DeleteVpnConnection', attempts: 1 })
  expect(isServiceError(error)).toBe(true)
  expect(isServiceError(error, 'DeleteIpsecServer')).toBe(false)
  expect(isServiceError(error, 'DeleteVpnConnection') && error.hasCode('VpnTask.CONFLICT')).toBe(true)
  expect(isServiceError(error, 'DeleteVpnConnection') && error.hasCode('VpnGateway.Configuring')).toBe(false)
  expect(isServiceError(new ParameterError('A', 'is required', 'DeleteVpnConnection'))).toBe(false)
})

test('the answers to a request without a signature are known by their codes', () => {
  for (const code of ['IncompleteSignature', 'MissingAccessKeyId', ' missingparameter']) expect(saysUnsigned(code)).toBe(true)
  for (const code of ['SignatureDoesNotMatch', 'InvalidAccessKeyId.NotFound', '']) expect(saysUnsigned(code)).toBe(false)
})

test('JSON of an error has its fields, the absent ones left out', () => {
  const error = new ServiceError({ code: 'C', kind: 'stop', message: 'm', status: 400, operation: 'O', attempts: 1, requestId: 'r' })
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: 'ServiceError',
    message: 'O was refused: C (400). m',
    code: 'C',
    kind: 'stop',
    operation: 'O',
    attempts: 1,
    status: 400,
    requestId: 'r',
  })
  expect(Object.keys(error)).not.toContain('recommend')
})

test('what may be printed of an answer is what the spec knows, without secrets', () => {
  const answer = {
    RequestId: 'r',
    IkeConfig: { IkeVersion: 'ikev2', Psk: 'planted' },
    TunnelOptionsSpecification: { TunnelOptions: [{ TunnelId: 't', TunnelIkeConfig: { Psk: 'planted' } }] },
    Novelty: 'planted',
    Name: { unexpected: 'planted' },
  }
  expect(printable('DescribeVpnConnection', answer)).toEqual({
    RequestId: 'r',
    IkeConfig: { IkeVersion: 'ikev2' },
    TunnelOptionsSpecification: { TunnelOptions: [{ TunnelId: 't', TunnelIkeConfig: {} }] },
  })
})
