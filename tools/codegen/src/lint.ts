import { fileURLToPath } from 'node:url'
import { formatProblems, getTotals, lint, loadConfig } from '@redocly/openapi-core'
import { readSpec } from './document.ts'
import { generatedFiles, specFile } from './files.ts'

// Redocly's rules, strict: a warning fails as an error does. Then the generator's own, which throws on the first fault.
const configPath = fileURLToPath(new URL('../../../redocly.yaml', import.meta.url))
const problems = await lint({ ref: specFile, config: await loadConfig({ configPath }) })
formatProblems(problems, { totals: getTotals(problems), format: 'stylish', color: process.stdout.isTTY })
await generatedFiles(readSpec(specFile))
if (problems.length > 0) process.exitCode = 1
else console.log(`${specFile.split('/').slice(-2).join('/')} keeps every rule`)
