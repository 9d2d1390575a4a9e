import { createVpnGatewayClient } from '@vpn-gateway/client'
import type { ErrorCode } from '@vpn-gateway/core'
import { undocumentedErrors } from '@vpn-gateway/core/catalogue'
import { describe, expect, test } from 'vitest'
import { type EmulatorOptions, mockOperation, type OperationName } from '../src/index.ts'
import { createScenario, optionError } from './scenario.ts'

const setup = (options: EmulatorOptions = {}) => createScenario({ progression: { timeMs: 10_000 }, ...options })

describe('a fault', () => {
  test.each(undocumentedErrors)('can be $code, which no operation documents, and is of the kind $kind', async ({ code, kind, status }) => {
    const { emulator, read } = setup()
    emulator.failNext('DescribeVpnConnection', code as ErrorCode)
    await expect(read('vco-1')).rejects.toMatchObject({ name: 'ServiceError', code, kind, status })
    const fetch = mockOperation('DescribeVpnConnection', ({ fail }) => fail(code as ErrorCode<'DescribeVpnConnection'>))
    const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', fetch })
    await expect(client.describeVpnConnection({ VpnConnectionId: 'vco-1' })).rejects.toMatchObject({ code, kind, status })
  })

  test('is refused where so many are to come that they would cost memory, and for an id that is none', () => {
    const { emulator } = setup()
    expect(() => emulator.inject('DescribeVpnConnection', { kind: 'truncated' }, { id: 'x'.repeat(129) })).toThrow(/^id must be/)
    expect(() => emulator.inject('DescribeVpnConnections', { kind: 'omitted', entry: `vco-${'x'.repeat(200)}` })).toThrow(/^entry must be/)
    for (let planned = 0; planned < 10_000; planned += 1) emulator.inject('DescribeVpnConnection', { kind: 'truncated' })
    expect(() => emulator.inject('DescribeRegions', { kind: 'truncated' })).toThrow(/^operation has 10000 faults to come; clear them/)
    emulator.clearFaults()
    emulator.inject('DescribeRegions', { kind: 'truncated' })
  })

  test('can be a throttle with a hint', async () => {
    const { emulator, read } = setup()
    emulator.inject('DescribeVpnConnection', { kind: 'throttle', retryAfterMs: 1_500 })
    await expect(read('vco-1')).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 1_500 })
    expect(await read('vco-1')).toMatchObject({ VpnConnectionId: 'vco-1' })
  })

  test.each([
    ['reset', 'done', 'NetworkError', 1],
    ['reset', 'not-done', 'NetworkError', 0],
    ['timeout', 'done', 'TimeoutError', 1],
    ['timeout', 'not-done', 'TimeoutError', 0],
  ] as const)('can be a %s with the work %s: a connection that breaks, or an answer that never comes', async (kind, work, name, tasks) => {
    const { emulator, remove, clock } = setup()
    emulator.inject('DeleteVpnConnection', { kind, work })
    await expect(remove('vco-1')).rejects.toMatchObject({ name })
    expect(emulator.ledger.tasks).toHaveLength(tasks)
    expect(clock.sleepers).toBe(0)
  })

  test.each([
    ['html', 502],
    ['empty', 503],
    ['truncated', 200],
  ] as const)('can be an answer that is %s, in the status %i', async (kind, status) => {
    const { emulator, read } = setup()
    emulator.inject('DescribeVpnConnection', { kind })
    await expect(read('vco-1')).rejects.toMatchObject({ name: 'UnreadableAnswerError', status })
  })

  test('can be a refusal with a code that the spec does not document, and nothing is done', async () => {
    const { emulator, remove } = setup()
    emulator.inject('DeleteVpnConnection', { kind: 'refusal', code: 'SystemBusy' })
    emulator.inject('DeleteVpnConnection', { kind: 'refusal', code: 'Made.Up_9', status: 418, message: 'No %s <today>' })
    await expect(remove('vco-1')).rejects.toMatchObject({ kind: 'busy', code: 'SystemBusy', status: 400 })
    const message = expect.stringContaining('No %s <today>')
    await expect(remove('vco-1')).rejects.toMatchObject({ kind: 'stop', code: 'Made.Up_9', status: 418, message })
    expect(emulator.ledger.requests).toMatchObject([{ code: 'SystemBusy' }, { code: 'Made.Up_9', status: 418 }])
    expect(emulator.ledger.tasks).toEqual([])
  })

  test.each([
    ['html', 429],
    ['html', 302],
    ['html', 200],
    ['empty', 408],
    ['empty', 204],
    ['empty', 304],
  ] as const)('can be %s with the status %i', async (kind, status) => {
    const { emulator, remove } = setup()
    emulator.inject('DeleteVpnConnection', { kind, status })
    await expect(remove('vco-1')).rejects.toMatchObject({ name: 'UnreadableAnswerError', status })
    expect(emulator.ledger.tasks).toEqual([])
  })

  test('can be a delay, in which the same request is still at work', async () => {
    const { emulator, remove, clock } = setup()
    emulator.inject('DeleteVpnConnection', { kind: 'delay', ms: 4_000 })
    const startedAt = clock.now()
    const slow = remove('vco-1', 'token-1')
    await expect(remove('vco-1', 'token-1')).rejects.toMatchObject({ kind: 'busy', code: 'LastTokenProcessing' })
    const { RequestId } = await slow
    expect(clock.now() - startedAt).toBe(4_000)
    expect(await remove('vco-1', 'token-1')).toEqual({ RequestId })
  })

  test('can be a delay that the caller does not wait for: what he asked for is done, and his token knows it', async () => {
    const { clock, emulator, client, remove } = setup()
    emulator.inject('DeleteVpnConnection', { kind: 'delay', ms: 4_000 })
    const impatient = client.deleteVpnConnection({ VpnConnectionId: 'vco-1', ClientToken: 'token-1' }, { timeoutMs: 1_000 })
    await expect(impatient).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await remove('vco-1', 'token-1')).toMatchObject({ RequestId: expect.any(String) })
    expect(emulator.ledger.tasks).toHaveLength(1)
    expect(clock.sleepers).toBe(0)
  })

  test('can be a read that is stale by one change, and by no more', async () => {
    const { clock, emulator, client, remove, read } = setup()
    await remove('vco-1')
    await clock.sleep(10_000)
    await remove('vco-2')
    await clock.sleep(10_000)
    emulator.inject('DescribeVpnConnection', { kind: 'stale' }, { times: 2 })
    emulator.inject('DescribeVpnConnections', { kind: 'stale' })
    await expect(read('vco-1')).rejects.toMatchObject({ kind: 'gone' })
    expect(await read('vco-2')).toMatchObject({ VpnConnectionId: 'vco-2' })
    expect((await client.describeVpnConnections({ VpnGatewayId: 'vpn-1' })).TotalCount).toBe(1)
  })

  test('can be a read that is stale: what was gone is there, what is free is busy, and the other way round', async () => {
    const { emulator, remove, read, status, clock, client } = setup({ updatingAfterMs: 0 })
    await remove('vco-1')
    emulator.inject('DescribeVpnGateway', { kind: 'stale' })
    expect([await status(), await status()]).toEqual(['active', 'updating'])
    await clock.sleep(10_000)
    emulator.inject('DescribeVpnGateway', { kind: 'stale' })
    emulator.inject('DescribeVpnConnection', { kind: 'stale' })
    emulator.inject('DescribeVpnConnections', { kind: 'stale' })
    expect([await status(), await status()]).toEqual(['updating', 'active'])
    expect(await read('vco-1')).toMatchObject({ VpnConnectionId: 'vco-1' })
    await expect(read('vco-1')).rejects.toMatchObject({ kind: 'gone' })
    expect([(await client.describeVpnConnections()).TotalCount, (await client.describeVpnConnections()).TotalCount]).toEqual([2, 1])
  })

  test('can be a task that fails: the gateway is free again, and the resource still there', async () => {
    const { emulator, remove, read, status, clock } = setup({ updatingAfterMs: 0 })
    emulator.inject('DeleteVpnConnection', { kind: 'task' })
    await remove('vco-1')
    expect(await status()).toBe('updating')
    await clock.sleep(10_000)
    expect(await status()).toBe('active')
    expect(await read('vco-1')).toMatchObject({ VpnConnectionId: 'vco-1' })
    expect(emulator.ledger.tasks).toMatchObject([{ id: 'vco-1', failed: true }])
    await remove('vco-1')
    await clock.sleep(10_000)
    expect(emulator.has('vco-1')).toBe(false)
  })

  test('can be a read that is about another id, or about none', async () => {
    const { emulator, client, remove } = setup({ progression: 'immediate' })
    const shown = async (): Promise<Record<string, unknown>> => {
      const query = 'Action=DescribeVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1'
      const response = await emulator.fetch(new Request(`https://vpc.aliyuncs.com/?${query}`))
      return { ...((await response.json()) as object), RequestId: '', status: response.status }
    }
    const usual = await shown()
    for (const fault of [{}, { shown: 'vco-2' }, { shown: '' }]) emulator.inject('DescribeVpnConnection', { kind: 'other-id', ...fault })
    const stranger = await shown()
    expect(stranger).toEqual({ ...usual, VpnConnectionId: expect.stringMatching(/^vco-/) })
    expect([emulator.has(String(stranger.VpnConnectionId)), stranger.VpnConnectionId === 'vco-1']).toEqual([false, false])
    expect(await shown()).toEqual({ ...usual, VpnConnectionId: 'vco-2' })
    const { VpnConnectionId: _, ...nameless } = usual
    expect(await shown()).toEqual(nameless)
    expect(await shown()).toEqual(usual)
    emulator.inject('DescribeVpnGateway', { kind: 'other-id', shown: 'vpn-9' })
    expect(await client.describeVpnGateway({ VpnGatewayId: 'vpn-1' })).toMatchObject({ VpnGatewayId: 'vpn-9', Status: 'active' })
    emulator.inject('DescribeVpnConnection', { kind: 'other-id' })
    await remove('vco-1')
    expect(await shown()).toMatchObject({ status: 404 })
  })

  test('can be a listing that leaves one entry out, as if it were not there', async () => {
    const { emulator, client } = setup({ gateways: [{ connections: ['vco-1', 'vco-2', 'vco-3'] }] })
    const listed = async (paging = {}) => {
      const { VpnConnections, TotalCount } = await client.describeVpnConnections(paging)
      return [VpnConnections?.VpnConnection?.map((each) => each.VpnConnectionId), TotalCount]
    }
    const fault = (entry?: string) => emulator.inject('DescribeVpnConnections', { kind: 'omitted', ...(entry !== undefined && { entry }) })
    fault()
    expect(await listed()).toEqual([['vco-2', 'vco-3'], 2])
    fault('vco-2')
    expect(await listed()).toEqual([['vco-1', 'vco-3'], 2])
    fault('vco-1')
    expect(await listed({ PageSize: 1, PageNumber: 2 })).toEqual([['vco-3'], 2])
    fault()
    expect(await listed({ PageSize: 1, PageNumber: 3 })).toEqual([[], 2])
    fault('vco-9')
    expect(await listed()).toEqual([['vco-1', 'vco-2', 'vco-3'], 3])
  })

  test('can be a page by token that leaves its only entry out, and a page that is shorter than it should be', async () => {
    const { emulator, client } = setup({ gateways: Array.from({ length: 5 }, (_, at) => ({ servers: [`iss-${at}`] })) })
    const listed = async (paging = {}) => {
      const { IpsecServers, TotalCount, NextToken } = await client.listIpsecServers(paging)
      return [IpsecServers?.map((each) => each.IpsecServerId), TotalCount, NextToken]
    }
    const [, , second] = await listed({ MaxResults: 4 })
    emulator.inject('ListIpsecServers', { kind: 'omitted' })
    expect(await listed({ MaxResults: 4, NextToken: second })).toEqual([[], 4, undefined])
    emulator.inject('ListIpsecServers', { kind: 'short-page' }, { times: 3 })
    expect(await listed({ MaxResults: 4 })).toEqual([['iss-0', 'iss-1'], 5, second])
    expect(await listed({ MaxResults: 4, NextToken: second })).toEqual([[], 5, undefined])
    expect(await listed()).toEqual([['iss-0', 'iss-1'], 5, undefined])
    expect(await listed({ MaxResults: 4 })).toEqual([['iss-0', 'iss-1', 'iss-2', 'iss-3'], 5, second])
  })

  test('can be a numbered page that is shorter than it should be, and one without its total', async () => {
    const { emulator, client } = setup({ gateways: [{ connections: 5 }] })
    const page = async (PageNumber: number) => {
      const { VpnConnections, ...rest } = await client.describeVpnConnections({ PageSize: 3, PageNumber })
      return { count: VpnConnections?.VpnConnection?.length, ...rest }
    }
    emulator.inject('DescribeVpnConnections', { kind: 'short-page' }, { times: 2 })
    expect(await page(1)).toMatchObject({ count: 1, TotalCount: 5, PageNumber: 1, PageSize: 3 })
    expect(await page(2)).toMatchObject({ count: 1, TotalCount: 5, PageNumber: 2 })
    emulator.inject('DescribeVpnConnections', { kind: 'no-total' })
    const totalless = await page(1)
    expect(totalless).toMatchObject({ count: 3, PageNumber: 1, PageSize: 3 })
    expect(totalless).not.toHaveProperty('TotalCount')
    expect(await page(1)).toMatchObject({ count: 3, TotalCount: 5 })
  })

  test('can be an answer in XML that lacks what it should have', async () => {
    const { emulator } = setup()
    const ask = async (query: string) =>
      (await emulator.fetch(new Request(`https://vpc.aliyuncs.com/?RegionId=cn-hangzhou&Format=XML&${query}`))).text()
    emulator.inject('DescribeVpnConnection', { kind: 'other-id', shown: '' })
    emulator.inject('DescribeVpnConnections', { kind: 'no-total' })
    expect(await ask('Action=DescribeVpnConnection&VpnConnectionId=vco-1')).not.toContain('<VpnConnectionId>')
    expect(await ask('Action=DescribeVpnConnections')).not.toContain('<TotalCount>')
  })

  test('can be a key that has expired, on an emulator with keys and on one without', async () => {
    for (const credentials of [[], [{ accessKeyId: 'id', accessKeySecret: 'secret' }]]) {
      const { clock, emulator } = setup({ credentials })
      const [own] = credentials
      const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', clock, fetch: emulator.fetch, ...(own && { credentials: own }) })
      emulator.inject('DeleteVpnConnection', { kind: 'expired-key' })
      emulator.inject('DescribeRegions', { kind: 'expired-key' })
      const expired = { kind: 'stop', code: 'InvalidSecurityToken.Expired', status: 400 }
      await expect(client.deleteVpnConnection({ VpnConnectionId: 'vco-1' })).rejects.toMatchObject(expired)
      await expect(client.describeRegions()).rejects.toMatchObject(expired)
      expect(emulator.ledger.tasks).toEqual([])
      expect(await client.describeRegions()).toHaveProperty('RequestId')
    }
  })

  test('can be meant for one resource', async () => {
    const { emulator, read } = setup()
    emulator.inject('DescribeVpnConnection', { kind: 'error', code: 'Forbidden' }, { id: 'vco-2', times: 2 })
    expect(await read('vco-1')).toMatchObject({ VpnConnectionId: 'vco-1' })
    await expect(read('vco-2')).rejects.toMatchObject({ code: 'Forbidden' })
  })

  test('comes at all requests where its rate is 1', async () => {
    const { emulator, read } = setup()
    emulator.inject('DescribeVpnConnection', { kind: 'html' }, { rate: 1 })
    for (let time = 0; time < 3; time += 1) await expect(read('vco-1')).rejects.toMatchObject({ name: 'UnreadableAnswerError' })
  })

  test('can come by chance, the same for the same seed', async () => {
    const run = async (seed: number) => {
      const { emulator, shows } = setup({ seed })
      emulator.inject('DescribeVpnConnection', { kind: 'empty' }, { rate: 0.3 })
      return Promise.all(Array.from({ length: 200 }, () => shows('vco-1')))
    }
    const [once, again, other] = [await run(5), await run(5), await run(6)]
    expect(once).toEqual(again)
    expect(once).not.toEqual(other)
    const failed = once.filter((isShown) => !isShown).length
    expect(failed).toBeGreaterThan(40)
    expect(failed).toBeLessThan(80)
  })

  test.each<[unknown, unknown, string]>([
    [{ kind: 'error', code: 'OperationConflict' }, {}, 'code'],
    [{ kind: 'flood' }, {}, 'kind'],
    [{ kind: 'delay' }, {}, 'ms'],
    [{ kind: 'refusal' }, {}, 'code'],
    [{ kind: 'refusal', code: 'a b' }, {}, 'code'],
    [{ kind: 'refusal', code: 'A'.repeat(101) }, {}, 'code'],
    [{ kind: 'refusal', code: 'A', status: 200 }, {}, 'status'],
    [{ kind: 'refusal', code: 'A', status: '400' }, {}, 'status'],
    [{ kind: 'refusal', code: 'A', status: 400.5 }, {}, 'status'],
    [{ kind: 'refusal', code: 'A', message: 7 }, {}, 'message'],
    [{ kind: 'html', status: 199 }, {}, 'status'],
    [{ kind: 'html', status: 204 }, {}, 'status'],
    [{ kind: 'empty', status: 600 }, {}, 'status'],
    [{ kind: 'truncated', status: 200 }, {}, 'fault'],
    [{ kind: 'empty' }, { rate: 2 }, 'rate'],
    [{ kind: 'empty' }, { times: 0 }, 'times'],
    [{ kind: 'empty' }, { ids: 'vco-1' }, 'options'],
    [{ kind: 'empty' }, { id: 7 }, 'id'],
  ])('that means nothing is refused: %j %j', (fault, when, option) => {
    expect(() => setup().emulator.inject('DeleteVpnConnection', fault as never, when as never)).toThrow(optionError(option))
  })
})

