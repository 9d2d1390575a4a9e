import { packages, root } from '@vpn-gateway/workspace/packages'
import { replaceFiles, staleFiles } from '@vpn-gateway/workspace/written-files'
import { apiReports } from './reports.ts'

// Writes the reports of the built packages; with `--check` it only names those that differ from what was built.
const folders = packages().map(({ name }) => `packages/${name}/api`)
const reports = await apiReports(packages())
if (process.argv.includes('--check')) {
  const stale = staleFiles(reports, folders, root)
  for (const path of stale) console.error(`${path} is not what the built package has`)
  if (stale.length > 0) console.error('Run `npm run api` and read the diff, which is what users see.')
  process.exitCode = stale.length === 0 ? 0 : 1
} else replaceFiles(reports, folders, root)
