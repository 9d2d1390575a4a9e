import { withSite } from './site.ts'
import { suites } from './suites.ts'

const wanted = process.argv.slice(2).map(Number)
await withSite(async (site) => {
  for (const i of wanted) console.log(JSON.stringify(await suites.client![i]!(site)))
})
