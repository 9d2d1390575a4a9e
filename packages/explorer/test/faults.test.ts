import { describe, expect, test } from 'vitest'
import { hasBrowser } from './browser.ts'
import { beginGateways, field, gateway, label, marks, opened, part, press, quick, runs, select, shows, story, unfold } from './view.ts'

describe.skipIf(!hasBrowser)('faults, in Chromium', () => {
  /** Begins with the form of faults, for requests of an operation. */
  const beginForm = async (operation: string) => {
    await beginGateways()
    await unfold('Inject a fault')
    await select('Requests of', operation)
  }
  const pick = (words: string) => label('What goes wrong').selectOption({ label: words })
  const faults = () => expect.poll(() => opened.emulator.faults)
  const inject = () => press('Inject the fault')

  test.each([
    ['html', 'Temporary failure', 'failed, status 502'],
    ['empty', 'Temporary failure', 'failed, status 503'],
    ['throttle', 'Refused for now', 'refused, Throttling'],
  ] as const)('%s is described alike by the verdict and the history, as every fault that has an answer', async (kind, title, told) => {
    const { emulator } = await beginGateways({ progression: 'immediate' })
    emulator.inject('DeleteIpsecServer', { kind })
    await press('Send one call: DeleteIpsecServer iss-1')
    await shows(gateway('vpn-2').locator('.verdict h3'), title)
    await shows(story('vpn-2').locator('li').first(), told)
  })

  test('an injected fault is met, shown as a refusal, and the call repeated', async () => {
    const { page, emulator } = await beginGateways(quick)
    const planned = () => part('.planned').textContent()
    await page.clock.install()
    await page.reload()
    await unfold('Inject a fault')
    await select('Requests of', 'DeleteIpsecServer')
    await select('What goes wrong', 'VpnGateway.Configuring')
    await inject()
    await expect.poll(() => emulator.faults.length).toBe(1)
    await expect.poll(planned).toBe('DeleteIpsecServer: VpnGateway.Configuring, the next request')
    await press('Delete and wait: iss-1')
    await shows(story('vpn-2'), 'refused')
    // Past the wait before the retry.
    await page.clock.fastForward(10_000)
    await shows(runs('vpn-2'), 'Done iss-1: iss-1 gone')
    const told = await story('vpn-2').textContent()
    expect(told).toContain('DeleteIpsecServer iss-1: refused, VpnGateway.Configuring, although vpn-2 was not busy (an injected fault)')
    expect(told).toContain('DeleteIpsecServer iss-1; a retry with the same token: accepted')
    expect(await marks('vpn-2', 'retry')).toBe(1)
    await expect.poll(planned).toBe('')
    expect(emulator.has('iss-1')).toBe(false)
    await press('Reset the emulator')
    await shows(gateway('vpn-2').locator('.children'), 'iss-1')
    await expect.poll(() => runs('vpn-2').count()).toBe(0)
  })

  test('each detail of a fault is asked for, and what the emulator refuses is shown in its words', async () => {
    await beginForm('DescribeVpnGateway')
    const wrong = () => part('.faults .field[data-invalid]').allTextContents()
    const refusesFor = async (name: string) => {
      await inject()
      await expect.poll(wrong).toEqual([expect.stringContaining(`${name} must be`)])
    }
    await pick('answered late')
    await refusesFor('How late, in ms')
    await label('How many requests').fill('none')
    await label('How late, in ms').fill('50')
    expect(await wrong(), 'typed again, and not refused yet').toEqual([])
    await refusesFor('How many requests')
    await label('How many requests').fill('1')
    await label('Probability').fill('0.5')
    await select('Only for', 'vpn-2')
    await inject()
    await pick('never answered')
    await select('The operation', 'done')
    await label('How many requests').fill('')
    await inject()
    await faults().toEqual([
      { operation: 'DescribeVpnGateway', fault: { kind: 'delay', ms: 50 }, rate: 0.5, id: 'vpn-2', left: 1 },
      { operation: 'DescribeVpnGateway', fault: { kind: 'timeout', work: 'done' }, rate: 0.5, id: 'vpn-2' },
    ])
    await press('Remove all faults')
    await faults().toEqual([])
    await pick('refused, with any code')
    await label('Status').fill('200')
    await field('Code').fill('SystemBusy')
    await refusesFor('Status')
    await label('Status').fill('')
    await inject()
    await faults().toMatchObject([{ fault: { kind: 'refusal', code: 'SystemBusy' } }])
    await shows(part('.planned'), 'DescribeVpnGateway: SystemBusy')
  })

  test.each([
    ['DeleteVpnConnection', ['any resource', 'vco-1', 'vco-2'], ['accepted, then fails']],
    ['DescribeVpnGateway', ['any resource', 'vpn-1', 'vpn-2'], ['a stale read']],
  ])('no fault is offered that %s cannot meet', async (operation, ids, kinds) => {
    await beginForm(operation)
    const offered = (name: string) => label(name).locator('option').allTextContents()
    expect(await offered('Only for')).toEqual(ids)
    const found = await offered('What goes wrong')
    expect(['a stale read', 'accepted, then fails'].filter((each) => found.includes(each))).toEqual(kinds)
    await select('Requests of', 'DescribeRegions')
    expect(await label('Only for').count()).toBe(0)
    await inject()
    await expect.poll(() => opened.emulator.faults.length).toBe(1)
  })

  test('a deletion that comes to nothing is called failed', async () => {
    const { emulator } = await beginGateways()
    emulator.inject('DeleteIpsecServer', { kind: 'task' })
    await press('Send one call: DeleteIpsecServer iss-1')
    await shows(story('vpn-2'), 'deletion of iss-1 starts')
    emulator.settle('vpn-2')
    await shows(gateway('vpn-2').locator('.verdict'), /The deletion failed after .*iss-1 is still there/)
    expect(await marks('vpn-2', 'failed')).toBe(1)
    expect(await marks('vpn-2', 'work')).toBe(0)
    expect(await story('vpn-2').textContent()).toMatch(/deletion of iss-1 fails after/)
  })
})
