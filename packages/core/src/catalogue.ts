// Parts of the spec for test doubles and documentation; a client does without, so they are kept out of its bundle.

export { commonParameters, documentation, errorAdvice, knownRegions } from './generated/documentation.ts'
export { frontDoorErrors, operationErrors, undocumentedErrors } from './generated/errors.ts'
export { answerShapes } from './generated/shapes.ts'
export type { AnswerShape, DocumentedError, OperationDocumentation } from './metadata.ts'
export { parseParameters } from './parameters/parse.ts'
export { printable } from './printable.ts'
export { saysUnsigned } from './says-unsigned.ts'
