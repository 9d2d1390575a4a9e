// small-chunks.ts BYTES: reads an answer of so many bytes, in chunks of one, over each transport; prints how many bytes the process
// took beyond what it had before.
import { createServer } from 'node:net'
import { createRawClient } from '../../src/wire/raw-client.ts'
import { peakMemory } from './peak-memory.ts'

const bytes = Number(process.argv[2])
const many = '1\r\nx\r\n'.repeat(10_000)
const start = `${Array.from('{"RequestId":"', (letter) => `1\r\n${letter}\r\n`).join('')}`
const end = `1\r\n"\r\n1\r\n}\r\n0\r\n\r\n`
const server = createServer((socket) => {
  socket.on('error', () => {})
  socket.once('data', async () => {
    socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n${start}`)
    for (let sent = 0; sent < bytes; sent += 10_000) if (!socket.write(many)) await new Promise((resolve) => socket.once('drain', resolve))
    socket.end(end)
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as { port: number }
globalThis.gc?.()
const before = process.memoryUsage.rss()
const wire = createRawClient({
  endpoint: `http://127.0.0.1:${port}`,
  attemptTimeoutMs: 120_000,
  ...(process.argv[3] === 'fetch' && { fetch }),
})
const { RequestId } = (await wire.call('DescribeRegions', {})) as { RequestId: string }
console.log(JSON.stringify({ length: RequestId.length, grown: peakMemory() - before }))
server.close()