test.each<[OperationName, unknown, object, string]>([
  ['DeleteVpnConnection', { kind: 'other-id' }, {}, 'kind'],
  ['DescribeVpnConnections', { kind: 'other-id' }, {}, 'kind'],
  ['DescribeVpnConnection', { kind: 'other-id', shown: 7 }, {}, 'shown'],
  ['DescribeVpnConnection', { kind: 'other-id', shown: 'vco-1' }, { id: 'vco-1' }, 'shown'],
  ['DescribeVpnConnection', { kind: 'omitted' }, {}, 'kind'],
  ['DescribeRegions', { kind: 'omitted' }, {}, 'kind'],
  ['DescribeVpnConnections', { kind: 'omitted', entry: 'vpn-1' }, {}, 'entry'],
  ['DescribeVpnConnections', { kind: 'omitted', entry: null }, {}, 'entry'],
  ['DescribeVpnGateway', { kind: 'short-page' }, {}, 'kind'],
  ['DescribeRegions', { kind: 'short-page' }, {}, 'kind'],
  ['DescribeRegions', { kind: 'no-total' }, {}, 'kind'],
  ['DescribeVpnConnections', { kind: 'no-total', entry: 'vco-1' }, {}, 'fault'],
])('%s cannot meet %j %j', (operation, fault, when, option) => {
  const { emulator } = setup()
  expect(() => emulator.inject(operation, fault as never, when)).toThrow(optionError(option))
  expect(emulator.faults).toEqual([])
})

