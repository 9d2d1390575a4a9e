import { chromiumArguments, chromiumHere } from '@vpn-gateway/workspace/chromium'
import type { LaunchOptions } from 'playwright'

const executablePath = chromiumHere()

/** Whether the tests in a browser can run on this machine. */
export const hasBrowser: boolean = executablePath !== undefined

/** A name that browsers do not take for this machine, and no other host. The last argument of a kind counts. */
export const elsewhere = 'box.test'
const hosts = `--host-resolver-rules=MAP ${elsewhere} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1`
export const launchOptions: LaunchOptions = { ...(executablePath && { executablePath }), args: [...chromiumArguments(), hosts] }
