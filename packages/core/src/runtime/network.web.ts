/** Browsers do not tell why a connection failed. */
export function certificateAdvice(_error: unknown): undefined {}

/** Browsers do not tell whether a connection was made. */
export function isUnsent(_error: unknown): boolean {
  return false
}
