// body-memory.ts KIND: lets another process send a body of a kind that has as much as it may to an emulator in this one: a form, whose
// kind is the unit that it repeats, or JSON of the admin interface, and then read what is there. Prints the statuses, how many
// bytes the process took at its peak beyond what it had before, and how many of them are kept.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { peakMemory } from './peak-memory.ts'

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

const [, , kind = '', port] = process.argv
const formBytes = 2 ** 20 - 100

if (port === undefined) await measure()
else await call()

async function measure(): Promise<void> {
  const server = await serve(createEmulator({ unknownParameters: 'ignore' }), { limits: { arrivalMs: 120_000 } })
  const caller = fork(import.meta.filename, [kind, `${server.port}`])
  const [bytes] = await once(caller, 'message')
  globalThis.gc?.()
  const [heap, before] = [process.memoryUsage().heapUsed, process.memoryUsage.rss()]
  caller.send('call')
  const [statuses] = await once(caller, 'message')
  const grown = peakMemory() - before
  globalThis.gc?.()
  console.log(JSON.stringify({ statuses, bytes, grown, kept: process.memoryUsage().heapUsed - heap }))
  await server.close()
}

async function call(): Promise<void> {
  const json = bodies[kind]?.()
  const body = Buffer.from(json ?? form(kind.repeat(formBytes / kind.length)))
  if (body.length > mostBytes) throw new RangeError(`${body.length} bytes are too many`)
  // The first call loads what a process has once.
  await send('POST', '', form(''))
  process.send?.(body.length)
  await once(process, 'message')
  const statuses = [
    json === undefined
      ? await send('POST', '', body)
      : await send('PUT', json.startsWith('{"version"') ? '_emulator/snapshot' : '_emulator/seed', body),
    await send('GET', '_emulator/snapshot'),
    await send('GET', '_emulator/resources'),
  ]
  process.send?.(statuses, () => process.disconnect())
}

function form(value: string): string {
  return `Action=DescribeRegions&x=${value}`
}

/** Gives the status of an answer that is read to its end. */
function send(method: string, path: string, body: string | Buffer = ''): Promise<number | undefined> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const options = { port, host: '127.0.0.1', method, path: `/${path}`, headers }
    request(options, (answer) => answer.once('end', () => resolve(answer.statusCode)).resume()).end(body)
  })
}
