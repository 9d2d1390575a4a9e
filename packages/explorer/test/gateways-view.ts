import type { Locator } from 'playwright'
import { afterAll, afterEach } from 'vitest'
import { closeBrowser, type Opened, open } from './browser.ts'

export const quick = { progression: { timeMs: 300 } }

/** The view of the gateways, opened by each test. */
export let opened: Opened

afterEach(() => opened.close())
afterAll(closeBrowser)

export async function begin(...given: Parameters<typeof open>): Promise<Opened> {
  opened = await open(...given)
  await opened.page.getByRole('link', { name: 'Gateways', exact: true }).click()
  await gateway('vpn-1').waitFor()
  return opened
}

export const gateway = (id: string): Locator => opened.page.getByRole('region', { name: id, exact: true })
export const story = (id: string): Locator => gateway(id).locator('.history')
export const runs = (id: string): Locator => gateway(id).locator('.runs')
export const press = (name: string): Promise<void> => opened.page.getByRole('button', { name, exact: true }).click()
export const marks = (id: string, tone: string): Promise<number> => gateway(id).locator(`.lane rect.${tone}`).count()
