import type { EmulatorOptions } from '@vpn-gateway/emulator'
import type { Locator } from 'playwright'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { closeBrowser, type Opened, open } from './browser.ts'

export const quick = { progression: { timeMs: 300 } }

/** The page of the test that runs. */
export let opened: Opened

afterAll(closeBrowser)

/** Opens a page for all tests of a file, which is quicker. */
export function sharePage(options?: EmulatorOptions): void {
  beforeAll(async () => {
    opened = await open(options)
  })
  afterAll(() => opened.close())
}

/** Opens a page for one test. */
export async function begin(...given: Parameters<typeof open>): Promise<Opened> {
  const before = opened
  const own = await open(...given)
  opened = own
  onTestFinished(() => {
    opened = before
    return own.close()
  })
  return own
}

/** Begins with the view of the gateways. */
export async function beginGateways(...given: Parameters<typeof open>): Promise<Opened> {
  await begin(...given)
  await look('Gateways')
  await gateway('vpn-1').waitFor()
  return opened
}

export const look = (name: string): Promise<void> => opened.page.getByRole('link', { name, exact: true }).click()
export const button = (name: string): Locator => opened.page.getByRole('button', { name, exact: true })
export const press = (name: string): Promise<void> => button(name).click()
/** Opens a part of the page that is closed at first. */
export const unfold = (name: string): Promise<void> => opened.page.locator('summary', { hasText: name }).click()
export const region = (name: string): Locator => opened.page.getByRole('region', { name, exact: true })
export const part = (selector: string): Locator => opened.page.locator(selector)
export const field = (name: string): Locator => opened.page.getByRole('textbox', { name })
export const label = (name: string): Locator => opened.page.getByLabel(name)
export const select = (name: string, value: string): Promise<string[]> => label(name).selectOption(value)

/** Waits until a part of the page has a text. */
export const shows = (place: Locator, words: string | RegExp): Promise<void> => expect.poll(() => place.textContent()).toMatch(words)

export const choose = (operation: string): Promise<void> => opened.page.getByRole('link', { name: new RegExp(`^${operation} `) }).click()
export const send = (): Promise<void> => press('Send to the emulator')
export const verdict = (): Locator => part('.verdict')
export const status = (): Locator => part('.verdict h3')

/** Sends an operation from its form. */
export async function call(operation: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  await choose(operation)
  for (const [name, text] of Object.entries(fields)) await field(name).fill(text)
  await send()
}

/** Types keys in, by the labels of their fields. */
export async function typeKeys(id: string, secret: string, token = ''): Promise<void> {
  await unfold('Access key, signature and format')
  await label('Access key id').fill(id)
  await label('Access key secret').fill(secret)
  await label('Security token').fill(token)
}

export const gateway = (id: string): Locator => region(id)
export const story = (id: string): Locator => gateway(id).locator('.history')
export const runs = (id: string): Locator => gateway(id).locator('.runs')
export const marks = (id: string, tone: string): Promise<number> => gateway(id).locator(`.lane rect.${tone}`).count()
