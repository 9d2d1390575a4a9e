// Listens, and says so: the least that a server does at its start.
import { createServer } from 'node:http'

const server = createServer((_, response) => response.end())
server.listen(0, '127.0.0.1', () => console.log(`ready on http://127.0.0.1:${server.address().port}`))
