import { chromiumHint } from '@vpn-gateway/workspace/chromium'
import { chromium } from 'playwright'
import { siteFolder } from '../src/source.node.ts'
import { hasBrowser, launchOptions } from './chromium.ts'

/** Builds the page and launches Chromium, once for all test files, and gives them both by the environment. The page goes with the process. */
export async function setup(): Promise<() => Promise<void> | undefined> {
  if (!hasBrowser && process.env.CI) throw new Error(`there is no Chromium: ${chromiumHint}`)
  if (!hasBrowser) console.warn(`Skipped, for there is no Chromium: ${chromiumHint}`)
  const [folder, browser] = await Promise.all([siteFolder(), hasBrowser ? chromium.launchServer(launchOptions) : undefined])
  process.env.EXPLORER_SITE = folder.href
  if (browser) process.env.EXPLORER_BROWSER = browser.wsEndpoint()
  return () => browser?.close()
}
