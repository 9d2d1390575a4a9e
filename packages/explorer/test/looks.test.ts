import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { closeBrowser, hasBrowser, open, violations } from './browser.ts'

afterAll(closeBrowser)

describe.skipIf(!hasBrowser)('the page, in Chromium', { timeout: 90_000 }, () => {
  test.each(['light', 'dark'] as const)('axe finds nothing wrong with it when it is %s', async (colorScheme) => {
    const { page, complaints, close } = await open({}, { colorScheme, reducedMotion: 'reduce' })
    const found: Record<string, string[]> = {}
    const look = async (where: string) => {
      found[where] = await violations(page)
    }
    await page.getByRole('link', { name: /^DeleteIpsecServer / }).click()
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await look('form with an error')
    await page.getByRole('textbox', { name: 'IpsecServerId' }).fill('iss-404')
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await page.locator('.error').waitFor()
    await look('refusal')
    await page.getByRole('button', { name: 'Access key, signature and format' }).click()
    await page.getByRole('textbox', { name: 'IpsecServerId' }).fill('iss-1')
    await page.getByLabel('Access key id').fill('LTAIexample')
    await page.getByLabel('Access key secret').fill('secret')
    await page.getByRole('link', { name: 'Request', exact: true }).click()
    await page.getByText('String to sign').first().waitFor()
    await page.locator('.parts button').first().click()
    await look('request')
    await page.getByRole('link', { name: 'Sample code', exact: true }).click()
    await page.getByLabel('Calls go to').selectOption('public')
    await look('samples for the real service')
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((where) => [where, []])))
    expect(complaints).toEqual([])
    await close()
  })

  test('a phone shows all of it without scrolling to the side', async () => {
    const { page, close } = await open({}, { viewport: { width: 360, height: 740 } })
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await overflow()).toBe(0)
    for (const name of ['Request', 'Answer', 'Sample code', 'Gateways']) {
      await page.getByRole('link', { name, exact: true }).click()
      expect(await overflow(), name).toBe(0)
    }
    await close()
  })

  test('it is used by keyboard alone, and the focus is never lost', async () => {
    const { page, emulator, close } = await open()
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
    /** Tabs until something has the focus, as a person does who looks for it. */
    const reach = async (name: RegExp) => {
      for (let tabs = 0; tabs < 60; tabs += 1) {
        if (name.test((await focused()) ?? '')) return
        await press('Tab')
      }
      throw new Error(`${name} is not reached by keyboard`)
    }
    await reach(/^DeleteVpnConnection/)
    await press('Enter')
    await reach(/^Take vco-1/)
    await press('Enter')
    await reach(/^Send to the emulator/)
    await press('Enter')
    await expect.poll(() => emulator.ledger.of('DeleteVpnConnection').length).toBe(1)
    await press('Shift+Tab')
    expect(await focused()).not.toBe(await page.evaluate(() => document.body.textContent))
    await page.keyboard.press('Home')
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await reach(/^Gateways$/)
    await press('Enter')
    await reach(/^Delete vco-2/)
    await press('Enter')
    expect(await focused()).toBe('Delete vco-2')
    await reach(/^Pause vco-2/)
    await press('Enter')
    await reach(/^Resume vco-2/)
    await close()
  })

  test('all that it ever loads is at most 150 kB, compressed', async () => {
    const { page, requests, origin, close } = await open({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'immediate' })
    const sizeOf = async () => {
      const files = [...new Set(requests)].map((url) => url.replace(/#.*/, '')).filter((url) => url.startsWith(`${origin}/_explorer/`))
      const sizes = await Promise.all(files.map(async (url) => gzipSync(await (await fetch(url)).bytes()).length))
      return sizes.reduce((sum, size) => sum + size, 0)
    }
    await page.getByLabel('RegionId').locator('option').nth(1).waitFor({ state: 'attached' })
    const first = await sizeOf()
    // Signing, XML, the poller, and its later part.
    await page.getByRole('button', { name: 'Access key, signature and format' }).click()
    await page.getByLabel('Answers in').selectOption('XML')
    await page.getByRole('link', { name: /^DescribeRegions / }).click()
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await page.getByRole('region', { name: 'As it came, in XML' }).waitFor()
    await page.getByLabel('Access key id').fill('id')
    await page.getByLabel('Access key secret').fill('secret')
    await page.getByRole('link', { name: 'Request', exact: true }).click()
    await page.getByRole('heading', { name: '3. Signature' }).waitFor()
    await page.getByRole('link', { name: 'Gateways', exact: true }).click()
    await page.getByRole('button', { name: 'Delete everything on vpn-1' }).click()
    await page.getByText('Done vpn-1').waitFor({ timeout: 20_000 })
    const all = await sizeOf()
    console.log(`the page loads ${first} bytes at first, ${all} bytes in all`)
    expect(all).toBeGreaterThan(first + 10_000)
    expect(all).toBeLessThanOrEqual(150_000)
    await close()
  })
})
