import { ours } from './policies.ts'
import { createScenario } from './scenario.ts'

/** Deletes ten connections on each of some gateways, and prints what that took of this process. */
const size = { gateways: Number(process.argv[2]), connections: 10 }
const { gone } = await ours(1)(createScenario(size, 1), size)
if (gone.size !== size.gateways * size.connections) throw new Error('not everything went')
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
console.log(JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, rssMb: maxRSS / 1024 }))
