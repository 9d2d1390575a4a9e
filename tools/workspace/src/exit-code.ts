/** What a check exits with: 1 where there is a problem. */
export function exitCodeOf(problems: readonly unknown[]): 0 | 1 {
  return problems.length === 0 ? 0 : 1
}
