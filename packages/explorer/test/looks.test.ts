import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { closeBrowser, hasBrowser, open, violations } from './browser.ts'

afterAll(closeBrowser)

describe.skipIf(!hasBrowser)('the page, in Chromium', () => {
  test.each(['light', 'dark'] as const)('axe finds nothing wrong with it when it is %s', async (colorScheme) => {
    const { page, emulator, stop, close } = await open({}, { colorScheme, reducedMotion: 'reduce' })
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
    await page.getByLabel('Calls go to').selectOption('emulator')
    await page.getByLabel('Access key id').fill('')
    await page.getByLabel('Response format').selectOption('XML')
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await page.getByRole('region', { name: 'Response as received, in XML' }).waitFor()
    await look('an answer in XML')
    await page.getByRole('link', { name: 'Gateways', exact: true }).click()
    await page.getByRole('button', { name: 'Delete everything on vpn-1' }).click()
    await page.getByRole('button', { name: 'Pause vpn-1' }).click()
    await page.getByRole('button', { name: 'Inject a fault' }).click()
    await page.getByLabel('What goes wrong').selectOption('delay')
    await page.getByRole('button', { name: 'Inject the fault' }).click()
    await page.locator('.faults').getByText('ms must be').waitFor()
    await look('a paused run, and a fault that is refused')
    emulator.inject('DeleteIpsecServer', { kind: 'error', code: 'Forbidden' })
    await page.getByRole('button', { name: 'Delete and wait: iss-1' }).click()
    await page.locator('.runs').getByText('Failed iss-1').waitFor()
    await stop()
    await page.locator('.connection').waitFor()
    await look('a run that failed, and no emulator')
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((where) => [where, []])))
    await close()
  })

  test('a phone shows all of it without scrolling to the side', async () => {
    const long = `vco-${'x'.repeat(100)}`
    const gateways = [{ id: 'vpn-1', connections: [long, 'vco-1', 'vco-2', 'vco-3', 'vco-4', 'vco-5', 'vco-6'] }]
    const { page, close } = await open({ gateways }, { viewport: { width: 360, height: 740 } })
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await overflow()).toBe(0)
    await page.getByRole('button', { name: `Use ${long}` }).click()
    await page.getByText('and 1 more, under Gateways').waitFor()
    await page.getByRole('button', { name: 'Access key, signature and format' }).click()
    await page.getByLabel('Access key id').fill('LTAIexample')
    await page.getByLabel('Access key secret').fill('secret')
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await page.locator('.verdict').waitFor()
    for (const name of ['Answer', 'Request', 'Sample code', 'Gateways']) {
      await page.getByRole('link', { name, exact: true }).click()
      if (name === 'Request') await page.getByRole('heading', { name: '3. Signature' }).waitFor()
      expect(await overflow(), name).toBe(0)
    }
    await close()
  })

  test('it is used by keyboard alone, and no action loses the focus', async () => {
    const { page, emulator, close } = await open()
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')
    const isLost = () => page.evaluate(() => document.activeElement === document.body)
    /** Tabs until something has the focus, as a person does who looks for it, and presses it. */
    const press = async (name: RegExp, done: () => Promise<unknown>) => {
      for (let tabs = 0; !name.test(await focused()); tabs += 1) {
        if (tabs > 60) throw new Error(`${name} is not reached by keyboard`)
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
      await done()
      expect(await isLost(), String(name)).toBe(false)
    }
    const sees = (text: string | RegExp) => () => page.getByText(text).first().waitFor()
    await press(/^DeleteVpnConnection/, sees('Starts the deletion'))
    await press(/^Use vco-1/, async () => {})
    await press(/^Send to the emulator/, sees(/^Accepted/))
    await press(/^Use vco-2/, async () => {})
    await press(/^Send to the emulator/, sees(/^Refused for now/))
    emulator.settle('vpn-1')
    await press(/^Send the same call again/, sees(/^Accepted/))
    await press(/^Gateways$/, sees('What happened'))
    await press(/^Skip the wait/, () => page.getByText('Skip the wait').waitFor({ state: 'detached' }))
    await press(/^Delete and wait: iss-1/, sees(/^Deleting iss-1/))
    await press(/^Pause iss-1/, sees(/^Paused iss-1/))
    await press(/^Resume iss-1/, sees(/^Deleting iss-1/))
    await press(/^Inject a fault/, sees('Something goes wrong with the next requests'))
    await press(/^Inject the fault/, sees('DeleteVpnConnection: VpnGateway.Configuring, the next request'))
    await press(/^Remove all faults/, sees('None.'))
    emulator.settle('vpn-2')
    await page.getByText('Done iss-1').waitFor()
    await close()
  })

  test('what happens is announced to screen readers, in a live region that was there before', async () => {
    const { page, emulator, close } = await open()
    const said = page.getByRole('status')
    expect(await said.count()).toBe(1)
    const words = () => said.textContent()
    await page.getByRole('link', { name: /^DeleteIpsecServer / }).click()
    await page.getByRole('button', { name: 'Use iss-1' }).click()
    await page.getByRole('button', { name: 'Copy: Client' }).click()
    await expect.poll(words).toBe('Copied')
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await expect.poll(words).toBe('DeleteIpsecServer iss-1 Accepted')
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await expect.poll(words).toBe('DeleteIpsecServer iss-1 Refused for now')
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    // Said twice it is another text, or screen readers would be silent.
    await expect.poll(words).toBe('DeleteIpsecServer iss-1 Refused for now\u00a0')
    emulator.reset()
    await page.getByRole('link', { name: 'Gateways', exact: true }).click()
    emulator.inject('DeleteIpsecServer', { kind: 'error', code: 'Forbidden' })
    await page.getByRole('button', { name: 'Delete and wait: iss-1' }).click()
    await expect.poll(words).toMatch(/^Failed: .*Forbidden/)
    await close()
  })

  test('its policy keeps it from every other server', async () => {
    const { page, origin, complaints, close } = await open()
    const directive = await page.evaluate(
      (elsewhere) =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective))
          fetch(elsewhere).then(
            () => resolve('it was reached'),
            () => {},
          )
        }),
      origin.replace('localhost', '127.0.0.1'),
    )
    expect(directive).toBe('connect-src')
    // Chromium has complained of it too, as it should.
    complaints.length = 0
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
    // Signing, XML, and the poller.
    await page.getByRole('button', { name: 'Access key, signature and format' }).click()
    await page.getByLabel('Response format').selectOption('XML')
    await page.getByRole('link', { name: /^DescribeRegions / }).click()
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await page.getByRole('region', { name: 'Response as received, in XML' }).waitFor()
    await page.getByLabel('Access key id').fill('id')
    await page.getByLabel('Access key secret').fill('secret')
    await page.getByRole('link', { name: 'Request', exact: true }).click()
    await page.getByRole('heading', { name: '3. Signature' }).waitFor()
    await page.getByRole('link', { name: 'Gateways', exact: true }).click()
    await page.getByRole('button', { name: 'Delete everything on vpn-1' }).click()
    await page.getByText('Done vpn-1').waitFor()
    const all = await sizeOf()
    console.log(`the page loads ${first} bytes at first, ${all} bytes in all`)
    expect(all).toBeGreaterThan(first + 10_000)
    expect(all).toBeLessThanOrEqual(150_000)
    await close()
  })
})
