import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { hasBrowser, violations } from './browser.ts'
import { begin, call, choose, field, label, look, part, press, region, select, send, shows, typeKeys, unfold, verdict } from './view.ts'

describe.skipIf(!hasBrowser)('the page, in Chromium', () => {
  test.each(['light', 'dark'] as const)('axe finds nothing wrong with it when it is %s', async (colorScheme) => {
    const { page, emulator, stop } = await begin({}, { colorScheme, reducedMotion: 'reduce' })
    const found: Record<string, string[]> = {}
    const check = async (where: string) => {
      found[where] = await violations(page)
    }
    await call('DeleteIpsecServer')
    await check('form with an error')
    await call('DeleteIpsecServer', { IpsecServerId: 'iss-404' })
    await part('.error').waitFor()
    await check('refusal')
    await field('IpsecServerId').fill('iss-1')
    await typeKeys('LTAIexample', 'secret')
    await look('Request')
    await page.getByText('String to sign').first().waitFor()
    await part('.parts button').first().click()
    await check('request')
    await look('Sample code')
    await select('Calls go to', 'public')
    await check('samples for the real service')
    await select('Calls go to', 'emulator')
    await label('Access key id').fill('')
    await select('Response format', 'XML')
    await send()
    await region('Response as received, in XML').waitFor()
    await check('an answer in XML')
    await look('Gateways')
    await press('Delete everything on vpn-1')
    await press('Pause vpn-1')
    await unfold('Inject a fault')
    await select('What goes wrong', 'delay')
    await press('Inject the fault')
    await part('.faults').getByText('ms must be').waitFor()
    await check('a paused run, and a fault that is refused')
    emulator.inject('DeleteIpsecServer', { kind: 'error', code: 'Forbidden' })
    await press('Delete and wait: iss-1')
    await part('.runs').getByText('Failed iss-1').waitFor()
    await stop()
    await part('.connection').waitFor()
    await check('a run that failed, and no emulator')
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((where) => [where, []])))
  })

  test('a phone shows all of it without scrolling to the side', async () => {
    const long = `vco-${'x'.repeat(100)}`
    const gateways = [{ id: 'vpn-1', connections: [long, 'vco-1', 'vco-2', 'vco-3', 'vco-4', 'vco-5', 'vco-6'] }]
    const { page } = await begin({ gateways }, { viewport: { width: 360, height: 740 } })
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await overflow()).toBe(0)
    await press(`Use ${long} on vpn-1`)
    await page.getByText('and 1 more, under Gateways').waitFor()
    await typeKeys('LTAIexample', 'secret')
    await send()
    await verdict().waitFor()
    for (const name of ['Answer', 'Request', 'Sample code', 'Gateways']) {
      await look(name)
      if (name === 'Request') await page.getByRole('heading', { name: '3. Signature' }).waitFor()
      expect(await overflow(), name).toBe(0)
    }
  })

  test('it is used by keyboard alone, and no action loses the focus', async () => {
    const { page, emulator } = await begin()
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
  })

  test('what happens is announced to screen readers, in a live region that was there before', async () => {
    const { page, emulator } = await begin()
    const said = page.getByRole('status')
    expect(await said.count()).toBe(1)
    const words = () => said.textContent()
    await choose('DeleteIpsecServer')
    await press('Use iss-1 on vpn-2')
    await press('Copy: Client')
    await expect.poll(words).toBe('Copied')
    await send()
    await expect.poll(words).toBe('DeleteIpsecServer iss-1 Accepted')
    await send()
    await expect.poll(words).toBe('DeleteIpsecServer iss-1 Refused for now')
    await send()
    // Said twice it is another text, or screen readers would be silent.
    await expect.poll(words).toBe('DeleteIpsecServer iss-1 Refused for now\u00a0')
    emulator.reset()
    await look('Gateways')
    emulator.inject('DeleteIpsecServer', { kind: 'error', code: 'Forbidden' })
    await press('Delete and wait: iss-1')
    await shows(said, /^Failed: .*Forbidden/)
  })

  test('its policy keeps it from every other server', async () => {
    const { page, origin, complaints } = await begin()
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
  })

  test('all that it ever loads is at most 150 kB, compressed', async () => {
    const { page, requests, origin } = await begin({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }], progression: 'immediate' })
    const sizeOf = async () => {
      const files = [...new Set(requests)].map((url) => url.replace(/#.*/, '')).filter((url) => url.startsWith(`${origin}/_explorer/`))
      const sizes = await Promise.all(files.map(async (url) => gzipSync(await (await fetch(url)).bytes()).length))
      return sizes.reduce((sum, size) => sum + size, 0)
    }
    await label('RegionId').locator('option').nth(1).waitFor({ state: 'attached' })
    const first = await sizeOf()
    // Signing, XML, and the poller.
    await unfold('Access key, signature and format')
    await select('Response format', 'XML')
    await call('DescribeRegions')
    await region('Response as received, in XML').waitFor()
    await label('Access key id').fill('id')
    await label('Access key secret').fill('secret')
    await look('Request')
    await page.getByRole('heading', { name: '3. Signature' }).waitFor()
    await look('Gateways')
    await press('Delete everything on vpn-1')
    await page.getByText('Done vpn-1').waitFor()
    const all = await sizeOf()
    console.log(`the page loads ${first} bytes at first, ${all} bytes in all`)
    expect(all).toBeGreaterThan(first + 10_000)
    expect(all).toBeLessThanOrEqual(150_000)
  })
})
