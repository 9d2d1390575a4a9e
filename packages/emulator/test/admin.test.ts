import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createVirtualClock, type EmulatorOptions } from '../src/index.ts'
import { vpngwEmulator } from './bin.ts'
import { createScenario, serveForTest, succeeds, temporaryFolder } from './scenario.ts'

interface Media {
  readonly 'application/json'?: { readonly schema: object; readonly examples?: Record<string, { readonly value: unknown }> }
}
interface Described {
  readonly operationId: string
  readonly requestBody?: { readonly content: Media }
  readonly responses: Record<string, { readonly content?: Media }>
}
const description = parse(readFileSync(new URL('../admin.openapi.yaml', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, Described>>
  components: { schemas: { Fault: { oneOf: { properties: { kind: { const?: string; enum?: string[] } } }[] } } }
}
const described = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
)
const validator = new Ajv2020({ strict: false }).addSchema(description, 'admin')

/** Gives the faults that a schema of the description finds in a value; its references lead into the description. */
function faultsOf(schema: object, value: unknown): unknown {
  const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"admin#/components/')) as object
  return validator.validate(rooted, value) ? [] : validator.errors
}

async function setup(options: EmulatorOptions = {}) {
  const clock = createVirtualClock({ auto: false })
  const { emulator, remove } = createScenario({ progression: { timeMs: 20_000 }, ...options }, clock)
  const { url } = await serveForTest(emulator)
  const advance = (ms: number) => ask('POST', 'clock/advance', { ms })
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/_emulator/${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })
    const text = await response.text()
    return { status: response.status, answer: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>) }
  }
  return { emulator, clock, ask, advance, remove, url }
}

describe('the admin interface is as it is described', () => {
  test.each(described.filter(({ operationId }) => operationId !== 'getEvents'))('$method $path', async (operation) => {
    const { ask, remove } = await setup()
    // Something to show: work under way, a fault to come.
    await remove('vco-1')
    await ask('POST', 'faults', { operation: 'DescribeVpnGateway', fault: { kind: 'html' }, rate: 0.5, id: 'vpn-1' })
    const { method, path, requestBody, responses } = operation
    const media = requestBody?.content['application/json']
    const examples = media ? Object.values(media.examples ?? {}).map(({ value }) => value) : [undefined]
    for (const example of examples) {
      if (media) expect(faultsOf(media.schema, example)).toEqual([])
      const { status, answer } = await ask(method, path.replace('/_emulator/', ''), example)
      const success = responses[String(status)]
      expect(success, `${status} ${JSON.stringify(answer)}`).toBeDefined()
      expect(answer === undefined).toBe(success?.content === undefined)
      if (answer) expect(faultsOf(success?.content?.['application/json']?.schema ?? {}, answer)).toEqual([])
    }
  })

  test('an answer that is not as described would be found', () => {
    const [ledger] = described.filter(({ operationId }) => operationId === 'getLedger')
    const { schema } = ledger!.responses['200']!.content!['application/json']!
    expect(faultsOf(schema, { requests: [], tasks: [{ id: 1 }], states: [] })).not.toEqual([])
  })

  test('and there is nothing else', async () => {
    const { ask } = await setup()
    const { status, answer } = await ask('GET', 'nothing')
    expect(status).toBe(404)
    const listed = String(answer?.error).match(/\/_emulator\/[a-z/]+/g)
    expect(new Set(listed)).toEqual(new Set(['/_emulator/nothing', ...described.map(({ path }) => path)]))
    for (const path of new Set(described.map((each) => each.path))) {
      const methods = described.filter((each) => each.path === path).map(({ method }) => method)
      const refused = { status: 405, answer: { error: `${path} takes ${methods.join(', ')}` } }
      expect(await ask('PATCH', path.replace('/_emulator/', ''))).toEqual(refused)
    }
  })
})

