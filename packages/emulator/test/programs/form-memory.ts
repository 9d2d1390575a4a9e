// form-memory.ts UNIT: sends a form of as many bytes as a body may have, one value of that unit over and over, to an emulator in this
// process; prints the status, and how many bytes the process took beyond what it had before.
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'

const unit = process.argv[2] ?? ''
const server = await serve(createEmulator())
const call = async (value: string) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const { status } = await fetch(server.url, { method: 'POST', headers, body: `Action=DescribeRegions&x=${value}` })
  return status
}
await call('')
globalThis.gc?.()
const before = process.memoryUsage.rss()
const status = await call(unit.repeat((2 ** 20 - 100) / unit.length))
console.log(JSON.stringify({ status, grown: process.resourceUsage().maxRSS * 1024 - before }))
await server.close()
