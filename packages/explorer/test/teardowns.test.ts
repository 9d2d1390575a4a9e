import { createEmulator } from '@vpn-gateway/emulator'
import { describe, expect, test } from 'vitest'
import { hasBrowser } from './browser.ts'
import { beginGateways, gateway, label, look, marks, opened, part, press, quick, runs, select, shows, story } from './view.ts'

describe.skipIf(!hasBrowser)('teardowns of the page, in Chromium', () => {
  const deletions = () => opened.emulator.ledger.of('DeleteVpnConnection')

  test('to leave the page in the middle of a teardown is asked about, and at no other time', async () => {
    const { page } = await beginGateways()
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
    const { emulator } = await beginGateways(quick)
    await press('Delete everything on vpn-1')
    await shows(runs('vpn-1'), 'Done vpn-1: vpn-1 emptied')
    expect(emulator.resources().map(({ id }) => id)).toEqual(['vpn-1', 'vpn-2', 'iss-1'])
    expect(await gateway('vpn-1').textContent()).toContain('Nothing is on it.')
    expect(deletions().map(({ status }) => status)).toEqual([200, 200])
    expect(await marks('vpn-1', 'poll')).toBeGreaterThan(0)
  })

  test('a deletion that finds its gateway busy waits its turn', async () => {
    const { emulator } = await beginGateways()
    await press('Delete and wait: vco-1')
    await expect.poll(() => emulator.ledger.tasks.length).toBe(1)
    await press('Delete and wait: vco-2')
    await shows(runs('vpn-1'), /Deleting vco-1.*Deleting vco-2/)
    emulator.settle('vpn-1')
    await expect.poll(() => emulator.ledger.tasks.length).toBe(2)
    emulator.settle('vpn-1')
    await shows(runs('vpn-1'), /Done vco-1.*Done vco-2/)
    expect(emulator.has('vco-1') || emulator.has('vco-2')).toBe(false)
  })

  test('a teardown is paused, and goes on with what it has begun, also after another view', async () => {
    const { emulator } = await beginGateways()
    await press('Delete everything on vpn-1')
    await expect.poll(() => deletions().length).toBe(1)
    await press('Pause vpn-1')
    expect(await runs('vpn-1').textContent()).toContain('Paused vpn-1')
    await look('Operations')
    await look('Gateways')
    await press('Resume vpn-1')
    emulator.settle('vpn-1')
    await expect.poll(() => deletions().length).toBe(2)
    emulator.settle('vpn-1')
    await shows(runs('vpn-1'), 'Done vpn-1: vpn-1 emptied')
    const ids = deletions().map(({ parameters }) => parameters.VpnConnectionId)
    expect(ids.toSorted()).toEqual(['vco-1', 'vco-2'])
  })

  test('what is being deleted is not deleted by another run', async () => {
    await beginGateways()
    await press('Delete everything on vpn-1')
    await press('Delete and wait: vco-2')
    await shows(gateway('vpn-1'), 'vco-2 not started: a teardown of vpn-1 is already in progress.')
    await press('Delete everything on vpn-1')
    await expect.poll(() => deletions().length).toBe(1)
    expect(await runs('vpn-1').locator('li').count()).toBe(1)
    expect(await gateway('vpn-1').textContent()).toContain('vpn-1 not started: a teardown of vpn-1 is already in progress.')
    await press('Pause vpn-1')
    await press('Give up vpn-1')
    expect(await runs('vpn-1').count()).toBe(0)
  })

  test('each gateway is called in its own region', async () => {
    const { emulator } = await beginGateways({ ...quick, regionId: 'cn-shanghai' })
    await look('Operations')
    expect(await label('RegionId').inputValue()).toBe('cn-shanghai')
    await select('RegionId', 'eu-central-1')
    await look('Gateways')
    // What is chosen for operations is not offered where it has no effect.
    await expect.poll(() => label('RegionId').count()).toBe(0)
    await press('Delete and wait: vco-1')
    await shows(runs('vpn-1'), 'Done vco-1: vco-1 gone')
    expect(emulator.ledger.requests.filter(({ parameters }) => parameters.RegionId === 'eu-central-1')).toEqual([])
  })

  test('a teardown does not go on with another emulator at the same address', async () => {
    await beginGateways()
    await press('Delete everything on vpn-1')
    await shows(story('vpn-1'), 'deletion of vco-1 starts')
    await opened.stop()
    await part('.connection').waitFor()
    const other = createEmulator({ gateways: [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }], progression: 'immediate' })
    await opened.restart(other)
    await expect.poll(() => story('vpn-1').count()).toBe(1)
    await expect.poll(() => story('vpn-1').locator('li').count()).toBe(0)
    expect(await runs('vpn-1').count()).toBe(0)
    expect(other.ledger.of('DeleteVpnConnection')).toEqual([])
  })
})
