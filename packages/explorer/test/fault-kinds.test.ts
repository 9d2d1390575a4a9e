import { type OperationName, operationNames } from '@vpn-gateway/core'
import { createEmulator, type FaultKind } from '@vpn-gateway/emulator'
import { expect, test } from 'vitest'
import { faultKinds, faultOf, kindsFor } from '../src/page/gateways/fault-kinds.ts'

const kinds = Object.keys(faultKinds)

/** Whether the emulator takes a fault for an operation. */
function isTaken(operation: OperationName, kind: string): boolean {
  try {
    createEmulator().inject(operation, faultOf(kind, { ms: '1' }) as FaultKind)
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
