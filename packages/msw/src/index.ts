export type { MockAnswer, MockContext, MockFailure, MockResolver } from '@vpn-gateway/emulator'
export { type HandlersOptions, handlers, type MockOptions, mock, type PlaceOptions } from './handlers.ts'
