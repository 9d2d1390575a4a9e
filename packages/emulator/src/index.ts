export { type OperationName, OptionError, operationNames } from '@vpn-gateway/core'
export { createVirtualClock, type VirtualClock } from './clock/virtual-clock.ts'
export { createEmulator, type Emulator, type EmulatorSnapshot, type ResourceView } from './emulator.ts'
export type { FaultKind } from './faults/fault-kinds.ts'
export type { FaultOptions, PlannedFault } from './faults/fault-plan.ts'
export type { TokenOptions } from './gate/tokens.ts'
export { addressedTo, operationOf } from './http/addressing.ts'
export { crossOrigin } from './http/cross-origin.ts'
export { type MockAnswer, type MockContext, type MockFailure, type MockResolver, type MockResolvers, mockOperation } from './mock.ts'
export type { EmulatorEvent, Ledger, RequestRecord, StateRecord, TaskRecord } from './model/ledger.ts'
export type {
  BeyondAssumptions,
  DurationRange,
  EmulatedKey,
  EmulatorOptions,
  Progression,
  ResourceSeed,
  Seeds,
  WorldSeed,
} from './options.ts'
