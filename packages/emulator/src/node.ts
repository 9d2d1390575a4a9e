export { type AdjustableClock, createAdjustableClock } from './clock/adjustable-clock.ts'
export type { ServerLimits } from './server/limits.ts'
export type { Pages } from './server/pages.node.ts'
export { type EmulatorServer, type ServeOptions, serve } from './server/serve.node.ts'
