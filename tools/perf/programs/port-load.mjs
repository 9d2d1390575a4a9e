// port-load.mjs SIDE IN_FLIGHT CALLS: starts port.mjs, and prints the requests per second that it answers after a warm-up, and
// what CPU time each takes it.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { drive } from './drive.mjs'
import { path } from './gateway.mjs'

const [side] = process.argv.slice(2)
const [inFlight, calls] = process.argv.slice(3).map(Number)
const server = fork(fileURLToPath(new URL('port.mjs', import.meta.url)), [side])
const [port] = await once(server, 'message')
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

async function cpuOfServer() {
  server.send('cpu')
  const [{ user, system }] = await once(server, 'message')
  return user + system
}

await drive(call, calls / 5, inFlight)
const [started, cpuBefore] = [performance.now(), await cpuOfServer()]
await drive(call, calls, inFlight)
const seconds = (performance.now() - started) / 1000
console.log(JSON.stringify({ perSecond: calls / seconds, cpuMicroseconds: ((await cpuOfServer()) - cpuBefore) / calls }))
process.exit()
