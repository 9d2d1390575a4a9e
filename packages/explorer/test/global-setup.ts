import { rmSync } from 'node:fs'
import type { BrowserServer } from 'playwright'
import { siteFolder } from '../src/source.node.ts'
import { launchServer } from './chromium.ts'

let folder: URL | undefined
let browser: BrowserServer | undefined

/** Builds the page and launches Chromium, once for all test files, and gives them both by the environment. */
export async function setup(): Promise<void> {
  ;[folder, browser] = await Promise.all([siteFolder(), launchServer()])
  process.env.EXPLORER_SITE = folder.href
  if (browser) process.env.EXPLORER_BROWSER = browser.wsEndpoint()
}

export async function teardown(): Promise<void> {
  await browser?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
}
