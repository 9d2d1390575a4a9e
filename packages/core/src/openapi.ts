// The contract as openapi-typescript types it, for openapi-fetch and its like.

export type { components, operations, paths } from './generated/openapi.ts'
