import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Check, Packed, Problem } from './check.ts'
import { attw, publint } from './linters.ts'
import { sizes } from './sizes.ts'

/** Every source map leads to sources that are published. */
const sourceMaps: Check = {
  rule: 'source maps',
  *remedies({ folder }: Packed) {
    for (const path of readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, 'dist', path)
      const beside = (name: string) => join(dirname(file), name)
      if (path.endsWith('.map')) {
        const { sources = [], sourcesContent } = JSON.parse(readFileSync(file, 'utf8')) as {
          sources?: string[]
          sourcesContent?: unknown[]
        }
        if (sources.length === 0) yield `${path} names no source: build it anew`
        for (const [at, source] of sources.entries())
          if (sourcesContent?.[at] == null && !existsSync(beside(source)))
            yield `${path} needs ${relative(folder, beside(source))}, which is not published: add its folder to "files"`
      }
      const [, map] = /\.(?:js|ts)$/.test(path) ? (/^\/\/# sourceMappingURL=(.+)$/m.exec(readFileSync(file, 'utf8')) ?? []) : []
      if (map !== undefined && !existsSync(beside(map))) yield `${path} names the map ${map}, which is not there`
    }
  },
}

/** The rules for what is published; a new one has a fault of its own in test/publication/planted.ts. The list of its files is compared with the API reports, its manifest is checked with the sources. */
export const checks: readonly Check[] = [publint, attw, sourceMaps, sizes]

/** Finds the problems of packages. */
export async function problemsOf(checks: readonly Check[], packed: readonly Packed[]): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const each of packed)
    for (const { rule, remedies } of checks) for (const remedy of await remedies(each)) problems.push({ package: each.name, rule, remedy })
  return problems
}