test('the ledger has requests in fields that hold no secret', async () => {
  const credentials = { accessKeyId: 'id', accessKeySecret: 'planted-secret' }
  const { clock, emulator, remove } = setup({ credentials: [credentials] })
  const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', clock, fetch: emulator.fetch, signing: 'v1', credentials })
  await remove('vco-1').catch(() => {})
  await client.deleteVpnConnection({ VpnConnectionId: 'vco-1', ClientToken: 'token-1' })
  const parameters = { RegionId: 'cn-hangzhou', VpnConnectionId: 'vco-1' }
  expect(emulator.ledger.of('DeleteVpnConnection')).toMatchObject([
    { parameters, status: 400, code: 'IncompleteSignature' },
    { parameters: { ...parameters, ClientToken: 'token-1' }, status: 200 },
  ])
  expect(JSON.stringify(emulator.ledger.requests)).not.toMatch(/planted|"Signature|"AccessKeyId/)
  expect(emulator.ledger.of('DescribeRegions')).toEqual([])
})

describe('idempotency tokens', () => {
  test('are forgotten after their time, and the oldest where there are too many', async () => {
    const { remove, clock, emulator } = setup({ tokens: { rememberMs: 60_000, limit: 2 }, progression: 'immediate' })
    const { RequestId } = await remove('vco-1', 'token-1')
    expect(await remove('vco-1', 'token-1')).toEqual({ RequestId })
    await clock.sleep(60_001)
    await expect(remove('vco-1', 'token-1')).rejects.toMatchObject({ kind: 'gone' })
    emulator.reset()
    await remove('vco-1', 'token-1')
    for (const token of ['token-2', 'token-3']) await remove('vco-2', token).catch(() => {})
    expect(await remove('vco-1', 'token-1')).toHaveProperty('RequestId')
  })

  test('of refused requests may be used again, unless refusals are remembered', async () => {
    for (const refusals of [false, true]) {
      const { remove, emulator } = setup({ tokens: { refusals }, progression: 'manual' })
      await remove('vco-1')
      await expect(remove('vco-2', 'token-1')).rejects.toMatchObject({ kind: 'busy' })
      emulator.settle('vpn-1')
      const again = remove('vco-2', 'token-1')
      await (refusals ? expect(again).rejects.toMatchObject({ kind: 'busy' }) : expect(again).resolves.toHaveProperty('RequestId'))
    }
  })
})

