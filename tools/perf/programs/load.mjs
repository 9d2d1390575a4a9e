// load.mjs CONTESTANT ENDPOINT IN_FLIGHT CALLS: prints requests per second after a warm-up, the CPU time of each, and the peak memory.
import { contestants } from './contestants.mjs'
import { drive } from './drive.mjs'

const [name, endpoint] = process.argv.slice(2)
const [inFlight, calls] = process.argv.slice(4).map(Number)
const call = await contestants[name](endpoint)

await drive(call, calls / 5, inFlight)
const started = performance.now()
const cpuBefore = process.cpuUsage()
await drive(call, calls, inFlight)
const seconds = (performance.now() - started) / 1000
const { user, system } = process.cpuUsage(cpuBefore)
const perCall = { perSecond: calls / seconds, cpuMicroseconds: (user + system) / calls }
console.log(JSON.stringify({ ...perCall, peakKb: process.resourceUsage().maxRSS }))
process.exit()
