// large-answers.ts KIND [plain]: reads an answer of just under 10 MiB; prints how it ended, and how many bytes the process took beyond
// what it had before. `plain` reads it by node:http into one buffer, and does nothing with it.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createRawClient } from '../../src/wire/raw-client.ts'
import { peakMemory } from './peak-memory.ts'

const room = 10 * 2 ** 20 - 300
const json = (before: string, unit: string, after: string) => () => `${before}${unit.repeat(room / Buffer.byteLength(unit))}${after}`
const refusal = (unit: string) => json('{"RequestId":"r","Code":"SignatureDoesNotMatch","Message":"', unit, '"}')
const kinds: Record<string, () => string> = {
  text: json('{"RequestId":"r","Note":"', 'x', '"}'),
  'text of two bytes': json('{"RequestId":"r","Note":"中', 'x', '"}'),
  code: json('{"RequestId":"r","Message":"m","Code":"', 'x', '"}'),
  message: refusal('a ba b'),
  'message of blanks': refusal('&#10; '),
  recommendation: json('{"RequestId":"r","Code":"c","Message":"m","Recommend":"', 'x', '"}'),
  comment: json('<R><RequestId>r</RequestId><!--', 'x', '</R>'),
  attribute: json('<R a="', '\t', '"><RequestId>r</RequestId></R>'),
  name: json('<', 'x', '><RequestId>r</RequestId></R>'),
}

async function plain(port: number): Promise<unknown> {
  const [answer] = (await once(get({ port, host: '127.0.0.1' }), 'response')) as [IncomingMessage]
  const buffer = new Uint8Array(Number(answer.headers['content-length']))
  let at = 0
  for await (const chunk of answer) {
    buffer.set(chunk, at)
    at += chunk.length
  }
  return buffer
}

// The server is a process of its own, whose memory does not count.
if (process.send) {
  const body = Buffer.from(kinds[process.argv[2] ?? '']?.() ?? '')
  let isWarm = false
  const server = createServer((_, response) => {
    const answer = isWarm ? body : '{"RequestId":"r"}'
    response.writeHead(isWarm && body.includes('"Code"') ? 400 : 200, { 'content-length': answer.length }).end(answer)
    isWarm = true
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port))
} else {
  const child = fork(fileURLToPath(import.meta.url), process.argv.slice(2))
  const [port] = await once(child, 'message')
  const credentials = { accessKeyId: 'k', accessKeySecret: 's' }
  const wire = createRawClient({ endpoint: `http://127.0.0.1:${port}`, attemptTimeoutMs: 60_000, credentials })
  // What a process loads for its first call is no memory of an answer.
  await wire.call('DescribeRegions', {})
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  const read = process.argv[3] === 'plain' ? plain(port) : wire.call('DescribeRegions', {})
  const end = await read.then(
    () => 'answer',
    ({ name }: Error) => name,
  )
  console.log(JSON.stringify({ end, grown: peakMemory() - before }))
  child.kill()
}
