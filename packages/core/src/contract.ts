// The contract over HTTP, for whoever answers it: a fetch that calls the service, an emulator, mocks, a proxy.

export { type ContractAnswer, contractError, contractFailure, contractSuccess, pageAbout } from './contract/answer.ts'
export { ContractRefusal, errorOfParameter, unknownOperation, type WrittenError } from './contract/refusal.ts'
export { type ContractRequest, methodOf, operationAt, parseBody, readContract } from './contract/request.ts'
export { checkedAddress } from './endpoint.ts'
export { flatten } from './parameters/flatten.ts'