describe('everything', () => {
  test('can be kept as data and made again, what is under way too', async () => {
    const { emulator, remove, clock, status } = setup({ updatingAfterMs: 0 })
    await remove('vco-1')
    await clock.sleep(4_000)
    const kept = JSON.parse(JSON.stringify(emulator.snapshot()))
    await clock.sleep(6_000)
    expect(emulator.has('vco-1')).toBe(false)
    emulator.restore(kept)
    expect([emulator.has('vco-1'), await status()]).toEqual([true, 'updating'])
    const other = setup({ progression: 'manual' })
    other.emulator.restore(kept)
    expect(other.emulator.resources().map(({ id }) => id)).toEqual(['vpn-1', 'vco-1', 'vco-2'])
    await other.clock.sleep(6_000)
    expect(other.emulator.has('vco-1')).toBe(false)
  })

  test('can be made as it was at first', async () => {
    const { emulator, remove, read } = setup({ progression: 'immediate' })
    await remove('vco-1')
    emulator.failNext('DescribeVpnConnection', 'Forbidden')
    emulator.reset()
    expect(await read('vco-1')).toMatchObject({ VpnConnectionId: 'vco-1' })
    expect(emulator.ledger.requests).toHaveLength(1)
    expect(emulator.ledger.tasks).toEqual([])
  })
})

test('a snapshot of another kind is none', () => {
  expect(() => setup().emulator.restore({ planted: 1 } as never)).toThrow(optionError('snapshot'))
})

test('after a reset the same is drawn again', async () => {
  const { clock, emulator, remove, shows } = setup({ progression: { medianMs: 20_000, sigma: 0.5 } })
  const course = async () => {
    emulator.inject('DescribeVpnConnection', { kind: 'html' }, { rate: 0.5 })
    const drawn: boolean[] = []
    for (let time = 0; time < 20; time += 1) drawn.push(await shows('vco-2'))
    const from = clock.now()
    await remove('vco-1')
    await clock.sleep(10 ** 6)
    return [drawn, (emulator.ledger.tasks[0]?.endedAtMs ?? 0) - from]
  }
  const first = await course()
  emulator.reset()
  expect(await course()).toEqual(first)
})
