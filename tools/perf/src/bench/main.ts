import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '@vpn-gateway/workspace/packages'
import { type Measured, passes } from './measure.ts'
import { measureBefore } from './measures/before.ts'
import { thisMachine, toMarkdown, toText } from './report.ts'
import { type Suite, suites } from './suites.ts'

const usage = `Usage: npm run bench [-- <suite>] [--json]
       npm run bench -- --before <commit>, which compares the client with itself at a commit, and writes no page
Suites: ${Object.keys(suites).join(', ')}. Exits with 1 when a bar is missed.`

const options = { json: { type: 'boolean' }, help: { type: 'boolean' }, before: { type: 'string' } } as const
const { values, positionals } = parseArgs({ allowPositionals: true, options })
const unknown = positionals.filter((name) => !Object.hasOwn(suites, name))
if (values.help || unknown.length > 0) {
  console.error(unknown.length > 0 ? `There is no suite ${unknown.join(', ')}.\n${usage}` : usage)
  process.exit(unknown.length > 0 ? 2 : 0)
}

const machine = thisMachine()
const folder = join(root, 'docs', 'benchmarks')
const all: Measured[] = []
if (values.before !== undefined) all.push(await measureBefore(values.before))
for (const name of positionals.length > 0 || all.length > 0 ? positionals : Object.keys(suites)) {
  const suite = suites[name] as Suite
  const measured: Measured[] = []
  await suite.run((found) => {
    console.error(`measured: ${found.name}`)
    measured.push(found)
  })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.md`), toMarkdown(name, suite.about, measured, machine))
  all.push(...measured)
}

if (values.json) console.log(JSON.stringify({ machine, measures: all.map((each) => ({ ...each, passed: passes(each) })) }, null, 2))
else console.log(toText(all, machine))
process.exitCode = all.every(passes) ? 0 : 1
