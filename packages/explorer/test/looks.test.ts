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
    await page.getByRole('option', { name: 'DeleteIpsecServer' }).click()
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await look('form with an error')
    await page.getByRole('textbox', { name: 'IpsecServerId' }).fill('iss-404')
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await page.locator('.error').waitFor()
    await look('refusal')
    await page.getByRole('button', { name: 'Keys and signing' }).click()
    await page.getByRole('textbox', { name: 'IpsecServerId' }).fill('iss-1')
    await page.getByLabel('Access key id').fill('LTAIexample')
    await page.getByLabel('Access key secret').fill('secret')
    await page.getByRole('tab', { name: 'Request' }).click()
    await page.getByText('String to sign').first().waitFor()
    await page.locator('.parts [role=option]').first().click()
    await look('request')
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((where) => [where, []])))
    expect(complaints).toEqual([])
    await close()
  })

  test('a phone shows all of it without scrolling to the side', async () => {
    const { page, close } = await open({}, { viewport: { width: 360, height: 740 } })
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await overflow()).toBe(0)
    for (const name of ['Request', 'Answer', 'Code']) {
      await page.getByRole('tab', { name }).click()
      expect(await overflow(), name).toBe(0)
    }
    await close()
  })

  test('it is used by keyboard alone', async () => {
    const { page, emulator, close } = await open()
    await page.getByLabel('RegionId').focus()
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    await press('Tab', 'Tab', 'Tab', 'Tab', 'ArrowDown', 'ArrowDown', 'Enter')
    await page.getByRole('heading', { name: 'DescribeVpnGateway' }).waitFor()
    await press('Tab')
    await page.keyboard.type('vpn-1')
    await press('Enter')
    await expect.poll(() => emulator.ledger.of('DescribeVpnGateway').length).toBe(1)
    await close()
  })

  test('what it loads is at most 150 kB, compressed', async () => {
    const { page, requests, origin, close } = await open()
    await page.waitForLoadState('networkidle').catch(() => {})
    const files = [...new Set(requests)].filter((url) => url.startsWith(`${origin}/_explorer/`))
    const sizes = await Promise.all(files.map(async (url) => gzipSync(await (await fetch(url)).bytes()).length))
    const total = sizes.reduce((sum, size) => sum + size, 0)
    console.log(`the page loads ${total} bytes in ${files.length} files`)
    expect(files.length).toBeGreaterThan(2)
    expect(total).toBeLessThanOrEqual(150_000)
    await close()
  })
})
