import { describe, expect, test } from 'vitest'
import { hasBrowser } from './browser.ts'
import { begin, gateway, marks, press, quick, runs, story } from './gateways-view.ts'

describe.skipIf(!hasBrowser)('faults, in Chromium', () => {
  test('every fault that has an answer is described alike by the verdict and the history', async () => {
    const { emulator } = await begin({ progression: 'immediate' })
    for (const [kind, title, told] of [
      ['html', 'Temporary failure', 'failed, status 502'],
      ['empty', 'Temporary failure', 'failed, status 503'],
      ['throttle', 'Refused for now', 'refused, Throttling'],
    ] as const) {
      emulator.inject('DeleteIpsecServer', { kind })
      await press('Send one call: DeleteIpsecServer iss-1')
      await expect.poll(() => gateway('vpn-2').locator('.verdict h3').textContent()).toContain(title)
      await expect.poll(() => story('vpn-2').locator('li').first().textContent()).toContain(told)
      emulator.reset()
    }
  })

  test('an injected fault is met, shown as a refusal, and the call repeated', async () => {
    const { page, emulator } = await begin(quick)
    await page.clock.install()
    await page.reload()
    await press('Inject a fault')
    await page.getByLabel('Requests of').selectOption('DeleteIpsecServer')
    await page.getByLabel('What goes wrong').selectOption('VpnGateway.Configuring')
    await press('Inject the fault')
    await expect.poll(() => emulator.faults.length).toBe(1)
    await expect.poll(() => page.locator('.planned').textContent()).toBe('DeleteIpsecServer: VpnGateway.Configuring, the next request')
    await press('Delete and wait: iss-1')
    await expect.poll(() => story('vpn-2').textContent()).toContain('refused')
    // Past the wait before the retry.
    await page.clock.fastForward(10_000)
    await expect.poll(() => runs('vpn-2').textContent()).toContain('Done iss-1: iss-1 gone')
    const told = await story('vpn-2').textContent()
    expect(told).toContain('DeleteIpsecServer iss-1: refused, VpnGateway.Configuring, although vpn-2 was not busy (an injected fault)')
    expect(told).toContain('DeleteIpsecServer iss-1; a retry with the same token: accepted')
    expect(await marks('vpn-2', 'retry')).toBe(1)
    await expect.poll(() => page.locator('.planned').textContent()).toBe('')
    expect(emulator.has('iss-1')).toBe(false)
    await press('Reset the emulator')
    await expect.poll(() => gateway('vpn-2').locator('.children').textContent()).toContain('iss-1')
    await expect.poll(() => runs('vpn-2').count()).toBe(0)
  })

  test('each detail of a fault is asked for, and what the emulator refuses is shown in its words', async () => {
    const { page, emulator } = await begin()
    await press('Inject a fault')
    await page.getByLabel('Requests of').selectOption('DescribeVpnGateway')
    await page.getByLabel('What goes wrong').selectOption({ label: 'answered late' })
    const wrong = () => page.locator('.faults .field[data-invalid]').allTextContents()
    await press('Inject the fault')
    await expect.poll(wrong).toEqual([expect.stringContaining('How late, in ms must be')])
    await page.getByLabel('How many requests').fill('none')
    await page.getByLabel('How late, in ms').fill('50')
    expect(await wrong(), 'typed again, and not refused yet').toEqual([])
    await press('Inject the fault')
    await expect.poll(wrong).toEqual([expect.stringContaining('How many requests must be')])
    await page.getByLabel('How many requests').fill('1')
    await page.getByLabel('Probability').fill('0.5')
    await page.getByLabel('Only for').selectOption('vpn-2')
    await press('Inject the fault')
    await page.getByLabel('What goes wrong').selectOption({ label: 'never answered' })
    await page.getByLabel('The operation').selectOption('done')
    await page.getByLabel('How many requests').fill('')
    await press('Inject the fault')
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
    await press('Inject the fault')
    await expect.poll(wrong).toEqual([expect.stringContaining('Status must be')])
    await page.getByLabel('Status').fill('')
    await press('Inject the fault')
    await expect.poll(() => emulator.faults).toMatchObject([{ fault: { kind: 'refusal', code: 'SystemBusy' } }])
    await expect.poll(() => page.locator('.planned').textContent()).toContain('DescribeVpnGateway: SystemBusy')
  })

  test('no fault is offered that an operation cannot meet', async () => {
    const { page, emulator } = await begin()
    await press('Inject a fault')
    const offered = (label: string) => page.getByLabel(label).locator('option').allTextContents()
    const kinds = () =>
      offered('What goes wrong').then((words) => ['a stale read', 'accepted, then fails'].filter((each) => words.includes(each)))
    const met: Readonly<Record<string, readonly string[]>> = {
      DeleteVpnConnection: ['any resource', 'vco-1', 'vco-2'],
      DescribeVpnGateway: ['any resource', 'vpn-1', 'vpn-2'],
    }
    for (const [operation, ids] of Object.entries(met)) {
      await page.getByLabel('Requests of').selectOption(operation)
      expect(await offered('Only for'), operation).toEqual(ids)
      expect(await kinds(), operation).toEqual([operation.startsWith('Delete') ? 'accepted, then fails' : 'a stale read'])
    }
    await page.getByLabel('Requests of').selectOption('DescribeRegions')
    expect(await page.getByLabel('Only for').count()).toBe(0)
    await press('Inject the fault')
    await expect.poll(() => emulator.faults.length).toBe(1)
  })

  test('a deletion that comes to nothing is called failed', async () => {
    const { emulator } = await begin()
    emulator.inject('DeleteIpsecServer', { kind: 'task' })
    await press('Send one call: DeleteIpsecServer iss-1')
    await expect.poll(() => story('vpn-2').textContent()).toContain('deletion of iss-1 starts')
    emulator.settle('vpn-2')
    await expect.poll(() => gateway('vpn-2').locator('.verdict').textContent()).toMatch(/The deletion failed after .*iss-1 is still there/)
    expect(await marks('vpn-2', 'failed')).toBe(1)
    expect(await marks('vpn-2', 'work')).toBe(0)
    expect(await story('vpn-2').textContent()).toMatch(/deletion of iss-1 fails after/)
  })
})
