import { afterEach, describe, expect, test } from 'vitest'
import { hasBrowser } from './browser.ts'
import {
  button,
  call,
  choose,
  field,
  look,
  opened,
  part,
  press,
  region,
  select,
  send,
  sharePage,
  shows,
  status,
  unfold,
  verdict,
} from './view.ts'

describe.skipIf(!hasBrowser)('operations, in Chromium', () => {
  sharePage()
  afterEach(() => opened.again())
  const remove = (id: string) => call('DeleteVpnConnection', { VpnConnectionId: id })
  const deletions = () => opened.emulator.ledger.of('DeleteVpnConnection')
  const error = () => part('.react-aria-FieldError')

  test('a connection is deleted from the form, with a token from the button', async () => {
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('vco-1')
    await press('New ClientToken')
    const token = await field('ClientToken').inputValue()
    expect(token).toMatch(/^[\da-f-]{36}$/)
    await send()
    await shows(status(), /^Accepted, status 200, after \d+ ms$/)
    expect(await part('.answer pre').first().textContent()).toContain('"RequestId"')
    expect(deletions()[0]).toMatchObject({
      status: 200,
      parameters: { VpnConnectionId: 'vco-1', ClientToken: token, RegionId: 'cn-hangzhou' },
    })
  })

  test('a broken rule is shown as it is typed, and nothing is sent', async () => {
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('iss-1')
    expect(await error().textContent()).toBe('must start with vco-, followed by letters and digits only')
    await send()
    await field('VpnConnectionId').fill('')
    expect(await error().textContent()).toBe('is required')
    expect(deletions()).toEqual([])
    await field('VpnConnectionId').fill('vco-1')
    expect(await error().count()).toBe(0)
  })

  test('an id is taken from those that the emulator holds', async () => {
    await choose('DeleteIpsecServer')
    await press('Use iss-1 on vpn-2')
    expect(await field('IpsecServerId').inputValue()).toBe('iss-1')
  })

  test('what was accepted is followed until it is gone, which a later answer proves', async () => {
    await remove('vco-1')
    await shows(verdict(), /Accepted means started, not done.*Until it ends, vpn-1 refuses other changes/)
    opened.emulator.settle('vpn-1')
    await shows(verdict(), /The deletion ended after \d+\.\d s: vco-1 is gone/)
    await send()
    await shows(verdict(), /Not found, status 404.*Why: vco-1 was deleted \d+\.\d s before this call/)
  })

  test('a second deletion is refused, and the page says why, what to do, and when', async () => {
    await remove('vco-1')
    await shows(status(), /^Accepted/)
    await remove('vco-2')
    await shows(status(), /^Refused for now, status 400/)
    // What the emulator did arrives by itself.
    await shows(verdict(), 'Why:')
    const words = await verdict().textContent()
    for (const part of [
      /Why: vpn-1 was still deleting vco-1, which had started \d+\.\d s before this call/,
      /A VPN gateway takes one change at a time/,
      /Now: it is still deleting vco-1, for \d+\.\d s so far/,
      /What to do: Wait until the work ends, then send the same call again/,
      /ClassServiceError.*VpnGateway\.Configuring.*busy/,
    ])
      expect(words).toMatch(part)
    opened.emulator.settle('vpn-1')
    await shows(verdict(), 'vpn-1 is idle again')
    await press('Send the same call again')
    await shows(status(), /^Accepted/)
    const [first, refused, again] = deletions()
    expect(deletions().map(({ status }) => status)).toEqual([200, 400, 200])
    // The same call: with the idempotency token that it was sent with first.
    expect(again?.parameters).toEqual(refused?.parameters)
    expect(refused?.parameters.ClientToken).not.toBe(first?.parameters.ClientToken)
  })

  test('a refusal without a running task is called an injected fault', async () => {
    opened.emulator.failNext('DeleteVpnConnection', 'VpnGateway.Configuring')
    await remove('vco-1')
    await shows(verdict(), /vpn-1 was not busy. An injected fault refuses like this/)
  })

  test('an answer that was lost is asked for again with the same token, and nothing is deleted twice', async () => {
    opened.emulator.inject('DeleteVpnConnection', { kind: 'truncated' })
    await remove('vco-1')
    await shows(status(), /^Temporary failure/)
    await press('Send the same call again')
    await shows(status(), /^Accepted/)
    expect(opened.emulator.ledger.tasks).toHaveLength(1)
  })

  test('a resource of another region is said to be there', async () => {
    const offered = () => button('Use vco-1 on vpn-1').count()
    await choose('DescribeVpnConnection')
    await expect.poll(offered).toBe(1)
    await field('VpnConnectionId').fill('vco-1')
    await select('RegionId', 'eu-central-1')
    await expect.poll(offered).toBe(0)
    await send()
    await shows(verdict(), 'the emulator holds vco-1 in cn-hangzhou, and the call was for eu-central-1')
  })

  test('an incomplete form is not sent: the field that is wrong has the focus', async () => {
    await call('DeleteVpnConnection')
    expect(await field('VpnConnectionId').evaluate((input) => input === document.activeElement)).toBe(true)
    expect(deletions()).toEqual([])
  })

  test('a result of another emulator, or for another destination, is not shown', async () => {
    await remove('vco-1')
    await shows(status(), /^Accepted/)
    await select('Calls go to', 'public')
    expect(await verdict().count()).toBe(0)
    await select('Calls go to', 'emulator')
    expect(await verdict().count()).toBe(1)
    opened.emulator.reset()
    await expect.poll(() => verdict().count()).toBe(0)
  })

  test('an address leads to an operation and what was looked at, and the way back is that of the browser', async () => {
    const { page, origin } = opened
    await page.goto(`${origin}/_explorer/#operations/ListIpsecServers/request`)
    await page.getByRole('heading', { name: 'ListIpsecServers' }).waitFor()
    await region('Request').first().waitFor()
    expect(await page.title()).toBe('ListIpsecServers · VPN gateway explorer')
    await field('MaxResults').fill('7')
    await look('Gateways')
    await region('vpn-1').waitFor()
    await page.goBack()
    expect(await field('MaxResults').inputValue()).toBe('7')
  })

  test('a person who opens another view while an answer is pending stays there', async () => {
    const { page, emulator } = opened
    emulator.inject('DescribeVpnGateway', { kind: 'delay', ms: 700 })
    await call('DescribeVpnGateway', { VpnGatewayId: 'vpn-1' })
    await page.getByText('Waiting for the answer…').first().waitFor()
    // Other operations can be sent meanwhile.
    await call('ListIpsecServers')
    await shows(status(), /^Answered/)
    await look('Gateways')
    await expect.poll(() => emulator.ledger.of('DescribeVpnGateway').length).toBe(1)
    await region('vpn-1').waitFor()
    expect(page.url()).toContain('#gateways')
    await look('Operations')
    await choose('DescribeVpnGateway')
    await look('Answer')
    await shows(status(), /^Answered/)
  })

  test('a view that cannot be loaded can be tried again', async () => {
    await opened.stop()
    await look('Gateways')
    await opened.page.getByText('This view could not be loaded.').waitFor()
    await opened.restart()
    await press('Try again')
    await region('vpn-1').waitFor()
  })

  test('an answer in JSON is shown as it came', async () => {
    const came = opened.page.waitForResponse((response) => response.url().includes('Action=DescribeVpnGateway&'))
    await call('DescribeVpnGateway', { VpnGatewayId: 'vpn-1' })
    expect(await region('Response as received').locator('pre').textContent()).toBe(await (await came).text())
  })

  test('an emulator that was ended is missed, and found again', async () => {
    const silence = part('.connection')
    await opened.stop()
    await silence.waitFor()
    await call('DescribeRegions')
    await shows(status(), /^No response/)
    await opened.restart()
    await silence.waitFor({ state: 'detached' })
    await send()
    await shows(status(), /^Answered/)
  })

  test('a lost answer is shown too', async () => {
    // Chromium itself asks again on each connection that it had open, as many as they are.
    opened.emulator.inject('DescribeVpnGateway', { kind: 'reset', work: 'not-done' }, { rate: 1 })
    await call('DescribeVpnGateway', { VpnGatewayId: 'vpn-1' })
    await shows(part('.error'), 'NetworkError')
    const isDoubtful = () => opened.page.getByText('No response does not mean that nothing was done.').count()
    expect(await isDoubtful(), 'a read does nothing').toBe(0)
    opened.emulator.inject('DeleteVpnConnection', { kind: 'reset', work: 'done' }, { rate: 1 })
    await remove('vco-1')
    await expect.poll(isDoubtful).toBe(1)
  })

  test('an answer in XML is shown as it came, and read all the same', async () => {
    await unfold('Access key, signature and format')
    await select('Response format', 'XML')
    await call('DescribeVpnGateway', { VpnGatewayId: 'vpn-1' })
    await shows(status(), /^Answered/)
    const [read, raw] = await part('.answer pre').allTextContents()
    expect(JSON.parse(read ?? '')).toMatchObject({ VpnGatewayId: 'vpn-1', Status: 'active' })
    expect(raw).toMatch(/<DescribeVpnGatewayResponse>/)
  })

  test('a dry run deletes nothing', async () => {
    await choose('DeleteIpsecServer')
    await opened.page.getByText('only check, do nothing').click()
    await call('DeleteIpsecServer', { IpsecServerId: 'iss-1' })
    await shows(status(), /^The dry run passed/)
    expect(opened.emulator.ledger.of('DeleteIpsecServer')).toMatchObject([{ parameters: { DryRun: 'true' } }])
    expect(opened.emulator.has('iss-1')).toBe(true)
  })

  test.each([
    ['half a character', 'ListIpsecServers', { IpsecServerName: 'a\ud800b' }, { IpsecServerName: 'a\ufffdb' }],
    [
      'lists, numbers and choices',
      'DescribeVpnConnections',
      { PageSize: '5', Tag: 'owner=me\nplain' },
      { PageSize: '5', 'Tag.1.Key': 'owner', 'Tag.1.Value': 'me', 'Tag.2.Key': 'plain' },
    ],
  ] as const)('%s, and other unusual texts, break nothing, and are what the service is sent', async (_, operation, typed, sent) => {
    await call(operation, typed)
    for (const [name, text] of Object.entries(typed)) expect(await field(name).inputValue()).toBe(text.toWellFormed())
    await shows(status(), /^Answered/)
    expect(opened.emulator.ledger.of(operation)[0]?.parameters).toMatchObject(sent)
  })

  test('sample code of every kind follows the form, and is copied', async () => {
    await choose('DeleteVpnConnection')
    await look('Sample code')
    await field('VpnConnectionId').fill('vco-77')
    const samples = await part('.outcome .code').allTextContents()
    expect(samples).toHaveLength(5)
    for (const text of samples) expect(text).toContain('vco-77')
    await press('Copy: Command line')
    await part('.code').getByText('Copied').waitFor()
    expect(await opened.page.evaluate(() => navigator.clipboard.readText())).toBe(
      `npx -y @vpn-gateway/cli delete-vpn-connection vco-77 --region cn-hangzhou --endpoint ${opened.origin} --credentials none --yes`,
    )
  })

  test('the regions are those of the service, and one is for every call', async () => {
    await expect.poll(() => opened.page.getByLabel('RegionId').locator('option').count()).toBeGreaterThan(1)
    const [chosen] = await opened.page.getByLabel('RegionId').selectOption({ index: 1 })
    await call('ListIpsecServers')
    await shows(status(), /^Answered/)
    expect(opened.emulator.ledger.of('ListIpsecServers')[0]?.parameters.RegionId).toBe(chosen)
  })

  test('the real service is not called: the page says why, and has the command line first', async () => {
    await choose('DeleteVpnConnection')
    await select('Calls go to', 'vpc')
    expect(await button('Send to the emulator').count()).toBe(0)
    expect(await part('.notice').first().textContent()).toContain('CORS')
    const first = part('.outcome .code').first()
    expect(await first.getAttribute('aria-label')).toBe('Command line')
    // What deletes in earnest asks first.
    expect(await first.locator('pre').textContent()).toBe(
      "npx -y @vpn-gateway/cli delete-vpn-connection 'vco-…' --region cn-hangzhou --network vpc",
    )
    await field('VpnConnectionId').fill('vco-1')
    await field('VpnConnectionId').press('Enter')
    expect(deletions()).toEqual([])
  })
})
