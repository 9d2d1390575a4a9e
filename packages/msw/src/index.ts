export type { MockAnswer, MockContext, MockFailure, MockResolver } from '@vpn-gateway/emulator'
export { type AddressOptions, type HandlersOptions, handlers, type MockOptions, mock } from './handlers.ts'
