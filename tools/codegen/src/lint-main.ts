import { formatProblems, getTotals } from '@redocly/openapi-core'
import { conventionProblems } from './conventions.ts'
import { readSpec, SpecError } from './document.ts'
import { adminSpecFile, contractFile, generatedFiles, specFile } from './files.ts'
import { lintSpec } from './lint.ts'

// Redocly's rules, then the generator's own, which stops at the first fault, then the conventions.
try {
  const files = [specFile, contractFile, adminSpecFile]
  const problems = (await Promise.all(files.map(lintSpec))).flat()
  formatProblems(problems, { totals: getTotals(problems), format: 'stylish', color: process.stdout.isTTY })
  const spec = readSpec(specFile)
  await generatedFiles(spec)
  const own = conventionProblems(spec)
  for (const problem of own) console.error(problem)
  process.exitCode = problems.length + own.length === 0 ? 0 : 1
} catch (error) {
  if (!(error instanceof SpecError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
