export { createEmulator, type Emulator, type ResourceView } from './emulator.ts'
export type { EmulatorOptions, Progression, ResourceSeed, Seeds, WorldSeed } from './options.ts'
export { operationNamed } from './service/request.ts'
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
