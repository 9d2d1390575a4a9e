// load.mjs CONTESTANT ENDPOINT IN_FLIGHT CALLS: prints requests per second after a warm-up, the CPU time of each, and the peak memory.
import { contestants } from './contestants.mjs'

const [name, endpoint, inFlight, calls] = process.argv.slice(2)
const call = await contestants[name](endpoint)

async function drive(count) {
  let left = count
  const worker = async () => {
    while (left > 0) {
      left -= 1
      await call()
    }
  }
  await Promise.all(Array.from({ length: Number(inFlight) }, worker))
}

await drive(Number(calls) / 5)
const started = performance.now()
const cpuBefore = process.cpuUsage()
await drive(Number(calls))
const seconds = (performance.now() - started) / 1000
const { user, system } = process.cpuUsage(cpuBefore)
const perCall = { perSecond: Number(calls) / seconds, cpuMicroseconds: (user + system) / Number(calls) }
console.log(JSON.stringify({ ...perCall, peakKb: process.resourceUsage().maxRSS }))
process.exit()
