// Answers every request with the same bytes, as cheaply as it can be done; prints its port.
import { createServer } from 'node:net'

const body = JSON.stringify({ RequestId: '606BE8EC-F5F6-5B8F-8C0A-5F0C2E5B3E9E', VpnGatewayId: 'vpn-bp1r3v1xqkl0w519g', Status: 'active' })
const answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`

createServer((socket) => {
  let received = ''
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    received += chunk.latin1Slice()
    let end = received.indexOf('\r\n\r\n')
    while (end >= 0) {
      received = received.slice(end + 4)
      socket.write(answer)
      end = received.indexOf('\r\n\r\n')
    }
  })
}).listen(0, '127.0.0.1', function () {
  console.log(this.address().port)
})
