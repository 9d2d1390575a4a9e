// load.mjs CONTESTANT ENDPOINT IN_FLIGHT CALLS: prints requests per second after a warm-up, the CPU time of each, and the peak memory.
import { readFileSync } from 'node:fs'
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
// What Linux counts as `maxRSS` is that of the process which started this one, where that had more.
const own = process.platform === 'linux' ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : undefined
console.log(JSON.stringify({ ...perCall, peakKb: Number(own ?? process.resourceUsage().maxRSS) }))
process.exit()
