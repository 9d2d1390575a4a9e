import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { closeBrowser, hasBrowser, type Opened, open } from './browser.ts'

afterAll(closeBrowser)

describe.skipIf(!hasBrowser)('operations, in Chromium', () => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterEach(() => opened.again())
  afterAll(() => opened.close())
  const choose = (name: string) => opened.page.getByRole('link', { name: new RegExp(`^${name} `) }).click()
  const field = (name: string) => opened.page.getByRole('textbox', { name })
  const send = () => opened.page.getByRole('button', { name: 'Send to the emulator' }).click()
  const look = (name: string) => opened.page.getByRole('link', { name, exact: true }).click()
  const status = () => opened.page.locator('.verdict h3')

  test('a connection is deleted from the form, with a token from the button', async () => {
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('vco-1')
    await opened.page.getByRole('button', { name: 'New ClientToken' }).click()
    const token = await field('ClientToken').inputValue()
    expect(token).toMatch(/^[\da-f-]{36}$/)
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Accepted, status 200, after \d+ ms$/)
    expect(await opened.page.locator('.answer pre').first().textContent()).toContain('"RequestId"')
    const [request] = opened.emulator.ledger.of('DeleteVpnConnection')
    expect(request).toMatchObject({ status: 200, parameters: { VpnConnectionId: 'vco-1', ClientToken: token, RegionId: 'cn-hangzhou' } })
  })

  test('a broken rule is shown as it is typed, and nothing is sent', async () => {
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('iss-1')
    expect(await opened.page.locator('.react-aria-FieldError').textContent()).toBe(
      'must start with vco-, followed by letters and digits only',
    )
    await send()
    await field('VpnConnectionId').fill('')
    expect(await opened.page.locator('.react-aria-FieldError').textContent()).toBe('is required')
    expect(opened.emulator.ledger.of('DeleteVpnConnection')).toEqual([])
    await field('VpnConnectionId').fill('vco-1')
    expect(await opened.page.locator('.react-aria-FieldError').count()).toBe(0)
  })

  test('an id is taken from those that the emulator holds', async () => {
    await choose('DeleteIpsecServer')
    await opened.page.getByRole('button', { name: 'Use iss-1' }).click()
    expect(await field('IpsecServerId').inputValue()).toBe('iss-1')
  })

  test('what was accepted is followed until it is gone, which a later answer proves', async () => {
    const { page, emulator } = opened
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('vco-1')
    await send()
    const verdict = page.locator('.verdict')
    await expect.poll(() => verdict.textContent()).toMatch(/Accepted means started, not done.*Until it ends, vpn-1 refuses other changes/)
    emulator.settle('vpn-1')
    await expect.poll(() => verdict.textContent()).toMatch(/The deletion ended after \d+\.\d s: vco-1 is gone/)
    await send()
    await expect.poll(() => verdict.textContent()).toMatch(/Not found, status 404.*Why: vco-1 was deleted \d+\.\d s before this call/)
  })

  test('a second deletion is refused, and the page says why, what to do, and when', async () => {
    const { page, emulator } = opened
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('vco-1')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Accepted/)
    await field('VpnConnectionId').fill('vco-2')
    await send()
    const verdict = page.locator('.verdict')
    await expect.poll(() => status().textContent()).toMatch(/^Refused for now, status 400/)
    // What the emulator did arrives by itself.
    await expect.poll(() => verdict.textContent()).toContain('Why:')
    const words = await verdict.textContent()
    for (const part of [
      /Why: vpn-1 was still deleting vco-1, which had started \d+\.\d s before this call/,
      /A VPN gateway takes one change at a time/,
      /Now: it is still deleting vco-1, for \d+\.\d s so far/,
      /What to do: Wait until the work ends, then send the same call again/,
      /ClassServiceError.*VpnGateway\.Configuring.*busy/,
    ])
      expect(words).toMatch(part)
    emulator.settle('vpn-1')
    await expect.poll(() => verdict.textContent()).toContain('vpn-1 is idle again')
    await page.getByRole('button', { name: 'Send the same call again' }).click()
    await expect.poll(() => status().textContent()).toMatch(/^Accepted/)
    const calls = emulator.ledger.of('DeleteVpnConnection')
    expect(calls.map(({ status }) => status)).toEqual([200, 400, 200])
    // The same call: with the idempotency token that it was sent with first.
    expect(calls[2]?.parameters).toEqual(calls[1]?.parameters)
    expect(calls[1]?.parameters.ClientToken).not.toBe(calls[0]?.parameters.ClientToken)
  })

  test('a refusal without a running task is called an injected fault', async () => {
    opened.emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('vco-1')
    await send()
    await expect
      .poll(() => opened.page.locator('.verdict').textContent())
      .toMatch(/vpn-1 was not busy. An injected fault refuses like this/)
  })

  test('an answer that was lost is asked for again with the same token, and nothing is deleted twice', async () => {
    opened.emulator.inject('DeleteVpnConnection', { kind: 'truncated' })
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('vco-1')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Temporary failure/)
    await opened.page.getByRole('button', { name: 'Send the same call again' }).click()
    await expect.poll(() => status().textContent()).toMatch(/^Accepted/)
    expect(opened.emulator.ledger.tasks).toHaveLength(1)
  })

  test('a resource of another region is said to be there', async () => {
    await choose('DescribeVpnConnection')
    await expect.poll(() => opened.page.getByRole('button', { name: 'Use vco-1' }).count()).toBe(1)
    await field('VpnConnectionId').fill('vco-1')
    await opened.page.getByLabel('RegionId').selectOption('eu-central-1')
    await expect.poll(() => opened.page.getByRole('button', { name: 'Use vco-1' }).count()).toBe(0)
    await send()
    await expect
      .poll(() => opened.page.locator('.verdict').textContent())
      .toContain('the emulator holds vco-1 in cn-hangzhou, and the call was for eu-central-1')
  })

  test('an incomplete form is not sent: the field that is wrong has the focus', async () => {
    await choose('DeleteVpnConnection')
    await send()
    expect(await field('VpnConnectionId').evaluate((input) => input === document.activeElement)).toBe(true)
    expect(opened.emulator.ledger.of('DeleteVpnConnection')).toEqual([])
  })

  test('half a character, and other unusual texts, break nothing', async () => {
    await choose('ListIpsecServers')
    await field('IpsecServerName').fill('a\ud800b')
    expect(await field('IpsecServerName').inputValue()).toBe('a\ufffdb')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Answered/)
    expect(opened.emulator.ledger.of('ListIpsecServers')[0]?.parameters.IpsecServerName).toBe('a\ufffdb')
  })

  test('a result of another emulator, or for another destination, is not shown', async () => {
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('vco-1')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Accepted/)
    await opened.page.getByLabel('Calls go to').selectOption('public')
    expect(await opened.page.locator('.verdict').count()).toBe(0)
    await opened.page.getByLabel('Calls go to').selectOption('emulator')
    expect(await opened.page.locator('.verdict').count()).toBe(1)
    opened.emulator.reset()
    await expect.poll(() => opened.page.locator('.verdict').count()).toBe(0)
  })

  test('an address leads to an operation and what was looked at, and the way back is that of the browser', async () => {
    const { page, origin } = opened
    await page.goto(`${origin}/_explorer/#operations/ListIpsecServers/request`)
    await page.getByRole('heading', { name: 'ListIpsecServers' }).waitFor()
    await page.getByRole('region', { name: 'Request', exact: true }).first().waitFor()
    expect(await page.title()).toBe('ListIpsecServers · VPN gateway explorer')
    await field('MaxResults').fill('7')
    await look('Gateways')
    await page.getByRole('region', { name: 'vpn-1' }).waitFor()
    await page.goBack()
    expect(await field('MaxResults').inputValue()).toBe('7')
  })

  test('a person who opens another view while an answer is pending stays there', async () => {
    const { page, emulator } = opened
    emulator.inject('DescribeVpnGateway', { kind: 'delay', ms: 700 })
    await choose('DescribeVpnGateway')
    await field('VpnGatewayId').fill('vpn-1')
    await send()
    await page.getByText('Waiting for the answer…').first().waitFor()
    // Other operations can be sent meanwhile.
    await choose('ListIpsecServers')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Answered/)
    await look('Gateways')
    await expect.poll(() => emulator.ledger.of('DescribeVpnGateway').length).toBe(1)
    await page.getByRole('region', { name: 'vpn-1', exact: true }).waitFor()
    expect(page.url()).toContain('#gateways')
    await look('Operations')
    await choose('DescribeVpnGateway')
    await look('Answer')
    await expect.poll(() => status().textContent()).toMatch(/^Answered/)
  })

  test('a view that cannot be loaded can be tried again', async () => {
    const { page } = opened
    await opened.stop()
    await look('Gateways')
    await page.getByText('This view could not be loaded.').waitFor()
    await opened.restart()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('region', { name: 'vpn-1', exact: true }).waitFor()
  })

  test('an answer in JSON is shown as it came', async () => {
    await choose('DescribeVpnGateway')
    await field('VpnGatewayId').fill('vpn-1')
    const came = opened.page.waitForResponse((response) => response.request().method() === 'POST')
    await send()
    const raw = opened.page.getByRole('region', { name: 'Response as received' }).locator('pre')
    expect(await raw.textContent()).toBe(await (await came).text())
  })

  test('an emulator that was ended is missed, and found again', async () => {
    const { page } = opened
    const silence = page.locator('.connection')
    await opened.stop()
    await silence.waitFor()
    await choose('DescribeRegions')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^No response/)
    await opened.restart()
    await silence.waitFor({ state: 'detached' })
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Answered/)
  })

  test('a lost answer is shown too', async () => {
    // Chromium itself asks again on each connection that it had open, as many as they are.
    opened.emulator.inject('DescribeVpnGateway', { kind: 'reset', work: 'not-done' }, { rate: 1 })
    await choose('DescribeVpnGateway')
    await field('VpnGatewayId').fill('vpn-1')
    await send()
    await expect.poll(() => opened.page.locator('.error').textContent()).toContain('NetworkError')
    const isDoubtful = () => opened.page.getByText('No response does not mean that nothing was done.').count()
    expect(await isDoubtful(), 'a read does nothing').toBe(0)
    opened.emulator.inject('DeleteVpnConnection', { kind: 'reset', work: 'done' }, { rate: 1 })
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('vco-1')
    await send()
    await expect.poll(isDoubtful).toBe(1)
  })

  test('an answer in XML is shown as it came, and read all the same', async () => {
    await opened.page.getByRole('button', { name: 'Access key, signature and format' }).click()
    await opened.page.getByLabel('Response format').selectOption('XML')
    await choose('DescribeVpnGateway')
    await field('VpnGatewayId').fill('vpn-1')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Answered/)
    const [read, raw] = await opened.page.locator('.answer pre').allTextContents()
    expect(JSON.parse(read ?? '')).toMatchObject({ VpnGatewayId: 'vpn-1', Status: 'active' })
    expect(raw).toMatch(/<DescribeVpnGatewayResponse>/)
  })

  test('a dry run deletes nothing', async () => {
    await choose('DeleteIpsecServer')
    await field('IpsecServerId').fill('iss-1')
    await opened.page.getByText('only check, do nothing').click()
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^The dry run passed/)
    expect(opened.emulator.ledger.of('DeleteIpsecServer')).toMatchObject([{ parameters: { DryRun: 'true' } }])
    expect(opened.emulator.has('iss-1')).toBe(true)
  })

  test('lists, numbers and choices are what the service is sent', async () => {
    await choose('DescribeVpnConnections')
    await field('PageSize').fill('5')
    await field('Tag').fill('owner=me\nplain')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Answered/)
    expect(opened.emulator.ledger.of('DescribeVpnConnections')[0]?.parameters).toMatchObject({
      PageSize: '5',
      'Tag.1.Key': 'owner',
      'Tag.1.Value': 'me',
      'Tag.2.Key': 'plain',
    })
  })

  test('sample code of every kind follows the form, and is copied', async () => {
    await choose('DeleteVpnConnection')
    await look('Sample code')
    await field('VpnConnectionId').fill('vco-77')
    const samples = opened.page.locator('.outcome .code')
    expect(await samples.count()).toBe(5)
    for (const text of await samples.allTextContents()) expect(text).toContain('vco-77')
    await opened.page.getByRole('button', { name: 'Copy: Command line' }).click()
    await opened.page.locator('.code').getByText('Copied').waitFor()
    expect(await opened.page.evaluate(() => navigator.clipboard.readText())).toBe(
      `npx -y @vpn-gateway/cli delete-vpn-connection vco-77 --region cn-hangzhou --endpoint ${opened.origin} --credentials none --yes`,
    )
  })

  test('the regions are those of the service, and one is for every call', async () => {
    await expect.poll(() => opened.page.getByLabel('RegionId').locator('option').count()).toBeGreaterThan(1)
    await opened.page.getByLabel('RegionId').selectOption({ index: 1 })
    const region = await opened.page.getByLabel('RegionId').inputValue()
    await choose('ListIpsecServers')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Answered/)
    expect(opened.emulator.ledger.of('ListIpsecServers')[0]?.parameters.RegionId).toBe(region)
  })

  test('the real service is not called: the page says why, and has the command line first', async () => {
    await choose('DeleteVpnConnection')
    await opened.page.getByLabel('Calls go to').selectOption('vpc')
    expect(await opened.page.getByRole('button', { name: 'Send to the emulator' }).count()).toBe(0)
    expect(await opened.page.locator('.notice').first().textContent()).toContain('CORS')
    const first = opened.page.locator('.outcome .code').first()
    expect(await first.getAttribute('aria-label')).toBe('Command line')
    // What deletes in earnest asks first.
    expect(await first.locator('pre').textContent()).toBe(
      "npx -y @vpn-gateway/cli delete-vpn-connection 'vco-…' --region cn-hangzhou --network vpc",
    )
    await field('VpnConnectionId').fill('vco-1')
    await field('VpnConnectionId').press('Enter')
    expect(opened.emulator.ledger.of('DeleteVpnConnection')).toEqual([])
  })
})
