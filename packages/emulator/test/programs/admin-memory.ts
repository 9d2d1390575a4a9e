// admin-memory.ts KIND: lets another process fill an emulator in this one by a body of a kind that has as much as it may, and
// then read what is there; prints the statuses, how many bytes the process took at its peak beyond what it had before, and how
// many of them are kept.
import { fork } from 'node:child_process'
import { request } from 'node:http'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'

const mostBytes = 2 ** 26
const list = (count: number, one: (at: number) => string) => Array.from({ length: count }, (_, at) => one(at)).join()
const gateways = (count: number, fields: (at: number) => string) =>
  `{"gateways":[${list(count, (at) => `{"id":"vpn-${at}","fields":{${fields(at)}}}`)}]}`
/** Fields with an object each, none of which has the names of another in the same order. */
const others = (at: number, count: number) => list(count, (field) => `"F${(field * (at + 1)) % 331}":[{"G${at % 640}":{"F${field}":0}}]`)
const lastOdd = (body: string) => body.replace(/\}\}\]\}$/, ',"Odd":"\\u0000"}}]}')
const text = (start: string, length: number) => start + 'a'.repeat(length)
/** A thousand resources whose texts take about all that a body may have. */
const texts = (one: string) => gateways(1_000, () => list(16, (at) => `"F${at}":"${one}"`))

const bodies: Readonly<Record<string, () => string>> = {
  'texts of one byte': () => texts(text('', 4_100)),
  'texts of two bytes': () => texts(text('中', 4_100)),
  'texts of escapes': () => texts(text('\\u4e2d', 20) + '\\n'.repeat(2_000)),
  'texts of two bytes, the last refused': () => lastOdd(texts(text('中', 4_100))),
  'many resources': () => gateways(90_000, () => `"Name":"${text('中', 640)}"`),
  'many items of a snapshot': () =>
    `{"version":1,"tasks":[],"items":[${list(
      90_000,
      (at) => `{"resource":"VpnGateway","id":"vpn-${at}","regionId":"r","fields":{"Name":"${text('中', 600)}"}}`,
    )}]}`,
  'resources of other fields each': () => gateways(1_000, (at) => others(at, 249)),
  'resources of other fields each, the last refused': () => lastOdd(gateways(1_000, (at) => others(at, 249))),
  'long texts in one resource': () => gateways(1, () => list(990, (at) => `"F${at}":"${text('中', 65_500)}"`)),
  'many fields in one resource': () => gateways(1, () => list(1_900_000, (at) => `"F${at}":0`)),
  'as many fields as there may be values': () => gateways(1, () => list(1_000_000, (at) => `"F${at}":0`)),
  'texts that are too long': () => gateways(1, () => list(250, (at) => `"F${at}":"${text('中', 264_000)}"`)),
  'names that are not known': () => `{${list(1_000_000, (at) => `"F${at}":0`)}}`,
  'seeds of nothing': () => `{"gateways":[${list(1_000_000, () => '{}')}]}`,
  'lists in lists': () => `{"gateways":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`,
  'no JSON': () => `中${'a"'.repeat(2 ** 25 - 10)}`,
}

if (process.argv[3] === undefined) await measure(process.argv[2] ?? '')
else await call(Buffer.from(bodies[process.argv[2] ?? '']?.() ?? ''), Number(process.argv[3]))

async function measure(kind: string): Promise<void> {
  const server = await serve(createEmulator(), { limits: { arrivalMs: 120_000 } })
  const caller = fork(import.meta.filename, [kind, `${server.port}`])
  const next = () => new Promise<unknown>((resolve) => caller.once('message', resolve))
  const bytes = await next()
  globalThis.gc?.()
  const [heap, before] = [process.memoryUsage().heapUsed, process.memoryUsage.rss()]
  const answered = next()
  caller.send('call')
  const statuses = await answered
  const grown = process.resourceUsage().maxRSS * 1024 - before
  globalThis.gc?.()
  console.log(JSON.stringify({ statuses, bytes, grown, kept: process.memoryUsage().heapUsed - heap }))
  await server.close()
}

async function call(body: Buffer, port: number): Promise<void> {
  if (body.length > mostBytes) throw new RangeError(`${body.length} bytes are too many`)
  const message = new Promise((resolve) => process.once('message', resolve))
  process.send?.(body.length)
  await message
  const statuses = []
  for (const [method, path] of [
    ['PUT', body.includes('"version"') ? 'snapshot' : 'seed'],
    ['GET', 'snapshot'],
    ['GET', 'resources'],
  ] as const)
    statuses.push(
      await new Promise((resolve) => {
        const options = { port, host: '127.0.0.1', method, path: `/_emulator/${path}` }
        request(options, (answer) => answer.once('end', () => resolve(answer.statusCode)).resume()).end(method === 'PUT' ? body : '')
      }),
    )
  process.send?.(statuses, () => process.disconnect())
}
