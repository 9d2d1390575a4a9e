/** A random UUID. */
export function randomUuid(): string {
  return process.getBuiltinModule('node:crypto').randomUUID()
}
