import { randomUuid as ofRuntime } from '#uuid'

/** Makes a random UUID. Its type is written out: compilers that do not read `imports` cannot follow it. */
export const randomUuid: () => string = ofRuntime
