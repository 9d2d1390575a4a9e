import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '@vpn-gateway/support/workspace'
import { passes } from './measure.ts'
import { thisMachine, toMarkdown, toText } from './report.ts'
import { withSite } from './site.ts'
import { suites } from './suites.ts'

const usage = `Usage: npm run bench [-- <suite>] [--json]
Suites: ${Object.keys(suites).join(', ')}. Exits with 1 when a bar is missed.`

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, help: { type: 'boolean' } } })
const unknown = positionals.filter((name) => !Object.hasOwn(suites, name))
if (values.help || unknown.length > 0) {
  console.error(unknown.length > 0 ? `There is no suite ${unknown.join(', ')}.\n${usage}` : usage)
  process.exit(unknown.length > 0 ? 2 : 0)
}

const wanted = positionals.length > 0 ? positionals : Object.keys(suites)
const machine = thisMachine()
const measured = await withSite(async (site) => {
  const all = []
  for (const name of wanted) {
    for (const measure of suites[name] ?? []) {
      const found = [await measure(site)].flat()
      for (const { name } of found) console.error(`measured: ${name}`)
      all.push(...found)
    }
  }
  return all
})

if (values.json) console.log(JSON.stringify({ machine, measures: measured.map((each) => ({ ...each, passed: passes(each) })) }, null, 2))
else console.log(toText(measured, machine))
mkdirSync(join(root, 'docs'), { recursive: true })
writeFileSync(join(root, 'docs', 'benchmarks.md'), toMarkdown(measured, machine))
process.exitCode = measured.every(passes) ? 0 : 1