describe('the admin interface', () => {
  test('moves the time on, and settles', async () => {
    const { emulator, ask, remove, advance } = await setup()
    await remove('vco-1')
    await advance(19_999)
    expect(emulator.has('vco-1')).toBe(true)
    await advance(1)
    expect(emulator.has('vco-1')).toBe(false)
    await remove('vco-2')
    await ask('POST', 'settle', { id: 'vpn-1' })
    expect(emulator.has('vco-2')).toBe(false)
  })

  test.each([3_600_000, -3_600_000])('steps the wall clock by %i ms, and work goes on as it did', async (ms) => {
    const { emulator, clock, ask, remove, advance } = await setup()
    await remove('vco-1')
    const nowMs = clock.now() + ms
    expect(await ask('POST', 'clock/step', { ms })).toEqual({ status: 200, answer: { nowMs } })
    expect(await ask('GET', 'clock')).toMatchObject({ answer: { nowMs } })
    await advance(19_999)
    expect(emulator.has('vco-1')).toBe(true)
    await advance(1)
    expect(emulator.has('vco-1')).toBe(false)
  })

  test('cannot move a clock that runs by itself', async () => {
    const { ask, advance } = await setup({ clock: { now: () => 5, sleep: async () => {} } })
    expect(await advance(1)).toMatchObject({ status: 409 })
    expect(await ask('POST', 'clock/step', { ms: 1 })).toMatchObject({ status: 409 })
    expect(await ask('GET', 'clock')).toEqual({ status: 200, answer: { nowMs: 5 } })
  })

  test('gives back what was there in a snapshot, work under way too', async () => {
    const { emulator, ask, remove, advance } = await setup()
    await remove('vco-1')
    await advance(15_000)
    const { answer } = await ask('GET', 'snapshot')
    await advance(5_000)
    expect(emulator.has('vco-1')).toBe(false)
    expect(await ask('PUT', 'snapshot', answer)).toMatchObject({ status: 204 })
    expect(emulator.has('vco-1')).toBe(true)
    await advance(5_000)
    expect(emulator.has('vco-1')).toBe(false)
  })

  test('shows the newest of the ledger, and nothing of who signed', async () => {
    const { ask, url } = await setup()
    for (const nonce of ['1', '2', '3'])
      await fetch(`${url}/?Action=DescribeRegions&AccessKeyId=planted&Signature=planted&SignatureNonce=planted${nonce}`)
    const { answer } = await ask('GET', 'ledger?last=2&operation=DescribeRegions')
    expect(answer?.requests).toHaveLength(2)
    expect(JSON.stringify(answer)).not.toContain('planted')
  })

  test.each<[string, string, unknown, number, string]>([
    ['PUT', 'seed', { gatewys: 1 }, 400, 'gatewys'],
    ['PUT', 'seed', { gateways: [{ connections: 1, servers: 1 }] }, 400, 'servers'],
    ['PUT', 'seed', [1], 400, 'JSON object'],
    ['PUT', 'seed', undefined, 400, 'JSON object'],
    ['PUT', 'seed', { gateways: [{ regionId: 5 }] }, 400, 'regionId'],
    ['PUT', 'seed', { gateways: [{ fields: 'abc' }] }, 400, 'fields'],
    ['PUT', 'snapshot', { version: 1 }, 400, 'snapshot'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'flood' } }, 400, 'kind'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'html' }, time: 2 }, 400, 'time'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'html' }, times: null }, 400, 'times'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'throttle', retryAfter: 5 } }, 400, 'retryAfter'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'delay' } }, 400, 'ms'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'reset', work: 'half' } }, 400, 'work'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'refusal', code: 'A', status: 302 } }, 400, 'status'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'refusal', code: '<b>' } }, 400, 'code'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'html', status: null } }, 400, 'status'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: ['html'] } }, 400, 'kind'],
    ['POST', 'faults', { operation: ['DescribeRegions'], fault: { kind: 'html' } }, 400, 'operation'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'task' } }, 400, 'nothing in the background'],
    ['POST', 'faults', { operation: 'DeleteIpsecServer', fault: { kind: 'stale' } }, 400, 'is no read'],
    ['POST', 'faults', { operation: 'DescribeRegions', fault: { kind: 'no-total' } }, 400, 'lists no pages'],
    ['POST', 'faults', { operation: 'DescribeVpnConnections', fault: { kind: 'omitted', entry: 'vpn-1' } }, 400, 'entry'],
    ['POST', 'faults', { operation: 'DescribeVpnConnections', fault: { kind: 'other-id' } }, 400, 'reads no resource'],
    ['POST', 'faults', { operation: 'DescribeRegions' }, 400, 'kind'],
    ['POST', 'faults', {}, 400, 'operation'],
    ['POST', 'settle', { id: 'vpn-9' }, 400, 'vpn-9'],
    ['POST', 'settle', { id: 9 }, 400, 'id'],
    ['POST', 'clock/advance', { ms: -1 }, 400, 'ms'],
    ['POST', 'clock/advance', { ms: 1e15 }, 400, 'ms'],
    ['POST', 'clock/step', { ms: '1' }, 400, 'ms'],
    ['POST', 'clock/step', { ms: -1e15 }, 400, 'ms'],
    ['POST', 'clock/step', { by: 1 }, 400, 'by'],
    ['GET', 'ledger?last=all', undefined, 400, 'last'],
    ['GET', 'ledger?last=10001', undefined, 400, 'last must be a whole number up to 10000'],
    ['GET', 'toString', undefined, 404, 'there is no'],
  ])('%s %s with %j is answered %i, and nothing changes', async (method, path, body, status, words) => {
    const { emulator, ask } = await setup()
    const before = emulator.snapshot()
    expect(await ask(method, path, body)).toMatchObject({ status, answer: { error: expect.stringContaining(words) } })
    expect([emulator.snapshot(), emulator.faults]).toEqual([before, []])
  })

  test('refuses strangers and what is too long in JSON too', async () => {
    const { url } = await setup()
    const foreign = await fetch(`${url}/_emulator/reset`, { method: 'POST', headers: { origin: 'https://evil.example' } })
    expect([foreign.status, await foreign.json()]).toEqual([403, { error: expect.stringContaining('other machines') }])
  })

  test('keeps no more of a request than anybody wants to read', async () => {
    const { ask, url } = await setup()
    await fetch(url, { method: 'POST', body: new URLSearchParams({ Action: 'DescribeVpnGateway', VpnGatewayId: 'x'.repeat(500_000) }) })
    const { answer } = await ask('GET', 'ledger')
    expect(JSON.stringify(answer).length).toBeLessThan(1_000)
  })

  test('streams events as they happen', async () => {
    const { url, ask, remove, advance } = await setup()
    const stream = await fetch(`${url}/_emulator/events`)
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const until = async (words: string) => {
      while (!text.includes(words)) text += (await reader.read()).value ?? ''
    }
    await until(': listening\n\n')
    await remove('vco-1')
    await advance(20_000)
    await ask('POST', 'reset')
    await until('event: reset')
    const names = [...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name)
    expect(names).toEqual(['task', 'state', 'request', 'task', 'state', 'state', 'reset'])
    const states = [...text.matchAll(/^event: state\ndata: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as { id: string; state: string })
    expect(states.map(({ id, state }) => `${id} ${state}`)).toEqual(['vpn-1 updating', 'vco-1 absent', 'vpn-1 active'])
    await reader.cancel()
  })
})

