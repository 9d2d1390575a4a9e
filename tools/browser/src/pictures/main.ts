// Takes the pictures of the README anew, of what the sources show now.
import { fileURLToPath } from 'node:url'
import { chromiumArguments, chromiumHere, chromiumHint } from '@vpn-gateway/workspace/chromium'
import { chromium } from 'playwright'
import { pictureCommandLine } from './command-line.ts'
import { pictureExplorer } from './explorer.ts'

const executablePath = chromiumHere()
if (executablePath === undefined) throw new Error(`there is no Chromium: ${chromiumHint}`)
const pathOf = (name: string) => fileURLToPath(new URL(`../../../../docs/images/${name}.png`, import.meta.url))

const browser = await chromium.launch({ executablePath, args: chromiumArguments() })
try {
  await pictureExplorer(browser, pathOf('explorer'))
  await pictureCommandLine(browser, pathOf('command-line'))
} finally {
  await browser.close()
}
