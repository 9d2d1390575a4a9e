// port-load.mjs PORT IN_FLIGHT CALLS: prints requests per second of what listens at a port, after a warm-up.
import { Agent, request } from 'node:http'
import { path } from './gateway.mjs'

const [port, inFlight, calls] = process.argv.slice(2).map(Number)
const agent = new Agent({ keepAlive: true, maxSockets: inFlight })

const call = () =>
  new Promise((resolve, reject) => {
    const sent = request({ agent, hostname: '127.0.0.1', port, method: 'POST', path }, (response) => {
      response.resume()
      response.on('error', reject)
      response.on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`it answered ${response.statusCode}`))))
    })
    sent.on('error', reject)
    sent.end()
  })

async function drive(count) {
  let left = count
  const worker = async () => {
    for (; left > 0; left -= 1) await call()
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
}

await drive(calls / 5)
const started = performance.now()
await drive(calls)
console.log(JSON.stringify({ perSecond: (calls * 1000) / (performance.now() - started) }))
process.exit()
