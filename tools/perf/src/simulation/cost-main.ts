import { readFileSync } from 'node:fs'
import { ours } from './policies.ts'
import { createScenario } from './scenario.ts'

/** Deletes ten connections on each of some gateways, and prints what that took of this process. */
const size = { gateways: Number(process.argv[2]), connections: 10 }
const { gone } = await ours(1)(createScenario(size, 1), size)
if (gone.size !== size.gateways * size.connections) throw new Error('not everything went')
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
// What Linux counts as `maxRSS` is that of the process which started this one, where that had more.
const own = process.platform === 'linux' ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : undefined
console.log(JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, rssMb: Number(own ?? maxRSS) / 1024 }))
