import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { siteFolder } from '@vpn-gateway/explorer'
import type { Browser } from 'playwright'

/** The explorer, in which a second deletion was just refused while the first goes on. */
export async function pictureExplorer(browser: Browser, path: string): Promise<void> {
  const gateways = [
    { id: 'vpn-office', fields: { Name: 'office' }, connections: ['vco-berlin', 'vco-paris', 'vco-rome'] },
    { id: 'vpn-remote', fields: { Name: 'remote access' }, servers: ['iss-staff'] },
  ]
  const emulator = createEmulator({ gateways, progression: { timeMs: 8000 }, updatingAfterMs: 500 })
  const server = await serve(emulator, { pages: { '/_explorer/': await siteFolder() } })
  const page = await browser.newPage({ viewport: { width: 1180, height: 960 } })
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  try {
    await page.goto(`${server.url.replace('127.0.0.1', 'localhost')}/_explorer/#gateways`)
    await press('Delete everything on vpn-office')
    await page.getByText('deletion of vco-berlin ends').waitFor()
    await page.getByText('deletion of vco-paris starts').waitFor()
    await page.getByRole('region', { name: 'vpn-office' }).getByText('updating', { exact: true }).waitFor()
    await press('Send one call: DeleteVpnConnection vco-rome')
    await page.getByText('Why:').waitFor()
    await page.getByText('vco-rome: refused').waitFor()
    await page.waitForFunction(() => Number.parseFloat(document.querySelector('rect.refused')?.getAttribute('x') ?? '100') < 97)
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.getByRole('region', { name: 'vpn-office', exact: true }).evaluate((gateway) => {
      scrollTo(0, gateway.getBoundingClientRect().top + scrollY - 16)
    })
    await page.screenshot({ path })
  } finally {
    await page.close()
    await server.close()
  }
}
