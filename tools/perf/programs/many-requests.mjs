// many-requests.mjs WARM_UP REQUESTS, with --expose-gc: sends requests to an emulator in process, every second one a new
// deletion with an idempotency token, and prints the memory after the warm-up and after all of them. Counts that are multiples
// of 400,000 find both books of the ledger, which are halved when they are full, equally full.
import { createEmulator } from '@vpn-gateway/emulator'

const [warmUp, requests] = process.argv.slice(2).map(Number)
const [gateways, connections] = [4_000, 5]
const idOf = (number) => `vco-${number}`

let now = 0
const clock = { now: () => now, sleep: async () => {} }
const emulator = createEmulator({
  clock,
  progression: { timeMs: 50 },
  gateways: Array.from({ length: gateways }, (_, gateway) => ({
    id: `vpn-${gateway}`,
    // One after the other, so that a gateway rests between two deletions on it.
    connections: Array.from({ length: connections }, (_, row) => idOf(row * gateways + gateway)),
  })),
})
const full = emulator.snapshot()

async function call(status, query) {
  now += 1
  const url = `https://vpc.cn-hangzhou.aliyuncs.com/?RegionId=cn-hangzhou&Version=2016-04-28&${query}`
  const answer = await emulator.fetch(new Request(url, { method: 'POST' }))
  const text = await answer.text()
  if (answer.status !== status) throw new Error(`${query} was answered ${answer.status} ${text}`)
}

/** Requests beside a deletion, by turns: the same again, two reads, and a read of what is not there. */
const others = [
  (_, deletion) => call(200, deletion),
  (number) => call(200, `Action=DescribeVpnGateway&VpnGatewayId=vpn-${number % gateways}`),
  (number) => call(200, `Action=DescribeVpnConnections&VpnGatewayId=vpn-${number % gateways}`),
  () => call(404, `Action=DescribeVpnConnection&VpnConnectionId=${idOf('none')}`),
]

let sent = 0
async function drive(count) {
  for (; sent < count; sent += 2) {
    const number = (sent / 2) % (gateways * connections)
    if (number === 0) emulator.restore(full)
    const deletion = `Action=DeleteVpnConnection&VpnConnectionId=${idOf(number)}&ClientToken=token-${sent}`
    await call(200, deletion)
    await others[number % others.length](number, deletion)
  }
}

async function memory() {
  // What is freed in turns of the event loop is freed.
  for (let turn = 0; turn < 3; turn += 1) {
    globalThis.gc()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, rss }
}

const started = performance.now()
await drive(warmUp)
const warm = await memory()
await drive(requests)
console.log(JSON.stringify({ warm, end: await memory(), seconds: (performance.now() - started) / 1000 }))
process.exit()
