/** Gives no advice: browsers do not say why a connection failed. */
export function certificateAdvice(_error: unknown): undefined {}

/** Never says so: browsers do not show whether a connection was made. */
export function isUnsent(_error: unknown): boolean {
  return false
}
