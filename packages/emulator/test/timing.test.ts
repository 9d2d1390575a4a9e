import { describe, expect, test } from 'vitest'
import { createEmulator, createVirtualClock, type EmulatorOptions } from '../src/index.ts'
import { createScenario, optionError } from './scenario.ts'

const setup = (options: EmulatorOptions) => createScenario(options, createVirtualClock({ auto: false }))

/** Measures how long each of many deletions takes, to the second. */
async function durations(seed: number, count = 200): Promise<number[]> {
  const { clock, emulator, remove } = setup({
    gateways: Array.from({ length: count }, () => ({ connections: 1 })),
    progression: { medianMs: 20_000, sigma: 0.5 },
    seed,
  })
  const left = new Set(emulator.resources().flatMap(({ id, parentId }) => (parentId === undefined ? [] : [id])))
  for (const id of left) await remove(id)
  const taken: number[] = []
  for (let second = 1; left.size > 0; second += 1) {
    await clock.advance(1000)
    for (const id of left) {
      if (emulator.has(id)) continue
      left.delete(id)
      taken.push(second)
    }
  }
  return taken
}

describe('drawn durations', () => {
  test('have the median and the spread that were asked for', async () => {
    const logs = (await durations(7)).map(Math.log)
    const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length
    const sigma = Math.sqrt(logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / logs.length)
    expect(Math.exp(mean)).toBeGreaterThan(18)
    expect(Math.exp(mean)).toBeLessThan(23)
    expect(sigma).toBeGreaterThan(0.4)
    expect(sigma).toBeLessThan(0.6)
  })

  test('are the same for the same seed, and others for another', async () => {
    expect(await durations(3, 20)).toEqual(await durations(3, 20))
    expect(await durations(3, 20)).not.toEqual(await durations(4, 20))
  })
})

test('how late "updating" shows can be drawn between two bounds', async () => {
  const gateways = Array.from({ length: 50 }, (_, at) => ({ id: `vpn-${at}`, connections: [`vco-${at}`] }))
  const { clock, client, remove } = setup({ gateways, progression: 'manual', updatingAfterMs: { minMs: 1000, maxMs: 5000 } })
  for (const { connections } of gateways) await remove(connections[0]!)
  const shown = async () => {
    const reads = await Promise.all(gateways.map(({ id }) => client.describeVpnGateway({ VpnGatewayId: id })))
    return reads.filter(({ Status }) => Status === 'updating').length
  }
  await clock.advance(999)
  expect(await shown()).toBe(0)
  await clock.advance(2000)
  expect(await shown()).toBeGreaterThan(10)
  expect(await shown()).toBeLessThan(40)
  await clock.advance(2001)
  expect(await shown()).toBe(50)
})

test('reads flap only while the gateway reads "updating"', async () => {
  const { clock, client, remove, read, status } = setup({ progression: { timeMs: 10_000 }, updatingAfterMs: 2_000, flappingReads: 1 })
  const entries = async () => (await client.describeVpnConnections({ VpnGatewayId: 'vpn-1' })).VpnConnections?.VpnConnection?.length
  await remove('vco-1')
  expect(await entries()).toBe(2)
  await clock.advance(5_000)
  expect(await entries()).toBe(0)
  expect(await status()).toBe('updating')
  await expect(read('vco-2')).rejects.toMatchObject({ kind: 'gone' })
  await clock.advance(5_000)
  expect(await entries()).toBe(1)
  expect(await read('vco-2')).toMatchObject({ VpnConnectionId: 'vco-2' })
})

test.each([
  [{ progression: { medianMs: 1 } }, 'progression'],
  [{ progression: { timeMs: 1, sigma: 1 } }, 'progression'],
  [{ updatingAfterMs: { minMs: 2, maxMs: 1 } }, 'updatingAfterMs'],
  [{ flappingReads: 2 }, 'flappingReads'],
  [{ seed: 0.5 }, 'seed'],
])('%j is refused', (options, option) => {
  expect(() => createEmulator(options as never)).toThrow(optionError(option))
})
