import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeBrowser, hasBrowser, type Opened, open } from './browser.ts'

afterAll(closeBrowser)

describe.skipIf(!hasBrowser)('operations, in Chromium', { timeout: 60_000 }, () => {
  let opened: Opened
  beforeEach(async () => {
    opened = await open()
  })
  afterEach(async () => {
    const { complaints, requests, origin } = opened
    expect(complaints).toEqual([])
    expect(requests.filter((url) => !url.startsWith(`${origin}/`))).toEqual([])
    await opened.close()
  })
  const choose = (name: string) => opened.page.getByRole('option', { name }).first().click()
  const field = (name: string) => opened.page.getByRole('textbox', { name })
  const send = () => opened.page.getByRole('button', { name: 'Send to the emulator' }).click()
  const tab = (name: string) => opened.page.getByRole('tab', { name }).click()
  const status = () => opened.page.locator('.answer [role=status]').first()

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

  test('what breaks a rule is told as it is typed, and nothing is sent', async () => {
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('iss-1')
    expect(await opened.page.locator('.react-aria-FieldError').textContent()).toMatch(/^must match/)
    await send()
    await field('VpnConnectionId').fill('')
    expect(await opened.page.locator('.react-aria-FieldError').textContent()).toBe('is required')
    expect(opened.emulator.ledger.of('DeleteVpnConnection')).toEqual([])
    await field('VpnConnectionId').fill('vco-1')
    expect(await opened.page.locator('.react-aria-FieldError').count()).toBe(0)
  })

  test('a refusal is told with its class and what to do', async () => {
    opened.emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('vco-1')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Not done, status 400/)
    const words = await opened.page.locator('.error').textContent()
    for (const part of ['ServiceError', 'VpnGateway.Configuring', 'busy', 'Wait, then send the same call again'])
      expect(words).toContain(part)
  })

  test('a lost answer is told too', async () => {
    // Chromium itself asks again when a connection that it had open breaks.
    opened.emulator.inject('DescribeVpnGateway', { kind: 'reset', work: 'not-done' }, { times: 5 })
    await choose('DescribeVpnGateway')
    await field('VpnGatewayId').fill('vpn-1')
    await send()
    await expect.poll(() => opened.page.locator('.error').textContent()).toContain('NetworkError')
  })

  test('an answer in XML is shown as it came, and read all the same', async () => {
    await opened.page.getByLabel('Answers in').selectOption('XML')
    await choose('DescribeVpnGateway')
    await field('VpnGatewayId').fill('vpn-1')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Accepted/)
    const [read, raw] = await opened.page.locator('.answer pre').allTextContents()
    expect(JSON.parse(read ?? '')).toMatchObject({ VpnGatewayId: 'vpn-1', Status: 'active' })
    expect(raw).toMatch(/<DescribeVpnGatewayResponse>/)
  })

  test('a dry run deletes nothing', async () => {
    await choose('DeleteIpsecServer')
    await field('IpsecServerId').fill('iss-1')
    await opened.page.getByText('check only, do nothing').click()
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Accepted/)
    expect(opened.emulator.ledger.of('DeleteIpsecServer')).toMatchObject([{ parameters: { DryRun: 'true' } }])
    expect(opened.emulator.has('iss-1')).toBe(true)
  })

  test('lists, numbers and choices are what the service is sent', async () => {
    await choose('DescribeVpnConnections')
    await field('PageSize').fill('5')
    await field('Tag').fill('owner=me\nplain')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Accepted/)
    expect(opened.emulator.ledger.of('DescribeVpnConnections')[0]?.parameters).toMatchObject({
      PageSize: '5',
      'Tag.1.Key': 'owner',
      'Tag.1.Value': 'me',
      'Tag.2.Key': 'plain',
    })
  })

  test('sample code of every kind follows the form, and is copied', async () => {
    await choose('DeleteVpnConnection')
    await tab('Code')
    await field('VpnConnectionId').fill('vco-77')
    const samples = opened.page.locator('.outcome .code')
    expect(await samples.count()).toBe(5)
    for (const text of await samples.allTextContents()) expect(text).toContain('vco-77')
    await opened.page.getByRole('button', { name: 'Copy: Command line' }).click()
    await opened.page.getByText('Copied').waitFor()
    expect(await opened.page.evaluate(() => navigator.clipboard.readText())).toBe(
      'npx -y @vpn-gateway/cli delete-vpn-connection vco-77 --region cn-hangzhou --yes',
    )
  })

  test('the regions are those of the service, and one is for every call', async () => {
    await expect.poll(() => opened.page.getByLabel('RegionId').locator('option').count()).toBeGreaterThan(1)
    await opened.page.getByLabel('RegionId').selectOption({ index: 1 })
    const region = await opened.page.getByLabel('RegionId').inputValue()
    await choose('ListIpsecServers')
    await send()
    await expect.poll(() => status().textContent()).toMatch(/^Accepted/)
    expect(opened.emulator.ledger.of('ListIpsecServers')[0]?.parameters.RegionId).toBe(region)
  })

  test('the real service is not called: the page says why, and has the command line first', async () => {
    await opened.page.getByLabel('Calls go to').selectOption('public')
    expect(await opened.page.getByRole('button', { name: 'Send to the emulator' }).count()).toBe(0)
    expect(await opened.page.locator('.notice').first().textContent()).toContain('CORS')
    expect(await opened.page.locator('.outcome .code-title').first().textContent()).toBe('Command line')
  })
})
