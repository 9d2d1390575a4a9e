import { createEmulator, type Emulator, type EmulatorOptions } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'
import { chromiumArguments, chromiumHere, chromiumHint } from '@vpn-gateway/support/chromium'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { siteFolder } from '../src/source.node.ts'

const executablePath = chromiumHere()
if (executablePath === undefined) {
  if (process.env.CI) throw new Error(`there is no Chromium: ${chromiumHint}`)
  console.warn(`Skipped, for there is no Chromium: ${chromiumHint}`)
}

/** Whether these tests can run on this machine. */
export const hasBrowser: boolean = executablePath !== undefined

/** The page in a tab of its own, beside an emulator of its own. */
export interface Opened {
  readonly page: Page
  readonly emulator: Emulator
  /** Everything that the console said and should not have. */
  readonly complaints: string[]
  /** Addresses of every request. */
  readonly requests: string[]
  readonly origin: string
  /** Ends the emulator, not the page. */
  stop(): Promise<void>
  close(): Promise<void>
}

let browser: Promise<Browser> | undefined

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
}

const world: EmulatorOptions = {
  gateways: [
    { id: 'vpn-1', fields: { Name: 'office' }, connections: ['vco-1', 'vco-2'] },
    { id: 'vpn-2', servers: ['iss-1'] },
  ],
  progression: 'manual',
}

export async function open(options: EmulatorOptions = {}, context: BrowserContextOptions = {}): Promise<Opened> {
  browser ??= chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: chromiumArguments() })
  const emulator = createEmulator({ ...world, ...options })
  const server = await serve(emulator, { pages: { '/_explorer/': await siteFolder() } })
  const origin = server.url.replace('127.0.0.1', 'localhost')
  const tab = await (await browser).newContext({ permissions: ['clipboard-read', 'clipboard-write'], ...context })
  const page = await tab.newPage()
  page.setDefaultTimeout(5000)
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    // Chromium itself writes down each answer that is no success.
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(`${origin}/_explorer/`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const close = async () => {
    await tab.close()
    await server.close()
  }
  return { page, emulator, complaints, requests, origin, stop: () => server.close(), close }
}

/** What axe finds wrong with the page as it is now. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}
