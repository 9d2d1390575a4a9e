import { createEmulator } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { hasBrowser } from './browser.ts'
import { begin, gateway, marks, opened, press, quick, runs, story } from './gateways-view.ts'

describe.skipIf(!hasBrowser)('teardowns of the page, in Chromium', () => {
  test('to leave the page in the middle of a teardown is asked about, and at no other time', async () => {
    const { page } = await begin()
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.accept()
    })
    await press('Delete everything on vpn-1')
    await page.reload()
    expect(asked).toEqual(['beforeunload'])
    await press('Delete everything on vpn-2')
    await press('Pause vpn-2')
    await press('Give up vpn-2')
    await page.reload()
    expect(asked).toEqual(['beforeunload'])
  })

  test('everything on a gateway is deleted by the poller, one after another', async () => {
    const { emulator } = await begin(quick)
    await press('Delete everything on vpn-1')
    await expect.poll(() => runs('vpn-1').textContent()).toContain('Done vpn-1: vpn-1 emptied')
    expect(emulator.resources().map(({ id }) => id)).toEqual(['vpn-1', 'vpn-2', 'iss-1'])
    expect(await gateway('vpn-1').textContent()).toContain('Nothing is on it.')
    expect(emulator.ledger.of('DeleteVpnConnection').map(({ status }) => status)).toEqual([200, 200])
    expect(await marks('vpn-1', 'poll')).toBeGreaterThan(0)
  })

  test('a deletion that finds its gateway busy waits its turn', async () => {
    const { emulator } = await begin()
    await press('Delete and wait: vco-1')
    await expect.poll(() => emulator.ledger.tasks.length).toBe(1)
    await press('Delete and wait: vco-2')
    await expect.poll(() => runs('vpn-1').textContent()).toMatch(/Deleting vco-1.*Deleting vco-2/)
    emulator.settle('vpn-1')
    await expect.poll(() => emulator.ledger.tasks.length).toBe(2)
    emulator.settle('vpn-1')
    await expect.poll(() => runs('vpn-1').textContent()).toMatch(/Done vco-1.*Done vco-2/)
    expect(emulator.has('vco-1') || emulator.has('vco-2')).toBe(false)
  })

  test('a teardown is paused, and goes on with what it has begun, also after another view', async () => {
    const { emulator, page } = await begin()
    const deletions = () => emulator.ledger.of('DeleteVpnConnection').map(({ parameters }) => parameters)
    await press('Delete everything on vpn-1')
    await expect.poll(() => deletions().length).toBe(1)
    await press('Pause vpn-1')
    expect(await runs('vpn-1').textContent()).toContain('Paused vpn-1')
    await page.getByRole('link', { name: 'Operations', exact: true }).click()
    await page.getByRole('link', { name: 'Gateways', exact: true }).click()
    await press('Resume vpn-1')
    emulator.settle('vpn-1')
    await expect.poll(() => deletions().length).toBe(2)
    emulator.settle('vpn-1')
    await expect.poll(() => runs('vpn-1').textContent()).toContain('Done vpn-1: vpn-1 emptied')
    expect(
      deletions()
        .map(({ VpnConnectionId }) => VpnConnectionId)
        .toSorted(),
    ).toEqual(['vco-1', 'vco-2'])
  })

  test('what is being deleted is not deleted by another run', async () => {
    const { emulator } = await begin()
    await press('Delete everything on vpn-1')
    await press('Delete and wait: vco-2')
    await expect.poll(() => gateway('vpn-1').textContent()).toContain('vco-2 not started: a teardown of vpn-1 is already in progress.')
    await press('Delete everything on vpn-1')
    await expect.poll(() => emulator.ledger.of('DeleteVpnConnection').length).toBe(1)
    expect(await runs('vpn-1').locator('li').count()).toBe(1)
    expect(await gateway('vpn-1').textContent()).toContain('vpn-1 not started: a teardown of vpn-1 is already in progress.')
    await press('Pause vpn-1')
    await press('Give up vpn-1')
    expect(await runs('vpn-1').count()).toBe(0)
  })

  test('each gateway is called in its own region', async () => {
    const { emulator, page } = await begin({ ...quick, regionId: 'cn-shanghai' })
    await page.getByRole('link', { name: 'Operations', exact: true }).click()
    expect(await page.getByLabel('RegionId').inputValue()).toBe('cn-shanghai')
    await page.getByLabel('RegionId').selectOption('eu-central-1')
    await page.getByRole('link', { name: 'Gateways', exact: true }).click()
    // What is chosen for operations is not offered where it has no effect.
    await expect.poll(() => page.getByLabel('RegionId').count()).toBe(0)
    await press('Delete and wait: vco-1')
    await expect.poll(() => runs('vpn-1').textContent()).toContain('Done vco-1: vco-1 gone')
    expect(emulator.ledger.requests.filter(({ parameters }) => parameters.RegionId === 'eu-central-1')).toEqual([])
  })

  test('a teardown does not go on with another emulator at the same address', async () => {
    const { page } = await begin()
    await press('Delete everything on vpn-1')
    await expect.poll(() => story('vpn-1').textContent()).toContain('deletion of vco-1 starts')
    await opened.stop()
    await page.locator('.connection').waitFor()
    const other = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], progression: 'immediate' })
    await opened.restart(other)
    await expect.poll(() => story('vpn-1').count()).toBe(1)
    await expect.poll(() => story('vpn-1').locator('li').count()).toBe(0)
    expect(await runs('vpn-1').count()).toBe(0)
    expect(other.ledger.of('DeleteVpnConnection')).toEqual([])
  })
})
