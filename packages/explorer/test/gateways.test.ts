import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { closeBrowser, hasBrowser, type Opened, open, violations } from './browser.ts'

afterAll(closeBrowser)

describe.skipIf(!hasBrowser)('gateways, in Chromium', { timeout: 60_000 }, () => {
  let opened: Opened
  const begin = async (...given: Parameters<typeof open>) => {
    opened = await open(...given)
    await opened.page.getByRole('tab', { name: 'Gateways' }).click()
    await gateway('vpn-1').waitFor()
    return opened
  }
  const gateway = (id: string) => opened.page.getByRole('region', { name: id, exact: true })
  const story = (id: string) => gateway(id).locator('.story')
  const press = (name: string) => opened.page.getByRole('button', { name, exact: true }).click()
  afterEach(async () => {
    const { complaints, requests, origin } = opened
    expect(complaints).toEqual([])
    expect(requests.filter((url) => !url.startsWith(`${origin}/`))).toEqual([])
    await opened.close()
  })

  test('each is shown with what is on it, and changes as the emulator does', async () => {
    const { emulator } = await begin({ progression: 'manual' })
    expect(await gateway('vpn-1').textContent()).toMatch(/active.*vco-1.*vco-2/)
    expect(await gateway('vpn-2').textContent()).toContain('iss-1')
    await emulator.fetch(
      new Request('http://localhost/?Action=DeleteVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1', { method: 'POST' }),
    )
    await expect.poll(() => gateway('vpn-1').locator('h2').textContent()).toBe('vpn-1 updating')
    await expect.poll(() => story('vpn-1').textContent()).toContain('work on vco-1 goes on')
    emulator.settle('vpn-1')
    await expect.poll(() => gateway('vpn-1').locator('h2').textContent()).toBe('vpn-1 active')
    await expect.poll(() => gateway('vpn-1').locator('.children').textContent()).not.toContain('vco-1')
    expect(await story('vpn-2').locator('li').count()).toBe(0)
    expect(await gateway('vpn-1').locator('.timeline rect').count()).toBeGreaterThan(2)
  })

  test('everything on a gateway is deleted by the poller, one after another', async () => {
    const { emulator } = await begin()
    await press('Delete everything on vpn-1')
    await expect.poll(() => gateway('vpn-1').locator('.run').textContent(), { timeout: 20_000 }).toContain('Done.')
    expect(emulator.resources().map(({ id }) => id)).toEqual(['vpn-1', 'vpn-2', 'iss-1'])
    expect(await gateway('vpn-1').textContent()).toContain('Nothing is on it.')
    expect(emulator.ledger.of('DeleteVpnConnection').map(({ status }) => status)).toEqual([200, 200])
  })

  test('a teardown is paused, and goes on without doing anything twice', async () => {
    const { emulator } = await begin({ progression: { timeMs: 1500 } })
    await press('Delete everything on vpn-1')
    await expect.poll(() => emulator.ledger.of('DeleteVpnConnection').length).toBe(1)
    await press('Pause')
    await expect.poll(() => emulator.has('vco-1') && emulator.has('vco-2'), { timeout: 5000 }).toBe(false)
    expect(emulator.ledger.of('DeleteVpnConnection').length).toBe(1)
    await press('Go on')
    await expect.poll(() => gateway('vpn-1').locator('.run').textContent(), { timeout: 20_000 }).toContain('Done.')
    expect(emulator.ledger.of('DeleteVpnConnection').map(({ status }) => status)).toEqual([200, 200])
    expect(emulator.has('vco-1') || emulator.has('vco-2')).toBe(false)
  })

  test('a planted fault is met, told as a refusal, and repeated', async () => {
    const { page, emulator } = await begin()
    await page.getByLabel('Requests of').selectOption('DeleteIpsecServer')
    await page.getByLabel('What happens').selectOption('VpnGateway.Configuring')
    await press('Plant it')
    await expect.poll(() => emulator.faults.length).toBe(1)
    await press('Delete iss-1')
    await expect.poll(() => gateway('vpn-2').locator('.run').textContent(), { timeout: 30_000 }).toContain('Done.')
    const told = await story('vpn-2').textContent()
    expect(told).toContain('DeleteIpsecServer: VpnGateway.Configuring')
    expect(told).toContain('DeleteIpsecServer, again: 200')
    expect(emulator.has('iss-1')).toBe(false)
    await press('Make everything as it was at first')
    await expect.poll(() => gateway('vpn-2').textContent()).toContain('iss-1')
  })

  test.each(['light', 'dark'] as const)(
    'axe finds nothing wrong with them when they are %s, and a phone shows them',
    async (colorScheme) => {
      const { page } = await begin({}, { colorScheme, viewport: { width: 360, height: 740 } })
      await press('Delete vco-1')
      await expect.poll(() => gateway('vpn-1').locator('.run').textContent(), { timeout: 20_000 }).toContain('Done.')
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    },
  )
})