const run = promisify(execFile)
// curl is what the page is written for, but not every machine has it.
const hasCurl = await succeeds(run('curl', ['--version']))
const folder = temporaryFolder()
const page = readFileSync(new URL('../../../docs/emulator-server.md', import.meta.url), 'utf8')

test.skipIf(!hasCurl && !process.env.CI)('the page about the port can be typed as it stands (needs curl)', async () => {
  const [startIt = '', ...blocks] = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  const options = /vpngw-emulator (.*)/.exec(startIt)?.[1]?.replace('4010', '0').split(' ') ?? []
  const url = await vpngwEmulator(...options).ready()
  const typed = blocks.flatMap((block) => block.trim().split('\n'))
  expect(typed.length).toBeGreaterThan(15)
  for (const [at, line] of typed.entries()) {
    if (line.startsWith('# ')) continue
    const next = typed[at + 1] ?? ''
    const shown = await outputOf(line.replaceAll('http://127.0.0.1:4010', url))
    if (next.startsWith('# ')) expect(shown, line).toContain(next.slice(2))
    else expect(shown, line).toBe('')
  }
})

test('the page about the port lists every kind of fault, and so does the description', async () => {
  const { ask } = await setup()
  const { answer } = await ask('POST', 'faults', { operation: 'DescribeRegions' })
  const kinds = String(answer?.error).split('one of ')[1]?.split(', ') ?? []
  const [table = ''] = page.split('## Faults\n')[1]?.split('\n## ') ?? []
  const cells = [...table.matchAll(/^\| (`.*?) \|/gm)].map(([, cell]) => cell).join()
  const listed = [...cells.matchAll(/`([\w-]+)`/g)].map(([, kind]) => kind)
  expect(new Set(listed)).toEqual(new Set(kinds))
  const { oneOf } = description.components.schemas.Fault
  expect(new Set(oneOf.flatMap(({ properties: { kind } }) => kind.enum ?? [kind.const]))).toEqual(new Set(kinds))
})

/** Gives what a shell prints for a line; a stream that curl stops listening to is no failure. */
async function outputOf(line: string): Promise<string> {
  const { stdout } = await run('bash', ['-c', line], { cwd: folder }).catch((error) => {
    if (error.code === 28) return error as { readonly stdout: string }
    throw error
  })
  return stdout.trimEnd()
}
