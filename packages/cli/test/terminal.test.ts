import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bin, cleanEnv, emptyHome, sourceCondition } from './vpngw.ts'

/**
 * Starts the command line on a terminal of its own: `script`, of every Linux, makes one.
 * It takes the place of the shell, whose own answer to Ctrl-C differs from shell to shell.
 */
function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const command = ['stty cols 100 rows 30 && exec', process.execPath, sourceCondition, bin, ...args]
    .map((word) => (/^[a-z]+ |^[|2]/.test(word) ? word : `'${word}'`))
    .join(' ')
  return spawn('script', ['-qec', command, '/dev/null'], {
    env: cleanEnv({ SHELL: '/bin/sh', ...env }),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** Runs the command line on a terminal, and types once something is shown. */
async function onTerminal(
  args: readonly string[],
  answer: { readonly after: string; readonly type: string },
  env?: NodeJS.ProcessEnv,
): Promise<{ code: number; screen: string }> {
  const child = start(args, env)
  let screen = ''
  let typed = false
  child.stdout.on('data', (chunk) => {
    screen += chunk
    if (typed || !screen.includes(answer.after)) return
    typed = true
    child.stdin.write(answer.type)
  })
  const [code] = await once(child, 'close')
  return { code, screen }
}

// `script` takes these options on Linux, and slim images lack it.
const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

describe.runIf(hasScript)('on a terminal', () => {
  test('a question that would not be seen is not taken for a yes', async () => {
    const { code, screen } = await onTerminal(['teardown', 'vco-demo1', '--emulator', '2>&1', '|', 'cat'], { after: 'never', type: '' })
    expect(screen).toContain('--yes is required where the question would not be seen')
    expect(screen).not.toContain('gone')
    expect(code).toBe(0)
  })

  test('a deletion first names what loses contact, and "no" deletes nothing', async () => {
    const { code, screen } = await onTerminal(['teardown', 'vco-demo1', '--emulator'], { after: '[y/N]', type: 'n\n' })
    for (const words of [
      'vco-demo1, IPsec-VPN connection',
      'LocalSubnet: 10.0.0.0/8',
      'VpcId: vpc-',
      'the VPC and the data center behind it lose contact',
    ])
      expect(screen).toContain(words)
    expect(screen).toContain('Nothing was deleted.')
    expect(code).toBe(1)
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

  test('"yes" deletes, and lines stay in place', async () => {
    const { code, screen } = await onTerminal(['teardown', 'iss-demo1', '--emulator'], { after: '[y/N]', type: 'y\n' })
    expect(screen).toContain('every client that dials in through it loses contact')
    expect(screen).toContain('1 of 1 gone in')
    expect(code).toBe(0)
  })

  test('a single call asks too, and Ctrl-C is a clean end', async () => {
    const { code, screen } = await onTerminal(['delete-vpn-connection', 'vco-demo1', '--emulator'], { after: '[y/N]', type: '\u0003' })
    expect(screen).toContain('interrupted')
    expect(screen).not.toMatch(/^\s+at /m)
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
