/** What a check exits with: any problem is a failure. */
export function exitCodeOf(problems: readonly unknown[]): 0 | 1 {
  return problems.length === 0 ? 0 : 1
}
