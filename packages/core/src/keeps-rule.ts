/** Says whether a value keeps a rule; one that cannot even be asked, such as a revoked proxy, keeps none. */
export function keepsRule<Value>(value: Value, rule: (value: Value) => boolean): boolean {
  try {
    return rule(value)
  } catch {
    return false
  }
}
