import type { Check, Packed, Problem } from './check.ts'
import { attw, publint } from './linters.ts'
import { sizes } from './sizes.ts'
import { sourceMaps } from './source-maps.ts'

/** The rules for what is published. The list of its files is compared with the API reports, its manifest is checked with the sources. */
export const checks: readonly Check[] = [publint, attw, sourceMaps, sizes]

/** Finds the problems of packages. */
export async function problemsOf(checks: readonly Check[], packed: readonly Packed[]): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const each of packed)
    for (const { rule, remedies } of checks) for (const remedy of await remedies(each)) problems.push({ package: each.name, rule, remedy })
  return problems
}
