import { execFileSync } from 'node:child_process'
import { root } from '@vpn-gateway/workspace/packages'
import { temporaryFolder } from '@vpn-gateway/workspace/temporary-folder'
import type { Problem } from './check.ts'
import { checks, problemsOf } from './checks.ts'
import { consumerProblems } from './consumers.ts'
import { type Packing, pack } from './pack.ts'
import { sizeLimits, sizeOf } from './sizes.ts'

/** Builds, packs and checks everything that would be published. Prints a line for each problem; any is a failure. */
async function main(): Promise<void> {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 2, 2] })
  using folder = temporaryFolder('release')
  const packing = await pack(folder.path)
  await printSizes(packing)
  const problems = [...(await problemsOf(checks, packing.packed)), ...(await consumerProblems(folder.path, packing.tarballs, console.log))]
  for (const problem of problems) console.log(lineOf(problem))
  console.log(problems.length === 0 ? 'All of it can be published.' : 'Not to be published.')
  process.exitCode = problems.length === 0 ? 0 : 1
}

async function printSizes({ packed }: Packing): Promise<void> {
  for (const limit of sizeLimits) {
    const of = packed.find(({ name }) => name === limit.package)
    if (!of) throw new Error(`No package ${limit.package}`)
    const { first, all } = await sizeOf(limit, of)
    const bar = limit.atMostKb === undefined ? '' : ` of ${limit.atMostKb} kB`
    console.log(`${limit.package}: ${limit.use}: ${first} bytes${bar}; ${all} with every later chunk`)
  }
}

function lineOf({ package: name, rule, remedy }: Problem): string {
  return `${name}: ${rule}: ${remedy}`.replace(/\s+/g, ' ')
}

await main()
