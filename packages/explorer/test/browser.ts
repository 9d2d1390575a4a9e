import { createEmulator, type EmulatorOptions } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { siteFolder } from '../src/source.node.ts'
import { launchOptions } from './chromium.ts'

export { elsewhere, hasBrowser } from './chromium.ts'

let browser: Promise<Browser> | undefined

/** Closes what this file has opened; the next one of the worker connects anew. */
export async function closeBrowser(): Promise<void> {
  const open = browser
  browser = undefined
  await (await open)?.close()
}

const scenario: EmulatorOptions = {
  gateways: [
    { id: 'vpn-1', fields: { Name: 'office' }, connections: ['vco-1', 'vco-2'] },
    { id: 'vpn-2', servers: ['iss-1'] },
  ],
  progression: 'manual',
}

export type Opened = Awaited<ReturnType<typeof open>>

/** Opens the page in a tab of its own, beside an emulator of its own. */
export async function open(options: EmulatorOptions = {}, context: BrowserContextOptions = {}, host = 'localhost') {
  // One for all test files; a program that runs without them launches its own.
  const address = process.env.EXPLORER_BROWSER
  browser ??= address === undefined ? chromium.launch(launchOptions) : chromium.connect(address)
  const emulator = createEmulator({ ...scenario, ...options })
  // Built once for all test files; a program that runs without them has it built.
  const site = process.env.EXPLORER_SITE === undefined ? await siteFolder() : new URL(process.env.EXPLORER_SITE)
  const given = { pages: { '/_explorer/': site }, names: [host] }
  let server = await serve(emulator, given)
  const origin = server.url.replace('127.0.0.1', host)
  const tab = await (await browser).newContext({ permissions: ['clipboard-read', 'clipboard-write'], ...context })
  const page = await tab.newPage()
  /** Everything that the console said and should not have, and requests to other hosts. */
  const complaints: string[] = []
  /** Addresses of every request. */
  const requests: string[] = []
  page.on('console', (message) => {
    // Chromium itself writes down each refusal, and that an emulator was ended.
    const isFailure = message.text().startsWith('Failed to load resource')
    const isCall =
      isFailure && (/ERR_(CONNECTION_\w+|EMPTY_RESPONSE)$/.test(message.text()) || !message.location().url.includes('/_explorer/'))
    if (['error', 'warning'].includes(message.type()) && !isCall) complaints.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    requests.push(request.url())
    if (!request.url().startsWith(`${origin}/`)) complaints.push(`a request to ${request.url()}`)
  })
  const load = async () => {
    await page.goto(`${origin}/_explorer/`)
    await page.getByRole('heading', { level: 1 }).waitFor()
  }
  await load()
  const check = () => {
    if (complaints.length > 0) throw new Error(complaints.splice(0).join('\n'))
  }
  /** Loads the page anew in its tab, beside the emulator as it was at first; throws as `close` does. */
  const again = async () => {
    // Nothing of the page may reach the emulator after its reset.
    await page.goto('about:blank')
    emulator.reset()
    requests.length = 0
    await load()
    check()
  }
  /** Ends the emulator, not the page. */
  const stop = () => server.close()
  /** Puts one at the same address again, the same or another. */
  const restart = async (other = emulator) => {
    server = await serve(other, { ...given, port: server.port })
  }
  /** @throws {Error} where the page has complained. */
  const close = async () => {
    await tab.close()
    await stop()
    check()
  }
  return { page, emulator, complaints, requests, origin, again, stop, restart, close }
}

/** Gives the faults that axe finds on the page as it is now. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}
