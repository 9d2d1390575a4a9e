import type { OperationName } from '@vpn-gateway/core'
import { describe, expect, test } from 'vitest'
import { hasBrowser, violations } from './browser.ts'
import { beginGateways, button, gateway, label, look, marks, opened, part, press, quick, runs, shows, story } from './view.ts'

describe.skipIf(!hasBrowser)('gateways, in Chromium', () => {
  /** Sends a request to the emulator past the page. */
  const ask = (operation: OperationName, name: string, id: string) =>
    opened.emulator.fetch(new Request(`http://localhost/?Action=${operation}&RegionId=cn-hangzhou&${name}=${id}`, { method: 'POST' }))
  const verdict = () => gateway('vpn-1').locator('.verdict')
  const title = (id: string) => gateway(id).locator('h2')

  test('each is shown with what is on it, and changes as the emulator does', async () => {
    await beginGateways()
    expect(await label('Find').count(), 'two need no search').toBe(0)
    expect(await gateway('vpn-1').textContent()).toMatch(/active.*office.*vco-1.*to-data-center.*vco-2/)
    expect(await gateway('vpn-2').textContent()).toContain('iss-1')
    await ask('DeleteVpnConnection', 'VpnConnectionId', 'vco-1')
    await shows(title('vpn-1'), /^vpn-1 updating$/)
    await shows(story('vpn-1'), 'deletion of vco-1 starts')
    await press('Skip the wait (emulator only)')
    await shows(title('vpn-1'), /^vpn-1 active$/)
    await expect.poll(() => gateway('vpn-1').locator('.children').textContent()).not.toContain('vco-1')
    expect(await story('vpn-1').textContent()).toMatch(/deletion of vco-1 ends after \d/)
    expect(await gateway('vpn-2').textContent()).toContain('Nothing yet.')
    for (const tone of ['free', 'busy', 'work', 'accepted']) expect(await marks('vpn-1', tone), tone).toBeGreaterThan(0)
    for (const tone of ['busy', 'work', 'accepted', 'poll']) expect(await marks('vpn-2', tone), tone).toBe(0)
  })

  test('what was out of sight for minutes shows the last minute when it is seen again', async () => {
    const { page } = await beginGateways(quick)
    await page.clock.install()
    await page.reload()
    await press('Delete and wait: iss-1')
    await shows(runs('vpn-2'), 'Done iss-1')
    expect(await marks('vpn-2', 'work')).toBe(1)
    await look('Operations')
    await gateway('vpn-2').waitFor({ state: 'hidden' })
    await page.clock.fastForward(5 * 60_000)
    await look('Gateways')
    await gateway('vpn-2').waitFor()
    for (const tone of ['work', 'accepted', 'poll']) await expect.poll(() => marks('vpn-2', tone), { message: tone }).toBe(0)
    expect(await marks('vpn-2', 'free')).toBe(1)
  })

  test('the history is the same after the page is reloaded', async () => {
    const { emulator, page } = await beginGateways()
    const lines = () => story('vpn-1').locator('li').allTextContents()
    await press('Send one call: DeleteVpnConnection vco-1')
    await shows(story('vpn-1'), 'deletion of vco-1 starts')
    emulator.settle('vpn-1')
    await shows(story('vpn-1'), 'vpn-1 is active')
    const before = await lines()
    await page.reload()
    await expect.poll(lines).toEqual(before)
  })

  test('one call while the gateway is at work is refused, and both the answer and the list say why', async () => {
    const { emulator } = await beginGateways()
    await press('Send one call: DeleteVpnConnection vco-1')
    await shows(verdict(), 'Accepted means started, not done')
    await press('Send one call: DeleteVpnConnection vco-2')
    await shows(verdict(), 'vpn-1 was still deleting vco-1')
    await shows(story('vpn-1'), 'DeleteVpnConnection vco-2: refused, VpnGateway.Configuring, because vpn-1 was still deleting vco-1')
    expect(await marks('vpn-1', 'refused')).toBe(1)
    emulator.settle('vpn-1')
    await press('Send the same call again')
    await shows(verdict(), 'Accepted')
  })

  test('of what is being deleted already, or is gone, nothing is advised but to wait', async () => {
    const { emulator } = await beginGateways()
    await press('Send one call: DeleteVpnConnection vco-1')
    await shows(verdict(), 'Accepted')
    await press('Send one call: DeleteVpnConnection vco-1')
    await shows(verdict(), 'Nothing: vco-1 is being deleted already. Wait until it is gone.')
    expect(await button('Send the same call again').count()).toBe(0)
    emulator.settle('vpn-1')
    await shows(verdict(), 'Nothing: vco-1 is gone.')
    expect(await button('Send the same call again').count()).toBe(0)
  })

  test('where the oldest requests are evicted, the page says so', async () => {
    const { page } = await beginGateways()
    expect(await page.getByText('Only the last').count()).toBe(0)
    await ask('DeleteVpnConnection', 'VpnConnectionId', 'vco-1')
    for (let count = 0; count < 4000; count++) await ask('DescribeVpnGateway', 'VpnGatewayId', 'vpn-2')
    await page.reload()
    await shows(story('vpn-1'), 'DeleteVpnConnection vco-1: accepted')
    expect(await page.getByText('Only the last').count()).toBe(0)
    for (let count = 0; count < 1000; count++) await ask('DescribeVpnGateway', 'VpnGatewayId', 'vpn-2')
    await page.getByText('Only the last 5,000 requests are shown.').waitFor()
  })

  test('among many gateways one is found by its id, its name, or what is or was on it, and what runs on others goes on', async () => {
    const sites = [1, 2, 3, 4, 5].map((at) => ({ id: `vpn-${at}`, fields: { Name: `site ${at}` }, connections: [`vco-${at}`] }))
    const { emulator, page } = await beginGateways({ gateways: sites })
    const shown = () => page.locator('.gateway:visible h2').allTextContents()
    await press('Delete everything on vpn-1')
    for (const words of ['vpn-4', ' VCO-4', 'site 4']) {
      await label('Find').fill(words)
      await expect.poll(shown, { message: words }).toEqual(['vpn-4 active'])
      expect(await part('.find').textContent()).toContain('1 of 5 gateways')
    }
    await press('Delete and wait: vco-4')
    await shows(story('vpn-4'), 'deletion of vco-4 starts')
    emulator.settle('vpn-4')
    await shows(runs('vpn-4'), 'Done vco-4')
    await label('Find').fill('vco-4')
    expect(await shown()).toEqual(['vpn-4 active'])
    await label('Find').fill('vpn-9')
    const none = 'No gateway matches “vpn-9”.'
    await part('.find').getByText(none).waitFor()
    await expect.poll(() => page.getByRole('status').textContent()).toBe(none)
    emulator.settle('vpn-1')
    await page.keyboard.press('Escape')
    await expect.poll(shown).toHaveLength(5)
    await shows(runs('vpn-1'), 'Done vpn-1')
    expect(await violations(page)).toEqual([])
  })

  test('time goes on in the picture and in the words while a deletion does', async () => {
    await beginGateways()
    await press('Send one call: DeleteVpnConnection vco-1')
    await shows(verdict(), /has been running for 0\.\d s/)
    await shows(verdict(), /has been running for 1\.\d s/)
    const width = async () => Number.parseFloat((await gateway('vpn-1').locator('rect.work').getAttribute('width')) ?? '')
    await expect.poll(width).toBeGreaterThan(await width())
  })

  test.each(['light', 'dark'] as const)(
    'axe finds nothing wrong with them when they are %s, and a phone shows them',
    async (colorScheme) => {
      const { page } = await beginGateways({}, { colorScheme, viewport: { width: 360, height: 740 } })
      await press('Delete and wait: vco-1')
      await shows(title('vpn-1'), /^vpn-1 updating$/)
      await press('Send one call: DeleteVpnConnection vco-2')
      await shows(verdict(), 'Why')
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    },
  )
})
