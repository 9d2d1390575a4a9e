// What is loaded when it is first needed, in one piece: a page that begins to delete a single resource never needs it.
export { parseState } from './deletion/parse-state.ts'
export { foundOn } from './service/on-parent.ts'
export { TeardownRun } from './teardown/run.ts'
