import { root } from '@vpn-gateway/workspace/packages'
import { checkVersions } from './check.ts'
import { printed } from './print.ts'

// Another workspace can be named, for tests.
const verdict = await checkVersions(process.argv[2] ?? root)
const print = verdict.shortfalls.length === 0 ? console.log : console.error
print(printed(verdict))
process.exitCode = verdict.shortfalls.length === 0 ? 0 : 1
