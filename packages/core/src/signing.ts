// The signatures by themselves, for doubles that check them and for tools that show them.
export { encodePairs } from './parameters/query.ts'
export { signV1, type V1Request } from './signing/v1.ts'
export { type V1Signature, v1Method } from './signing/v1-query.ts'
export { bodyHashOf, signV3, type V3Request, type V3Signature, v3Algorithm, v3Authorization } from './signing/v3.ts'
