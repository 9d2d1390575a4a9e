import { packages, root } from '@vpn-gateway/workspace/packages'
import { apiReports } from './reports.ts'
import { staleReports, writeReports } from './stale.ts'

// Writes the reports of the built packages; with `--check` it only names those that differ from what was built.
const reports = await apiReports(packages())
if (process.argv.includes('--check')) {
  const stale = staleReports(reports, root)
  for (const path of stale) console.error(`${path} is not what the built package has`)
  if (stale.length > 0) console.error('Run `npm run api` and read the diff, which is what users see.')
  process.exitCode = stale.length === 0 ? 0 : 1
} else writeReports(reports, root)
