// events-memory.ts STREAMS: lets so many unread streams of events be open, makes fat requests meanwhile, and prints how
// many bytes the process took at its peak beyond what it had before, and how many streams the emulator has let go.
import { once } from 'node:events'
import { connect } from 'node:net'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { peakMemory } from './peak-memory.ts'

const emulator = createEmulator()
const server = await serve(emulator)
const sockets = await Promise.all(
  Array.from({ length: Number(process.argv[2]) }, async () => {
    const socket = connect(server.port, '127.0.0.1').on('error', () => {})
    socket.write('GET /_emulator/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(socket, 'readable')
    return socket.pause()
  }),
)
const before = process.memoryUsage.rss()
const fat = Array.from({ length: 60 }, (_, at) => `Tag.${at + 1}.Key=${'a'.repeat(300)}`).join('&')
for (let made = 0; made < 1_500; made += 1) {
  await emulator.fetch(new Request(`http://localhost/?Action=DescribeVpnConnections&Version=2016-04-28&RegionId=r&${fat}`))
  if (made % 50 === 0) await new Promise((resolve) => process.nextTick(resolve))
}
await emulator.fetch(new Request(`http://localhost/?Action=DescribeVpnConnections&Version=2016-04-28&RegionId=r&${fat}`))
console.log(JSON.stringify({ grown: peakMemory() - before }))
for (const socket of sockets) socket.destroy()
await server.close()
