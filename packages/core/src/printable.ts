import type { OperationName } from './generated/names.ts'
import { answerShapes } from './generated/shapes.ts'
import type { AnswerShape } from './metadata.ts'

/** The part of an answer that may be shown or logged: fields that the spec knows and that are no secrets. */
export function printable(operation: OperationName, answer: unknown): unknown {
  return allowed(answer, answerShapes[operation])
}

function allowed(value: unknown, shape: AnswerShape | undefined): unknown {
  if (shape === undefined || shape === 'secret') return undefined
  if (Array.isArray(value)) return Array.isArray(shape) ? value.map((entry) => allowed(entry, shape[0])) : undefined
  if (typeof value !== 'object' || value === null) return typeof shape === 'string' ? value : undefined
  if (typeof shape === 'string' || Array.isArray(shape)) return undefined
  const fields = shape as { readonly [field: string]: AnswerShape }
  return Object.fromEntries(
    Object.entries(value)
      .map(([field, entry]) => [field, allowed(entry, Object.hasOwn(fields, field) ? fields[field] : undefined)] as const)
      .filter(([, entry]) => entry !== undefined),
  )
}
