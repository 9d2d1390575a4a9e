import { expect, test } from 'vitest'
import { contractOf } from '../src/contract/contract.ts'
import { readSpec } from '../src/document.ts'
import { specFile } from '../src/files.ts'
import { operationTable } from '../src/operations.ts'

type Any = ReturnType<typeof JSON.parse>

const spec = readSpec(specFile)
const contract: Any = JSON.parse(JSON.stringify(contractOf(spec)))
const table: Any = operationTable(spec)

/** Every value of a document, whatever it is in. */
function* valuesIn(value: Any): Iterable<Any> {
  yield value
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) yield* valuesIn(each)
}

function resolved(value: Any): Any {
  if (typeof value?.$ref !== 'string') return value
  return value.$ref
    .slice(2)
    .split('/')
    .reduce((at: Any, key: string) => at[key], contract)
}

test('each operation is a path of its own: a GET that reads, or a POST of JSON that changes something', () => {
  expect(Object.keys(contract.paths)).toEqual(Object.keys(table).map((name) => `/${name}`))
  for (const [path, item] of Object.entries<Any>(contract.paths)) {
    const { verb } = table[path.slice(1)]
    const changes = verb === 'delete' || verb === 'write'
    expect(Object.keys(item)).toEqual([changes ? 'post' : 'get'])
    const operation = item.post ?? item.get
    expect(operation).toMatchObject({ operationId: path.slice(1), tags: [expect.any(String)], summary: expect.any(String) })
    expect(Object.keys(operation.requestBody?.content ?? {})).toEqual(changes ? ['application/json'] : [])
  }
})

test('nothing of the wire is in it: no selector, version, format, signature, XML or extension of ours', () => {
  const { operationParameter, versionParameter, formatParameter } = spec.document['x-rpc']
  for (const { get, post } of Object.values<Any>(contract.paths)) {
    const names = [...((get ?? post).parameters?.map((each: Any) => resolved(each).name) ?? [])]
    const fields = post ? Object.keys(resolved(post.requestBody.content['application/json'].schema).properties) : []
    for (const name of [operationParameter, versionParameter, formatParameter]) expect([...names, ...fields]).not.toContain(name)
  }
  const keys = [...valuesIn(contract)].flatMap((value) => (typeof value === 'object' && value !== null ? Object.keys(value) : []))
  expect(new Set(keys.filter((key) => key.startsWith('x-') || key === 'xml' || key === 'application/xml' || key === 'allOf'))).toEqual(
    new Set(['x-extensible-enum', spec.document['x-rpc'].retryAfterHeader]),
  )
})

test('a path behind the server stays on the origin of a page', () => {
  const urls = contract.servers.flatMap(({ url }: Any) => Object.keys(contract.paths).map((path) => [url, path]))
  for (const [url, path] of urls)
    expect(new URL(`${url}${path}`, 'https://console.example').href).toBe(`https://console.example/api/vpn-gateway${path}`)
})

test('the region may be left out, and nothing else that is required', () => {
  for (const [name, { parameters }] of Object.entries<Any>(table)) {
    const { get, post } = contract.paths[`/${name}`]
    const required = get
      ? get.parameters.filter((each: Any) => each.required).map((each: Any) => each.name)
      : resolved(post.requestBody.content['application/json'].schema).required
    const expected = Object.entries<Any>(parameters).filter(([key, rule]) => rule.required && key !== 'RegionId')
    expect(required, name).toEqual(expected.map(([key]) => key))
  }
})

test('lists are written again and again, and those of objects as texts of JSON', () => {
  const lists = Object.values<Any>(contract.paths).flatMap(
    ({ get }) => get?.parameters.filter(({ schema }: Any) => schema.type === 'array') ?? [],
  )
  expect(lists.length).toBeGreaterThan(2)
  for (const { style, explode, schema } of lists) {
    expect([style, explode]).toEqual(['form', true])
    expect(resolved(schema.items).type).toBe('string')
  }
  expect(lists.map(({ schema }: Any) => schema.items.contentMediaType)).toContain('application/json')
})

test('every answer forbids caches to keep it, and errors say which codes are known', () => {
  for (const { get, post } of Object.values<Any>(contract.paths)) {
    const { responses } = get ?? post
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '403', 'default']))
    for (const [status, reference] of Object.entries<Any>(responses)) {
      const { headers, content } = resolved(reference)
      expect(resolved(headers['Cache-Control']).schema).toEqual({ const: 'no-store' })
      expect(Object.keys(content)).toEqual(['application/json'])
      const schema = resolved(content['application/json'].schema)
      expect(schema.required).toContain('RequestId')
      if (status !== '200') expect(schema.properties.Code['x-extensible-enum'].length).toBeGreaterThan(0)
    }
  }
})

test('each operation lists the refusals of its most usual status, and takes a key where it takes a token', () => {
  for (const { get, post } of Object.values<Any>(contract.paths)) {
    const schema = resolved(resolved((get ?? post).responses['400']).content['application/json'].schema)
    expect(schema.properties.Code['x-extensible-enum']).toEqual(expect.arrayContaining(['Throttling.User', 'InvalidParameter']))
  }
  const { ClientToken } = resolved({ $ref: '#/components/schemas/DeleteVpnConnectionParameters' }).properties
  const { description: _, ...rules } = ClientToken
  expect(contract.components.parameters['Idempotency-Key'].schema).toEqual(rules)
})

test('a dry run that passed is an answer, and no error', () => {
  const { responses } = contract.paths['/DeleteIpsecServer'].post
  expect(resolved(responses['200'].content['application/json'].schema).properties).toMatchObject({
    dryRun: { const: 'passed' },
    alreadyGone: { const: true },
  })
  const codes = [...valuesIn(resolved(responses['400'].content['application/json'].schema))]
  expect(codes).not.toContain('DryRunOperation')
  expect(codes).toContain('VpnGateway.Configuring')
})

test('an idempotency key has no example or default, which a page for trying operations would send again and again', () => {
  const keys = Object.values<Any>(contract.paths).flatMap(({ post }) => post?.parameters.map(resolved) ?? [])
  expect(keys.length).toBeGreaterThan(1)
  for (const key of keys) {
    expect(key.name).toBe('Idempotency-Key')
    expect(Object.keys({ ...key, ...key.schema }).filter((name) => /example|default/.test(name))).toEqual([])
  }
})

test('only what is required has an example: a filter that a page fills in by itself would hide what is there', () => {
  for (const { get } of Object.values<Any>(contract.paths))
    for (const { name, required, example } of get?.parameters ?? [])
      expect([name, example !== undefined]).toEqual([name, required === true])
})

test('every reference leads somewhere', () => {
  const references = [...valuesIn(contract)].filter((value) => typeof value?.$ref === 'string')
  expect(references.length).toBeGreaterThan(50)
  for (const reference of references) expect(resolved(reference), reference.$ref).toBeDefined()
})
