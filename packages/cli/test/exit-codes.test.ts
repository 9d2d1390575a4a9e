import { CredentialsError, NetworkError, OptionError, ServiceError } from '@vpn-gateway/core'
import { DeletionError, type DeletionErrorCode, type Outcome } from '@vpn-gateway/poller'
import { describe, expect, test } from 'vitest'
import { exitCodeOf, exitCodeOfAll } from '../src/exit-codes.ts'

const deletion = (code: DeletionErrorCode) => new DeletionError(code, 'vco-1', 'planted')

const unreachable = new NetworkError({})
const absent = { code: 'InvalidVpnConnectionInstanceId.NotFound', message: 'm', operation: 'DeleteVpnConnection', attempts: 1 } as const

describe('an error', () => {
  test.each([
    ['of what cannot be used', new OptionError('region', 'is required'), 2],
    ['of credentials that cannot be used', new CredentialsError('are half a key'), 2],
    ['of credentials that failed after a request had left', new CredentialsError('are half a key', { attempts: 1 }), 3],
    ['of credentials that were not to be had for now', new CredentialsError('timed out', { kind: 'transient' }), 3],
    ['of the network', unreachable, 3],
    ['of a resource that is not there', deletion('ResourceAbsent'), 4],
    ['of a resource that the service does not find', new ServiceError({ ...absent, kind: 'gone', status: 404 }), 4],
    ['of a 429, whatever code came with it', new ServiceError({ ...absent, kind: 'throttled', status: 429 }), 1],
    ['of a 408, whatever code came with it', new ServiceError({ ...absent, kind: 'transient', status: 408 }), 1],
    ['of a gateway that is not there', deletion('ParentAbsent'), 4],
    ['of a deletion that failed', deletion('DeletionFailed'), 1],
    ['of a wait that ended before the deletion', deletion('NotGoneInTime'), 1],
    ['of no known kind', new Error('planted'), 1],
  ])('%s has its code', (_, error, code) => {
    expect(exitCodeOf(error)).toBe(code)
  })
})

describe('many outcomes', () => {
  const gone: Outcome = { id: 'vco-1', outcome: 'gone' }
  const failed = (error: unknown): Outcome => ({ id: 'vco-2', outcome: 'failed', error, isFinal: false })
  const unknown = (error: unknown): Outcome => ({ id: 'vco-3', outcome: 'unknown', error, isSent: true })

  test.each<[string, Outcome[], number]>([
    ['that are all gone', [gone], 0],
    ['that failed alike share a code', [gone, failed(deletion('ResourceAbsent')), failed(deletion('ResourceAbsent'))], 4],
    ['that failed in different ways have the general one', [failed(deletion('ResourceAbsent')), failed(unreachable)], 1],
    ['of which one is not known yet have its code', [gone, unknown(deletion('NotGoneInTime'))], 5],
    [
      'of which one is not known yet have its code, whatever failed beside it',
      [failed(deletion('ResourceAbsent')), unknown(unreachable)],
      5,
    ],
    ['of which one may have been sent are no wrong input', [unknown(new CredentialsError('are half a key'))], 5],
    ['of which one is gone are no wrong input, of which nothing is sent', [gone, failed(new CredentialsError('are half a key'))], 1],
    ['that are all wrong input have its code', [failed(new CredentialsError('are half a key'))], 2],
    ['of which one may be there are not absent', [unknown(deletion('ParentAbsent'))], 5],
  ])('%s', (_, outcomes, code) => {
    expect(exitCodeOfAll(outcomes)).toBe(code)
  })
})
