export { type OperationName, OptionError, operationNames } from '@vpn-gateway/core'
export { crossOrigin } from './cross-origin.ts'
export { createEmulator, type Emulator, type EmulatorSnapshot, type ResourceView } from './emulator.ts'
export type { EmulatorEvent, Ledger, RequestRecord, StateRecord, TaskRecord } from './ledger.ts'
export { type MockAnswer, type MockContext, type MockFailure, type MockResolver, type MockResolvers, mockOperation } from './mock.ts'
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
export { addressedTo, operationOf } from './service/addressing.ts'
export type { FaultKind } from './service/fault-kind.ts'
export type { FaultOptions, PlannedFault } from './service/faults.ts'
export type { TokenOptions } from './service/tokens.ts'
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
