import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright'

const columns = 92
const rows = 8
const fileOf = (specifier: string) => fileURLToPath(import.meta.resolve(specifier))

/** Output of `npm start` in a terminal, in the middle of its teardown. */
export async function pictureCommandLine(browser: Browser, path: string): Promise<void> {
  // A terminal shows an update at its end.
  const written = await screenOf('node --conditions=@vpn-gateway/source packages/cli/src/bin.ts', /1 of 4 gone.*\[\?2026l/s)
  const page = await browser.newPage({ viewport: { width: 900, height: 165 }, deviceScaleFactor: 2 })
  try {
    await page.setContent('<body style="margin:0;background:#11161d"><div id="terminal" style="padding:12px 16px"></div>')
    await page.addStyleTag({ path: fileOf('@xterm/xterm/css/xterm.css') })
    await page.addScriptTag({ path: fileOf('@xterm/xterm') })
    await page.evaluate(
      ({ written, columns, rows }) => {
        const { Terminal } = globalThis as unknown as typeof import('@xterm/xterm')
        const theme = { background: '#11161d', foreground: '#e8edf3', green: '#7fd898', brightBlack: '#9aa7b8' }
        const terminal = new Terminal({ cols: columns, rows, theme, fontSize: 15, cursorStyle: 'bar', cursorInactiveStyle: 'none' })
        terminal.open(document.getElementById('terminal') as HTMLElement)
        return new Promise<void>((resolve) => terminal.write(`$ npm start\r\n${written}`, resolve))
      },
      { written, columns, rows },
    )
    await page.locator('.xterm-rows').getByText('1 of 4 gone').waitFor()
    await page.screenshot({ path })
  } finally {
    await page.close()
  }
}

/** Gives the output of a command on a terminal, until it has written this. */
async function screenOf(command: string, until: RegExp): Promise<string> {
  // Room for every line: with less the command shows one for each gateway.
  const line = `stty cols ${columns} rows 24; ${command}`
  const cwd = fileURLToPath(new URL('../../../../', import.meta.url))
  const child = spawn('script', ['-qfec', line, '/dev/null'], { cwd, env: { ...process.env, TERM: 'xterm-256color' } })
  let written = ''
  for await (const part of child.stdout) {
    written += String(part)
    if (until.test(written)) break
  }
  child.kill()
  return written
}
