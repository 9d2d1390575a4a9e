import { bodyHashOf, signV3 } from '@vpn-gateway/core/signing'
import { afterAll, describe, expect, test } from 'vitest'
import { closeBrowser, hasBrowser, type Opened, open } from './browser.ts'

afterAll(closeBrowser)

const id = 'LTAIexample-of-a-key'
const secret = 'aSecret/+='
const token = 'CAIS/token+='

describe.skipIf(!hasBrowser)('the request and its signature, in Chromium', { timeout: 60_000 }, () => {
  const type = async ({ page }: Opened, signing: 'v3' | 'v1') => {
    await page.getByRole('button', { name: 'Access key, signature and format' }).click()
    await page.getByLabel('Access key id').fill(id)
    await page.getByLabel('Access key secret').fill(secret)
    await page.getByLabel('Security token').fill(token)
    await page.getByLabel('Signature', { exact: true }).selectOption(signing)
    await page.getByRole('link', { name: /^DeleteVpnConnection / }).click()
    await page.getByRole('textbox', { name: 'VpnConnectionId' }).fill('vco-1')
    await page.getByRole('textbox', { name: 'ClientToken' }).fill('a token')
    await page.getByRole('link', { name: 'Request', exact: true }).click()
    await page.getByRole('heading', { level: 3 }).first().waitFor()
  }
  const block = ({ page }: Opened, title: string) =>
    page
      .locator('.code')
      .and(page.getByRole('region', { name: title, exact: true }))
      .locator('pre')
      .textContent()

  test('V3 is shown step by step, as the service would check it', async () => {
    const opened = await open()
    await type(opened, 'v3')
    const canonical = (await block(opened, 'Canonical request')) ?? ''
    expect(canonical).toContain('ClientToken=a%20token')
    expect(canonical).toContain('x-acs-security-token:••••')
    const [method = '', , query = '', ...rest] = canonical.split('\n')
    const headers = Object.fromEntries(rest.slice(0, rest.indexOf('')).map((line) => line.split(/:(.*)/).slice(0, 2))) as Record<
      string,
      string
    >
    const signed = await signV3(
      { method, query, headers: { ...headers, 'x-acs-security-token': token }, bodyHash: await bodyHashOf('') },
      secret,
    )
    expect(await block(opened, 'String to sign')).toBe(signed.stringToSign)
    expect(await block(opened, 'Signature')).toBe(signed.signature)
    expect(await block(opened, 'Authorization header')).toContain(`Credential=LTAI••••,SignedHeaders=${signed.signedHeaders},Signature=`)
    expect(await block(opened, 'Request')).toContain(signed.signature)
    await opened.close()
  })

  test('V1 is shown step by step', async () => {
    const opened = await open()
    await type(opened, 'v1')
    expect(await block(opened, 'Canonical query')).toMatch(/^AccessKeyId=LTAI••••&Action=DeleteVpnConnection&ClientToken=a%20token&/)
    expect(await block(opened, 'String to sign')).toMatch(/^POST&%2F&AccessKeyId%3D/)
    const signature = (await block(opened, 'Signature')) ?? ''
    expect(await block(opened, 'Request')).toContain(`Signature=${encodeURIComponent(signature)}`)
    await opened.close()
  })

  test.each(['v3', 'v1'] as const)('each part is marked in the texts that it goes into (%s)', async (signing) => {
    const opened = await open()
    await type(opened, signing)
    await opened.page.getByRole('button', { name: /^ClientToken from the form/ }).click()
    const marks = opened.page.locator('mark')
    expect(await marks.count()).toBe(signing === 'v3' ? 2 : 3)
    for (const mark of await marks.allTextContents()) expect(mark).toMatch(/^ClientToken(=|%3D)a%(25)?20token$/)
    await opened.close()
  })

  test.each(['v3', 'v1'] as const)('the emulator takes what the page signs, and refuses a wrong secret (%s)', async (signing) => {
    const opened = await open({ credentials: [{ accessKeyId: id, accessKeySecret: secret, securityToken: token }] })
    await type(opened, signing)
    await opened.page.getByRole('button', { name: 'Send to the emulator' }).click()
    await expect.poll(() => opened.page.locator('.verdict [role=status]').first().textContent()).toMatch(/^Accepted/)
    await opened.page.getByLabel('Access key secret').fill('wrong')
    await opened.page.getByRole('button', { name: 'Send to the emulator' }).click()
    await expect.poll(() => opened.page.locator('.verdict').textContent()).toContain('SignatureDoesNotMatch')
    await opened.close()
  })

  test('an answer that repeats what was signed is masked too', async () => {
    const opened = await open({ credentials: [{ accessKeyId: id, accessKeySecret: 'another', securityToken: token }] })
    await type(opened, 'v1')
    await opened.page.getByRole('button', { name: 'Send to the emulator' }).click()
    await expect.poll(() => opened.page.locator('.verdict').textContent()).toContain('SignatureDoesNotMatch')
    const text = await opened.page.locator('body').innerText()
    expect(text).toContain('LTAI••••')
    for (const key of [id, token, encodeURIComponent(token), encodeURIComponent(encodeURIComponent(token))]) expect(text).not.toContain(key)
    await opened.close()
  })

  test('the keys are shown nowhere, kept nowhere, and stand in no address', async () => {
    const opened = await open()
    await type(opened, 'v3')
    await opened.page.getByRole('button', { name: 'Send to the emulator' }).click()
    await opened.page.locator('.verdict').waitFor()
    for (const tab of ['Request', 'Answer', 'Sample code']) {
      await opened.page.getByRole('link', { name: tab, exact: true }).click()
      const text = (await opened.page.locator('body').innerText()) + opened.page.url()
      for (const key of [id, secret, token, encodeURIComponent(secret), encodeURIComponent(token)]) expect(text, tab).not.toContain(key)
    }
    const kept = await opened.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
    expect(kept).toBe('[{},{},""]')
    for (const url of opened.requests) expect(url).not.toMatch(/LTAI|aSecret|CAIS/)
    expect(opened.complaints).toEqual([])
    await opened.close()
  })
})
