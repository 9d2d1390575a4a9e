// msw-load.mjs SIDE WAY CALLS: prints calls per second through msw after a warm-up. SIDE is `ours`, or `bare` for one handler
// that repeats one answer; WAY is `fetch`, as a test in Node sends, or `lookup`, what msw does with a request it was given.
import { createEmulator } from '@vpn-gateway/emulator'
import { handlers } from '@vpn-gateway/msw'
import { getResponse, HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { drive } from './drive.mjs'
import { answerOf, path, seed } from './gateway.mjs'

const [side, way, calls] = process.argv.slice(2)
const endpoint = 'https://vpc.cn-hangzhou.aliyuncs.com'
const emulator = createEmulator(seed)
const answer = JSON.parse(await answerOf(emulator))
const chosen = side === 'ours' ? handlers(emulator) : [http.post(`${endpoint}/`, () => HttpResponse.json(answer))]

const ways = {
  fetch() {
    setupServer(...chosen).listen({ onUnhandledFrame: 'error' })
    return () => fetch(`${endpoint}${path}`, { method: 'POST' })
  },
  lookup: () => () => getResponse(chosen, new Request(`${endpoint}${path}`, { method: 'POST' })),
}
const send = ways[way]()

async function call() {
  const { VpnGatewayId } = await (await send()).json()
  if (VpnGatewayId !== answer.VpnGatewayId) throw new Error(`the answer is of ${VpnGatewayId}`)
}

await drive(call, Number(calls) / 5)
const started = performance.now()
await drive(call, Number(calls))
console.log(JSON.stringify({ perSecond: (Number(calls) * 1000) / (performance.now() - started) }))
process.exit()
