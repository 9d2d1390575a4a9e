import { createEmulator } from '@vpn-gateway/emulator'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { closeBrowser, hasBrowser, type Opened, open, violations } from './browser.ts'

afterAll(closeBrowser)

describe.skipIf(!hasBrowser)('gateways, in Chromium', () => {
  let opened: Opened
  const begin = async (...given: Parameters<typeof open>) => {
    opened = await open(...given)
    await opened.page.getByRole('link', { name: 'Gateways', exact: true }).click()
    await gateway('vpn-1').waitFor()
    return opened
  }
  const gateway = (id: string) => opened.page.getByRole('region', { name: id, exact: true })
  const story = (id: string) => gateway(id).locator('.history')
  const runs = (id: string) => gateway(id).locator('.runs')
  const press = (name: string) => opened.page.getByRole('button', { name, exact: true }).click()
  const marks = (id: string, tone: string) => gateway(id).locator(`.lane rect.${tone}`).count()
  const quick = { progression: { timeMs: 300 } }
  afterEach(() => opened.close())

  test('each is shown with what is on it, and changes as the emulator does', async () => {
    const { emulator, page } = await begin()
    expect(await page.getByLabel('Find').count(), 'two need no search').toBe(0)
    expect(await gateway('vpn-1').textContent()).toMatch(/active.*office.*vco-1.*to-data-center.*vco-2/)
    expect(await gateway('vpn-2').textContent()).toContain('iss-1')
    await emulator.fetch(
      new Request('http://localhost/?Action=DeleteVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1', { method: 'POST' }),
    )
    await expect.poll(() => gateway('vpn-1').locator('h2').textContent()).toBe('vpn-1 updating')
    await expect.poll(() => story('vpn-1').textContent()).toContain('deletion of vco-1 starts')
    await press('Skip the wait (emulator only)')
    await expect.poll(() => gateway('vpn-1').locator('h2').textContent()).toBe('vpn-1 active')
    await expect.poll(() => gateway('vpn-1').locator('.children').textContent()).not.toContain('vco-1')
    expect(await story('vpn-1').textContent()).toMatch(/deletion of vco-1 ends after \d/)
    expect(await gateway('vpn-2').textContent()).toContain('Nothing yet.')
    for (const tone of ['free', 'busy', 'work', 'accepted']) expect(await marks('vpn-1', tone), tone).toBeGreaterThan(0)
    for (const tone of ['busy', 'work', 'accepted', 'poll']) expect(await marks('vpn-2', tone), tone).toBe(0)
  })

  test('what was out of sight for minutes shows the last minute when it is seen again', async () => {
    const { page } = await begin(quick)
    await page.clock.install()
    await page.reload()
    await press('Delete and wait: iss-1')
    await expect.poll(() => runs('vpn-2').textContent()).toContain('Done iss-1')
    expect(await marks('vpn-2', 'work')).toBe(1)
    await page.getByRole('link', { name: 'Operations', exact: true }).click()
    await gateway('vpn-2').waitFor({ state: 'hidden' })
    await page.clock.fastForward(5 * 60_000)
    await page.getByRole('link', { name: 'Gateways', exact: true }).click()
    await gateway('vpn-2').waitFor()
    for (const tone of ['work', 'accepted', 'poll']) await expect.poll(() => marks('vpn-2', tone), { message: tone }).toBe(0)
    expect(await marks('vpn-2', 'free')).toBe(1)
  })

  test('what is told before the page is opened again is told after it too', async () => {
    const { emulator, page } = await begin()
    await press('Send one call: DeleteVpnConnection vco-1')
    await expect.poll(() => story('vpn-1').textContent()).toContain('deletion of vco-1 starts')
    emulator.settle('vpn-1')
    await expect.poll(() => story('vpn-1').textContent()).toContain('vpn-1 is active')
    const before = await story('vpn-1').locator('li').allTextContents()
    await page.reload()
    await expect.poll(() => story('vpn-1').locator('li').allTextContents()).toEqual(before)
  })

  test('one call while the gateway is at work is refused, and both the answer and the list say why', async () => {
    const { emulator } = await begin()
    await press('Send one call: DeleteVpnConnection vco-1')
    await expect.poll(() => gateway('vpn-1').locator('.verdict').textContent()).toContain('Accepted means started, not done')
    await press('Send one call: DeleteVpnConnection vco-2')
    await expect.poll(() => gateway('vpn-1').locator('.verdict').textContent()).toContain('vpn-1 was still deleting vco-1')
    await expect
      .poll(() => story('vpn-1').textContent())
      .toContain('DeleteVpnConnection vco-2: refused, VpnGateway.Configuring, because vpn-1 was still deleting vco-1')
    expect(await marks('vpn-1', 'refused')).toBe(1)
    emulator.settle('vpn-1')
    await press('Send the same call again')
    await expect.poll(() => gateway('vpn-1').locator('.verdict').textContent()).toContain('Accepted')
  })

  test('of what is being deleted already, or is gone, nothing is advised but to wait', async () => {
    const { emulator } = await begin()
    const verdict = () => gateway('vpn-1').locator('.verdict').textContent()
    await press('Send one call: DeleteVpnConnection vco-1')
    await expect.poll(verdict).toContain('Accepted')
    await press('Send one call: DeleteVpnConnection vco-1')
    await expect.poll(verdict).toContain('Nothing: vco-1 is being deleted already. Wait until it is gone.')
    expect(await gateway('vpn-1').getByRole('button', { name: 'Send the same call again' }).count()).toBe(0)
    emulator.settle('vpn-1')
    await expect.poll(verdict).toContain('Nothing: vco-1 is gone.')
    expect(await gateway('vpn-1').getByRole('button', { name: 'Send the same call again' }).count()).toBe(0)
  })

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

  test('where so much has happened that the page forgets, it says so', async () => {
    const { emulator, page } = await begin()
    expect(await page.getByText('Only the last').count()).toBe(0)
    const ask = () =>
      emulator.fetch(new Request('http://localhost/?Action=DescribeVpnGateway&RegionId=cn-hangzhou&VpnGatewayId=vpn-2', { method: 'POST' }))
    await emulator.fetch(
      new Request('http://localhost/?Action=DeleteVpnConnection&RegionId=cn-hangzhou&VpnConnectionId=vco-1', { method: 'POST' }),
    )
    for (let count = 0; count < 4000; count++) await ask()
    await page.reload()
    await expect.poll(() => story('vpn-1').textContent()).toContain('DeleteVpnConnection vco-1: accepted')
    expect(await page.getByText('Only the last').count()).toBe(0)
    for (let count = 0; count < 1000; count++) await ask()
    await page.getByText('Only the last 5,000 requests are shown.').waitFor()
  })

  test('among many gateways one is found by its id, its name, or what is or was on it, and what runs on others goes on', async () => {
    const sites = [1, 2, 3, 4, 5].map((at) => ({ id: `vpn-${at}`, fields: { Name: `site ${at}` }, connections: [`vco-${at}`] }))
    const { emulator, page } = await begin({ gateways: sites })
    const shown = () => page.locator('.gateway:visible h2').allTextContents()
    const find = (words: string) => page.getByLabel('Find').fill(words)
    await press('Delete everything on vpn-1')
    for (const words of ['vpn-4', ' VCO-4', 'site 4']) {
      await find(words)
      await expect.poll(shown, { message: words }).toEqual(['vpn-4 active'])
      expect(await page.locator('.find').textContent()).toContain('1 of 5 gateways')
    }
    await press('Delete and wait: vco-4')
    await expect.poll(() => story('vpn-4').textContent()).toContain('deletion of vco-4 starts')
    emulator.settle('vpn-4')
    await expect.poll(() => runs('vpn-4').textContent()).toContain('Done vco-4')
    await find('vco-4')
    expect(await shown()).toEqual(['vpn-4 active'])
    await find('vpn-9')
    const none = 'No gateway has “vpn-9” in its id, its name, or what is or was on it.'
    await page.locator('.find').getByText(none).waitFor()
    await expect.poll(() => page.getByRole('status').textContent()).toBe(none)
    emulator.settle('vpn-1')
    await page.keyboard.press('Escape')
    await expect.poll(() => shown().then(({ length }) => length)).toBe(5)
    await expect.poll(() => runs('vpn-1').textContent()).toContain('Done vpn-1')
    expect(await violations(page)).toEqual([])
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
    await expect.poll(() => gateway('vpn-1').textContent()).toContain('vco-2 not started: there is a run for vpn-1 already.')
    await press('Delete everything on vpn-1')
    await expect.poll(() => emulator.ledger.of('DeleteVpnConnection').length).toBe(1)
    expect(await runs('vpn-1').locator('li').count()).toBe(1)
    expect(await gateway('vpn-1').textContent()).toContain('vpn-1 not started: there is a run for vpn-1 already.')
    await press('Pause vpn-1')
    await press('Give up vpn-1')
    expect(await runs('vpn-1').count()).toBe(0)
  })

  test('time goes on in the picture and in the words while a deletion does', async () => {
    await begin()
    await press('Send one call: DeleteVpnConnection vco-1')
    const verdict = gateway('vpn-1').locator('.verdict')
    await expect.poll(() => verdict.textContent()).toMatch(/has been running for 0\.\d s/)
    await expect.poll(() => verdict.textContent()).toMatch(/has been running for 1\.\d s/)
    const work = gateway('vpn-1').locator('rect.work')
    const before = Number.parseFloat((await work.getAttribute('width')) ?? '')
    await expect.poll(async () => Number.parseFloat((await work.getAttribute('width')) ?? '')).toBeGreaterThan(before)
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

  test('every fault that has an answer is told the same by the verdict and by what happened', async () => {
    const { emulator } = await begin({ progression: 'immediate' })
    for (const [kind, title, told] of [
      ['html', 'Failed for now', 'failed, status 502'],
      ['empty', 'Failed for now', 'failed, status 503'],
      ['throttle', 'Refused for now', 'refused, Throttling'],
    ] as const) {
      emulator.inject('DeleteIpsecServer', { kind })
      await press('Send one call: DeleteIpsecServer iss-1')
      await expect.poll(() => gateway('vpn-2').locator('.verdict h3').textContent()).toContain(title)
      await expect.poll(() => story('vpn-2').locator('li').first().textContent()).toContain(told)
      emulator.reset()
    }
  })

  test('another emulator at the same address is another world: what was begun in the one is not done to it', async () => {
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

  test('a planted fault is met, told as a refusal, and repeated', async () => {
    const { page, emulator } = await begin(quick)
    await press('Plant a fault')
    await page.getByLabel('Requests of').selectOption('DeleteIpsecServer')
    await page.getByLabel('What goes wrong').selectOption('VpnGateway.Configuring')
    await press('Plant the fault')
    await expect.poll(() => emulator.faults.length).toBe(1)
    await expect.poll(() => page.locator('.planned').textContent()).toBe('DeleteIpsecServer: VpnGateway.Configuring, the next request')
    await press('Delete and wait: iss-1')
    await expect.poll(() => runs('vpn-2').textContent()).toContain('Done iss-1: iss-1 gone')
    const told = await story('vpn-2').textContent()
    expect(told).toContain('DeleteIpsecServer iss-1: refused, VpnGateway.Configuring, though vpn-2 was not busy: a planted fault')
    expect(told).toContain('DeleteIpsecServer iss-1, again with its token: accepted')
    expect(await marks('vpn-2', 'retry')).toBe(1)
    await expect.poll(() => page.locator('.planned').textContent()).toBe('')
    expect(emulator.has('iss-1')).toBe(false)
    await press('Reset the emulator')
    await expect.poll(() => gateway('vpn-2').locator('.children').textContent()).toContain('iss-1')
    await expect.poll(() => runs('vpn-2').count()).toBe(0)
  })

  test('each detail of a fault is asked for, and what the emulator refuses is told in its words', async () => {
    const { page, emulator } = await begin()
    await press('Plant a fault')
    await page.getByLabel('Requests of').selectOption('DescribeVpnGateway')
    await page.getByLabel('What goes wrong').selectOption({ label: 'answered late' })
    const wrong = () => page.locator('.faults .field[data-invalid]').allTextContents()
    await press('Plant the fault')
    await expect.poll(wrong).toEqual([expect.stringContaining('How late, in ms must be')])
    await page.getByLabel('How many requests').fill('none')
    await page.getByLabel('How late, in ms').fill('50')
    expect(await wrong(), 'typed again, and not refused yet').toEqual([])
    await press('Plant the fault')
    await expect.poll(wrong).toEqual([expect.stringContaining('How many requests must be')])
    await page.getByLabel('How many requests').fill('1')
    await page.getByLabel('Probability').fill('0.5')
    await page.getByLabel('Only for').selectOption('vpn-2')
    await press('Plant the fault')
    await page.getByLabel('What goes wrong').selectOption({ label: 'never answered' })
    await page.getByLabel('The work').selectOption('done')
    await page.getByLabel('How many requests').fill('')
    await press('Plant the fault')
    await expect
      .poll(() => emulator.faults)
      .toEqual([
        { operation: 'DescribeVpnGateway', fault: { kind: 'delay', ms: 50 }, rate: 0.5, id: 'vpn-2', left: 1 },
        { operation: 'DescribeVpnGateway', fault: { kind: 'timeout', work: 'done' }, rate: 0.5, id: 'vpn-2' },
      ])
    await press('Remove all faults')
    await expect.poll(() => emulator.faults).toEqual([])
    await page.getByLabel('What goes wrong').selectOption({ label: 'refused, with any code' })
    await page.getByLabel('Status').fill('200')
    await page.getByRole('textbox', { name: 'Code' }).fill('SystemBusy')
    await press('Plant the fault')
    await expect.poll(wrong).toEqual([expect.stringContaining('Status must be')])
    await page.getByLabel('Status').fill('')
    await press('Plant the fault')
    await expect.poll(() => emulator.faults).toMatchObject([{ fault: { kind: 'refusal', code: 'SystemBusy' } }])
    await expect.poll(() => page.locator('.planned').textContent()).toContain('DescribeVpnGateway: SystemBusy')
  })

  test('no fault is offered that an operation cannot meet', async () => {
    const { page, emulator } = await begin()
    await press('Plant a fault')
    const offered = (label: string) => page.getByLabel(label).locator('option').allTextContents()
    const kinds = () =>
      offered('What goes wrong').then((words) => ['a stale read', 'accepted, and fails later'].filter((each) => words.includes(each)))
    const met: Readonly<Record<string, readonly string[]>> = {
      DeleteVpnConnection: ['any resource', 'vco-1', 'vco-2'],
      DescribeVpnGateway: ['any resource', 'vpn-1', 'vpn-2'],
    }
    for (const [operation, ids] of Object.entries(met)) {
      await page.getByLabel('Requests of').selectOption(operation)
      expect(await offered('Only for'), operation).toEqual(ids)
      expect(await kinds(), operation).toEqual([operation.startsWith('Delete') ? 'accepted, and fails later' : 'a stale read'])
    }
    await page.getByLabel('Requests of').selectOption('DescribeRegions')
    expect(await page.getByLabel('Only for').count()).toBe(0)
    await press('Plant the fault')
    await expect.poll(() => emulator.faults.length).toBe(1)
  })

  test('a deletion that comes to nothing is called failed', async () => {
    // Long enough to be seen: of what was never seen at work the poller waits for a late sign.
    const { emulator } = await begin({ progression: { timeMs: 2500 } })
    emulator.inject('DeleteIpsecServer', { kind: 'task' })
    await press('Delete and wait: iss-1')
    await expect
      .poll(() => runs('vpn-2').textContent())
      .toMatch(/^Failed iss-1: its work has ended, and it is still there\. Its work came to nothing: delete it again\.$/)
    expect(await marks('vpn-2', 'failed')).toBe(1)
    expect(await marks('vpn-2', 'work')).toBe(0)
    expect(await story('vpn-2').textContent()).toMatch(/deletion of iss-1 fails after/)
  })

  test.each(['light', 'dark'] as const)(
    'axe finds nothing wrong with them when they are %s, and a phone shows them',
    async (colorScheme) => {
      const { page } = await begin({}, { colorScheme, viewport: { width: 360, height: 740 } })
      await press('Delete and wait: vco-1')
      await expect.poll(() => gateway('vpn-1').locator('h2').textContent()).toBe('vpn-1 updating')
      await press('Send one call: DeleteVpnConnection vco-2')
      await expect.poll(() => gateway('vpn-1').locator('.verdict').textContent()).toContain('Why')
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    },
  )
})
