import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EmulatorOptions } from '@vpn-gateway/emulator'
import type { DeletionPhase } from '@vpn-gateway/poller'
import { openJournal } from '@vpn-gateway/poller/node'
import { describe, expect, test } from 'vitest'
import { startService } from './service.ts'
import { cleanEnv, command, emptyHome } from './vpngw.ts'

/**
 * Starts the command line on a terminal of its own: `script`, of every Linux, makes one.
 * It takes the place of the shell, whose own answer to Ctrl-C differs from shell to shell.
 */
function start(args: readonly string[], env: NodeJS.ProcessEnv = {}, shell = 'stty cols 100 rows 30 && exec') {
  const words = [shell, ...command, ...args].map((word) => (/^[a-z]+ |^[|;2<>]/.test(word) ? word : `'${word}'`))
  return spawn('script', ['-qec', words.join(' '), '/dev/null'], {
    env: cleanEnv({ SHELL: '/bin/sh', ...env }),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** An answer that is typed once a text is shown after the answer before; at once where that text is empty. */
interface Answer {
  readonly after: string
  readonly type: string
  /** Something that happens before it is typed. */
  readonly before?: () => void
}

/** Runs the command line on a terminal, and answers. */
async function onTerminal(
  args: readonly string[],
  answers: Answer | readonly Answer[],
  env?: NodeJS.ProcessEnv,
  shell?: string,
): Promise<{ code: number; screen: string }> {
  const child = start(args, env, shell)
  const rest = [answers].flat()
  let [screen, from] = ['', 0]
  const answer = () => {
    for (let [next] = rest; next && screen.includes(next.after, from); [next] = rest) {
      from = screen.indexOf(next.after, from) + next.after.length
      rest.shift()
      next.before?.()
      child.stdin.write(next.type)
    }
  }
  child.stdout.on('data', (chunk) => {
    screen += chunk
    answer()
  })
  answer()
  const [code] = await once(child, 'close')
  return { code, screen }
}

// `script` takes these options on Linux, and slim images lack it.
const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

describe.runIf(hasScript)('on a terminal', () => {
  test.each([
    ['stdout and stderr are', '2>/dev/null', '>/dev/null'],
    ['stdin is', '</dev/null', ''],
  ])('the question is asked on the terminal itself, also where %s elsewhere', async (_, one, other) => {
    const args = ['teardown', 'vco-demo1', '--emulator', one, other].filter((word) => word !== '')
    const { code, screen } = await onTerminal(args, { after: '[y/N]', type: 'n\n' })
    expect(screen).toContain('the VPC and the data center behind it lose contact')
    expect(code).toBe(1)
  })

  const teardownOn = async (
    gateways: NonNullable<EmulatorOptions['gateways']>,
    words: readonly string[],
    answers: string | readonly Answer[],
    {
      targets,
      kept: left = [],
      size,
    }: {
      readonly targets?: readonly string[]
      readonly kept?: readonly { readonly id: string; readonly gatewayId: string; readonly isNamed: true }[]
      readonly size?: string
    } = {},
  ) => {
    await using at = await startService({ gateways, progression: { timeMs: 0 } })
    const path = at.file('journal')
    if (targets) {
      await using kept = await openJournal(path)
      await kept.append({ targets, ...(left.length > 0 && { planned: [], left }) })
    }
    const { code, screen } = await onTerminal(
      ['teardown', ...words, ...at.there, '--credentials', 'none', ...(targets ? ['--journal', path] : ['--no-journal'])],
      typeof answers === 'string' ? { after: /^\d/.test(answers) ? '> ' : '[y/N]', type: answers } : answers,
      {},
      size && `stty ${size} && exec`,
    )
    return { code, screen, left: at.left().length }
  }
  const on = (gateway: number, count: number) => ({
    id: `vpn-${gateway}`,
    fields: { Name: `office ${gateway}` },
    connections: Array.from({ length: count }, (_, at) => `vco-${gateway}x${at}`),
  })

  const stateOf = (id: string, phase: DeletionPhase, scope: { readonly regionId: string; readonly endpoint: string }) =>
    ({ version: 2, resource: 'VpnConnection', id, phase, parentId: 'vpn-1', clientToken: 'token', atMs: 0, afterMs: 0, ...scope }) as const

  test('what a journal adds is in the question, by name', async () => {
    const { code, screen, left } = await teardownOn([on(1, 4)], ['vco-1x0'], 'n\n', { targets: ['vco-1x1', 'vco-1x2', 'vco-none'] })
    for (const words of [/vco-1x0 {2}IPsec-VPN/, /vco-1x1 {2}IPsec-VPN/, '2 of these come from the journal', 'vco-1x1, vco-1x2'])
      expect(screen).toMatch(words)
    expect(screen).toContain('Delete these 3 on')
    expect({ code, left }).toEqual({ code: 1, left: 4 })
  })

  test('what goes because its gateway is named does not come from a journal that had left it', async () => {
    const kept = [{ id: 'vco-2x0', gatewayId: 'vpn-2', isNamed: true }] as const
    const { screen } = await teardownOn([on(1, 1), on(2, 1)], ['vpn-2', 'vco-1x0'], 'n\n', { targets: ['vco-1x0'], kept })
    expect(screen).toContain('Delete these 2 on')
    expect(screen).not.toContain('from the journal')
  })

  test('what a journal has sent, and is not seen any more, comes from it, though its gateway is named', async () => {
    await using at = await startService({ gateways: [on(1, 1)] })
    const path = at.file('journal')
    {
      await using kept = await openJournal(path)
      const scope = { regionId: 'cn-hangzhou', endpoint: at.server.url }
      await kept.append({ targets: ['vpn-1'], ...scope })
      await kept.append({ state: stateOf('vco-sent', 'accepted', scope) })
    }
    const args = ['teardown', 'vpn-1', '--journal', path, ...at.there, '--credentials', 'none']
    const { screen } = await onTerminal(args, { after: '[y/N]', type: 'n\n' })
    expect(screen).toContain('One of these comes from the journal')
    expect(screen).toContain('Delete vco-1x0, and follow 1 sent before, which may be sent again, on')
  })

  test('going on with a journal asks too', async () => {
    const { code, screen, left } = await teardownOn([on(1, 2)], [], 'n\n', { targets: ['vco-1x1'] })
    expect(screen).toContain('Delete vco-1x1 on')
    expect({ code, left }).toEqual({ code: 1, left: 2 })
  })

  test('every gateway is named and counted, and for many deletions their number is to be typed', async () => {
    const gateways = Array.from({ length: 11 }, (_, at) => on(at + 1, at === 0 ? 3 : 2))
    const ids = gateways.map(({ id }) => id)
    const refused = await teardownOn(gateways, ids, [{ after: '> ', type: 'y\n' }], { size: 'cols 100 rows 40' })
    for (const at of [1, 2, 11]) expect(refused.screen).toContain(`"office ${at}": ${at === 1 ? 3 : 2} × IPsec-VPN connection`)
    expect(refused.screen).toContain('Type 23 to delete these 23')
    expect(refused).toMatchObject({ code: 1, left: 23 })
    const accepted = await teardownOn(gateways, [...ids, '--timeout', '1'], '23\n', { size: 'cols 100 rows 40' })
    expect(accepted.left).toBeLessThan(23)
  })

  test.each([
    ['cols 160 rows 60', /^ 12 {2}vco-1x11 {2}IPsec-VPN connection/m],
    ['cols 160 rows 20', /"office 1": 12 × IPsec-VPN connection: vco-1x0, vco-1x1, .*, vco-1x11 \(everything/],
    ['cols 40 rows 60', /"office 1": 12 × IPsec-VPN connection: vco-1x0, vco-1x1, .*, vco-1x11 \(everything/],
  ])('on a terminal of %s the question shows what goes', async (size, words) => {
    const { code, screen, left } = await teardownOn([on(1, 12)], ['vpn-1'], 'n\n', { size })
    expect(words.flags.includes('m') ? screen : screen.replace(/\s+/g, ' ')).toMatch(words)
    expect(screen).not.toContain('shows more')
    expect({ code, left }).toEqual({ code: 1, left: 12 })
  })

  test('on a small terminal a plan is shown page by page, and only the question is answered', async () => {
    const more = '-- Enter shows more --'
    const gateways = Array.from({ length: 9 }, (_, at) => on(at + 1, 1))
    const answers = [
      { after: more, type: 'y\n' },
      { after: more, type: '\n' },
      { after: '[y/N]', type: 'n\n' },
    ]
    const ids = gateways.map(({ id }) => id)
    const { code, screen, left } = await teardownOn(gateways, ids, answers, { size: 'cols 160 rows 10' })
    for (let at = 1; at <= 9; at += 1) expect(screen).toContain(`"office ${at}": 1 × IPsec-VPN connection: vco-${at}x0`)
    expect({ code, left }).toEqual({ code: 1, left: 9 })
  })

  test('Ctrl-D at a page is no, as at the question, and shows no other', async () => {
    const gateways = Array.from({ length: 9 }, (_, at) => on(at + 1, 1))
    const answers = [{ after: '-- Enter shows more --', type: '\u0004' }]
    const { code, screen, left } = await teardownOn(
      gateways,
      gateways.map(({ id }) => id),
      answers,
      { size: 'cols 160 rows 10' },
    )
    expect(screen).toContain('No deletion was sent.')
    expect(screen).not.toMatch(/office 9|\[y\/N\]/)
    expect({ code, left }).toEqual({ code: 1, left: 9 })
  })

  /** Gives a file for the name of a terminal, and what gives that terminal another size. */
  const resizable = (columns: string, rows: string) => {
    const device = join(emptyHome, 'device.txt')
    return { device, resize: () => spawnSync('stty', ['-F', readFileSync(device, 'utf8').trim(), 'cols', columns, 'rows', rows]) }
  }

  test('a page is laid out for the size that the terminal has by then', async () => {
    const { device, resize } = resizable('10', '9')
    const answers = [
      { after: '-- Enter shows more --', type: '\n', before: resize },
      { after: '[Enter]', type: '\u0003' },
    ]
    const size = `cols 160 rows 5 && tty >'${device}'`
    const { code, screen, left } = await teardownOn([on(1, 1), on(2, 1), on(3, 1)], ['vpn-1', 'vpn-2', 'vpn-3'], answers, { size })
    const [, page = ''] = screen.split('-- Enter shows more --')
    const rows = page.split('\n').map((row) => row.trim())
    expect(Math.max(...rows.slice(1, 8).map((row) => row.length))).toBeLessThanOrEqual(10)
    expect({ code, left }).toEqual({ code: 130, left: 3 })
  })

  test('what stands on the screen stays there, whatever size the terminal gets before the question and while it waits', async () => {
    const { device, resize } = resizable('150', '60')
    const answers = [
      { after: '-- Enter shows more --', type: '\n', before: resize },
      { after: '[y/N]', type: 'yes\b\b\b', before: resizable('30', '9').resize },
      { after: 'yes', type: 'n\n', before: resize },
    ]
    const { screen, left } = await teardownOn([on(1, 3)], ['vpn-1'], answers, { size: `cols 30 rows 9 && tty >'${device}'` })
    const [, asked = ''] = screen.split('Delete these 3')
    // A terminal lays out its rows anew, so that nobody else knows how far up they reach.
    const moves = asked.split('\u001b[').map((text) => text.replace(/^[\d;]*/, '').charAt(0))
    for (const up of 'AFH') expect(moves).not.toContain(up)
    expect(asked).toContain('No deletion was sent.')
    expect(left).toBe(3)
  })

  test('a deletion first names what loses contact, and "no" deletes nothing', async () => {
    const { code, screen } = await onTerminal(['teardown', 'vco-demo1', '--emulator'], { after: '[y/N]', type: 'n\n' })
    for (const words of [
      /vco-demo1 {2}IPsec-VPN connection/,
      'LocalSubnet: 10.0.0.0/8',
      'VpcId: vpc-',
      'the VPC and the data center behind it lose contact',
    ])
      expect(screen).toMatch(words)
    expect(screen).toContain('No deletion was sent.')
    expect(code).toBe(1)
  })

  test('what was typed before the question is no answer', async () => {
    await using at = await startService({ gateways: [on(1, 2)], progression: { timeMs: 0 } })
    for (const operation of ['DescribeVpnConnection', 'DescribeVpnConnections'] as const)
      at.emulator.inject(operation, { kind: 'delay', ms: 800 })
    const { code, screen } = await onTerminal(
      ['teardown', 'vco-1x0', ...at.there, '--credentials', 'none', '--no-journal'],
      [
        { after: '', type: 'y\n' },
        { after: '[y/N]', type: 'n\n' },
      ],
    )
    expect(screen).toContain('No deletion was sent.')
    expect({ code, left: at.left().length }).toEqual({ code: 1, left: 2 })
  })

  test('a single call says that it reads where that is slow', async () => {
    await using at = await startService({ gateways: [on(1, 1)] })
    for (const operation of ['DescribeVpnConnection', 'DescribeVpnConnections'] as const)
      at.emulator.inject(operation, { kind: 'delay', ms: 1_500 })
    const args = ['delete-vpn-connection', 'vco-1x0', ...at.there, '--credentials', 'none']
    const { code, screen } = await onTerminal(args, { after: '[y/N]', type: 'n\n' })
    expect(screen).toMatch(/^Reading…\r?\n[\s\S]*Delete vco-1x0/)
    expect(code).toBe(1)
  })

  test.each([
    ['n\n', 'No deletion was sent.', 1],
    ['y\n', '1 of 1 gone in', 0],
  ])('Ctrl-Z and fg at the question show it again, and %j answers it', async (type, words, code) => {
    const ended = await onTerminal(
      ['teardown', 'iss-demo1', '--emulator', '; fg'],
      [
        { after: '[y/N]', type: '\u001a' },
        { after: 'Delete iss-demo1 on', type: '' },
        { after: '[y/N]', type },
      ],
      {},
      'stty cols 100 rows 30 && set -m && true &&',
    )
    expect(ended.screen).toContain(words)
    expect(ended.code).toBe(code)
  })

  test('the explorer opens in a browser', async () => {
    const opened = join(emptyHome, 'opened.txt')
    const browser = join(emptyHome, 'browser')
    writeFileSync(browser, `#!/bin/sh\necho "$1" > '${opened}'\n`, { mode: 0o755 })
    const child = start(['explorer'], { BROWSER: browser })
    let screen = ''
    child.stdout.on('data', (chunk) => (screen += chunk))
    const read = () => (existsSync(opened) ? readFileSync(opened, 'utf8').trim() : '')
    await expect.poll(read).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_explorer\/$/)
    expect(screen).toContain(read())
    child.stdin.write('\u0003')
    const [code] = await once(child, 'close')
    expect(code).toBe(0)
  })

  test('Ctrl-C while the browser is opened is a clean end', async () => {
    const { code, screen } = await onTerminal(['explorer'], { after: '/_explorer/', type: '\u0003' }, { BROWSER: 'true' })
    expect(screen).toContain('Ctrl-C ends it')
    expect(code).toBe(0)
  })

  test('what a journal has ended is not waited for, though it is named again', async () => {
    await using at = await startService({ gateways: [on(1, 2)], progression: { timeMs: 700 } })
    const path = at.file('journal')
    {
      await using kept = await openJournal(path)
      const scope = { regionId: 'cn-hangzhou', endpoint: at.server.url }
      await kept.append({ targets: ['vco-gone', 'vco-1x0'], ...scope })
      await kept.append({ state: stateOf('vco-gone', 'gone', scope) })
    }
    const args = ['vco-gone', '--journal', path, '--ensure-gone', ...at.there, '--credentials', 'none']
    const { code, screen } = await onTerminal(['teardown', ...args], { after: '[y/N]', type: 'y\n' })
    expect(screen).toContain('1 ended before')
    expect(screen).not.toContain('1 of 2 gone')
    expect([code, at.left()]).toEqual([0, ['vco-1x1']])
  })

  test('"yes" deletes, and lines stay in place', async () => {
    const { code, screen } = await onTerminal(['teardown', 'iss-demo1', '--emulator'], { after: '[y/N]', type: 'y\n' })
    expect(screen).toContain('every client that dials in through it loses contact')
    expect(screen).toContain('1 of 1 gone in')
    expect(code).toBe(0)
  })

  test.each([
    ['gets the tag that protects', { Tags: { Tag: [{ Key: 'vpngw:protected', Value: '1' }] } }],
    ['gets another name', { Name: 'production' }],
  ])('what %s while a single call asks is not deleted', async (_, fields) => {
    await using at = await startService({ gateways: [{ id: 'vpn-1', connections: ['vco-1'] }] })
    const change = {
      after: '[y/N]',
      type: 'y\n',
      before: () => at.emulator.seed({ gateways: [{ id: 'vpn-1', connections: [{ id: 'vco-1', fields }] }] }),
    }
    const { code, screen } = await onTerminal(['delete-vpn-connection', 'vco-1', ...at.there, '--credentials', 'none'], change)
    expect([code, at.emulator.ledger.of('DeleteVpnConnection')]).toEqual([1, []])
    expect(screen).toContain('not what it was when it was asked about')
  })

  test('a single call asks too, and Ctrl-C is a clean end', async () => {
    const { code, screen } = await onTerminal(['delete-vpn-connection', 'vco-demo1', '--emulator'], { after: '[y/N]', type: '\u0003' })
    expect(screen).toContain('vpngw: interrupted; no deletion was sent')
    expect(screen).not.toMatch(/^\s+at /m)
    expect(code).toBe(130)
  })

  test('Ctrl-C after the service was only asked about rights says that no deletion was sent', async () => {
    const args = ['teardown', 'iss-demo1', '--emulator', '--check-rights', '--debug']
    const { code, screen } = await onTerminal(args, { after: '[y/N]', type: '\u0003' })
    expect(screen).toContain('operation=DeleteIpsecServer')
    expect(screen).toContain('vpngw: interrupted; no deletion was sent')
    expect(code).toBe(130)
  })

  test('--yes does not ask; Ctrl-C in the middle ends in order', async () => {
    const { code, screen } = await onTerminal(['teardown', 'vco-demo1', 'vco-demo2', '--emulator', '--yes'], {
      after: 'gateway updating',
      type: '\u0003',
    })
    expect(screen).not.toContain('[y/N]')
    expect(screen).toContain('0 of 2 gone, 2 not known yet, in ')
    expect(screen).toContain('what the service has accepted goes on')
    expect(code).toBe(130)
  })
})
