// port.mjs SIDE, as a child of port-load.mjs: answers behind a port, sends its number, and the CPU time so far when asked. SIDE
// is `ours`, or `bare` for what reads the query and repeats one answer.
import { createServer } from 'node:http'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { answerOf, seed } from './gateway.mjs'

const [side] = process.argv.slice(2)
const emulator = createEmulator(seed)

async function bare() {
  const answer = await answerOf(emulator)
  const headers = { 'content-type': 'application/json;charset=utf-8', 'content-length': Buffer.byteLength(answer) }
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url, 'http://127.0.0.1')
    const known = searchParams.get('Action') === 'DescribeVpnGateway' && searchParams.has('VpnGatewayId')
    if (known) response.writeHead(200, headers).end(answer)
    else response.writeHead(404).end()
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address())))
}

const { port } = await (side === 'ours' ? serve(emulator) : bare())
process.on('message', () => process.send(process.cpuUsage()))
process.on('disconnect', () => process.exit())
process.send(port)
