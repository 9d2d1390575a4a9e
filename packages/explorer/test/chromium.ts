import { chromiumArguments, chromiumHere, chromiumHint } from '@vpn-gateway/workspace/chromium'
import { type Browser, type BrowserServer, chromium } from 'playwright'

const executablePath = chromiumHere()

/** Whether the tests in a browser can run on this machine. */
export const hasBrowser: boolean = executablePath !== undefined

/** A name that browsers do not take for this machine, and no other host. The last argument of a kind counts. */
export const elsewhere = 'box.test'
const hosts = `--host-resolver-rules=MAP ${elsewhere} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1`
const options = () => ({ ...(executablePath !== undefined && { executablePath }), args: [...chromiumArguments(), hosts] })

/** Launches a browser that several processes connect to; none where there is no Chromium. */
export async function launchServer(): Promise<BrowserServer | undefined> {
  if (hasBrowser) return await chromium.launchServer(options())
  if (process.env.CI) throw new Error(`there is no Chromium: ${chromiumHint}`)
  console.warn(`Skipped, for there is no Chromium: ${chromiumHint}`)
  return undefined
}

/** The browser of all test files; a program that runs without them launches its own. */
export async function connect(): Promise<Browser> {
  const address = process.env.EXPLORER_BROWSER
  return address === undefined ? await chromium.launch(options()) : await chromium.connect(address)
}
