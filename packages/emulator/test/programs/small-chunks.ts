// small-chunks.ts BYTES: sends a body of so many bytes, in chunks of one, to an emulator in this process; prints the status, and
// how many bytes the process took beyond what it had before.
import { once } from 'node:events'
import { connect } from 'node:net'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { peakMemory } from './peak-memory.ts'

const bytes = Number(process.argv[2])
const server = await serve(createEmulator({ unknownParameters: 'ignore' }), { limits: { bodyBytes: bytes, arrivalMs: 120_000 } })
globalThis.gc?.()
const before = process.memoryUsage.rss()
const socket = connect(server.port, '127.0.0.1')
await once(socket, 'connect')
let received = ''
socket.on('data', (chunk) => {
  received += chunk
})
const type = 'Content-Type: application/x-www-form-urlencoded'
socket.write(
  `POST /?Action=DescribeRegions HTTP/1.1\r\nHost: localhost\r\n${type}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`,
)
const many = '1\r\nx\r\n'.repeat(10_000)
for (let sent = 0; sent < bytes; sent += 10_000) if (!socket.write(many)) await once(socket, 'drain')
socket.write('0\r\n\r\n')
await once(socket, 'close')
console.log(JSON.stringify({ status: received.slice(9, 12), grown: peakMemory() - before }))
await server.close()
