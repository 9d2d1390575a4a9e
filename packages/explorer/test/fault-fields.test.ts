import { type OperationName, operationNames } from '@vpn-gateway/core'
import { createEmulator, type FaultKind } from '@vpn-gateway/emulator'
import { expect, test } from 'vitest'
import { faultKinds, faultOf, kindsFor } from '../src/page/gateways/fault-fields.ts'

const kinds = Object.keys(faultKinds)

/** Whether the emulator takes a fault for an operation. */
function isTaken(operation: OperationName, kind: string): boolean {
  try {
    createEmulator().inject(operation, faultOf(kind, { ms: '1', code: 'SystemBusy' }) as FaultKind)
    return true
  } catch {
    return false
  }
}

test.each(operationNames)('for %s the page offers what the emulator takes, and nothing else', (operation) => {
  expect(kindsFor(operation).map(([kind]) => kind)).toEqual(kinds.filter((kind) => isTaken(operation, kind)))
})

test('some faults are for every operation, and some are not', () => {
  const everywhere = kinds.filter((kind) => operationNames.every((operation) => isTaken(operation, kind)))
  expect(everywhere.length).toBeGreaterThan(0)
  expect(everywhere.length).toBeLessThan(kinds.length)
})

test.each<[string, Record<string, string>, object]>([
  ['delay', { ms: '5' }, { kind: 'delay', ms: 5 }],
  ['delay', { ms: 'soon' }, { kind: 'delay', ms: 'soon' }],
  ['timeout', {}, { kind: 'timeout', work: 'not-done' }],
  ['refusal', { code: '42', status: '', message: '' }, { kind: 'refusal', code: '42' }],
  ['refusal', { code: 'SystemBusy', status: '503', message: '7' }, { kind: 'refusal', code: 'SystemBusy', status: 503, message: '7' }],
  ['html', { status: '429' }, { kind: 'html', status: 429 }],
  ['empty', {}, { kind: 'empty' }],
  ['other-id', {}, { kind: 'other-id' }],
  ['other-id', { shown: 'none' }, { kind: 'other-id', shown: '' }],
  ['omitted', { entry: '' }, { kind: 'omitted' }],
  ['omitted', { entry: 'vco-1' }, { kind: 'omitted', entry: 'vco-1' }],
])('%s with %j typed is sent as %j', (kind, typed, fault) => {
  expect(faultOf(kind, typed)).toEqual(fault)
})
