import { bodyHashOf, signV3 } from '@vpn-gateway/core/signing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { closeBrowser, elsewhere, hasBrowser, type Opened, open } from './browser.ts'

afterAll(closeBrowser)

const id = 'LTAIexample-of-a-key'
const secret = 'aSecret/+='
const token = 'CAIS/token+='

describe.skipIf(!hasBrowser)('the request and its signature, in Chromium', () => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterEach(() => opened.again())
  afterAll(() => opened.close())
  const type = async ({ page }: Opened, signing: 'v3' | 'v1') => {
    await page.getByRole('button', { name: 'Access key, signature and format' }).click()
    await page.getByLabel('Access key id').fill(id)
    await page.getByLabel('Access key secret').fill(secret)
    await page.getByLabel('Security token').fill(token)
    await page.getByLabel('Signature version').selectOption(signing)
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
  })

  test('V1 is shown step by step', async () => {
    await type(opened, 'v1')
    expect(await block(opened, 'Canonical query')).toMatch(/^AccessKeyId=LTAI••••&Action=DeleteVpnConnection&ClientToken=a%20token&/)
    expect(await block(opened, 'String to sign')).toMatch(/^POST&%2F&AccessKeyId%3D/)
    const signature = (await block(opened, 'Signature')) ?? ''
    expect(await block(opened, 'Request')).toContain(`Signature=${encodeURIComponent(signature)}`)
  })

  test.each(['v3', 'v1'] as const)('each part is marked in the texts that it goes into (%s)', async (signing) => {
    await type(opened, signing)
    await opened.page.getByRole('textbox', { name: 'ClientToken' }).focus()
    const marks = opened.page.locator('mark')
    expect(await marks.count()).toBe(signing === 'v3' ? 2 : 3)
    for (const mark of await marks.allTextContents()) expect(mark).toMatch(/^ClientToken(=|%3D)a%(25)?20token$/)
  })

  test.each(['v3', 'v1'] as const)('the emulator takes what the page signs, and refuses a wrong secret (%s)', async (signing) => {
    const own = await open({ credentials: [{ accessKeyId: id, accessKeySecret: secret, securityToken: token }] })
    await type(own, signing)
    await own.page.getByRole('button', { name: 'Send to the emulator' }).click()
    await expect.poll(() => own.page.locator('.verdict h3').textContent()).toMatch(/^Accepted/)
    await own.page.getByLabel('Access key secret').fill('wrong')
    await own.page.getByRole('button', { name: 'Send to the emulator' }).click()
    await expect.poll(() => own.page.locator('.verdict').textContent()).toContain('SignatureDoesNotMatch')
    await own.close()
  })

  test.each(['v3', 'v1'] as const)('what is shown is what is sent, but for the time and the nonce (%s)', async (signing) => {
    await type(opened, signing)
    await opened.page.getByRole('textbox', { name: 'ClientToken' }).fill('')
    const steady = (text: string | null) =>
      text
        ?.replace(/(date: |Timestamp=)[^&\n]+/g, '$1')
        .replace(/([Nn]once[:=] ?)[\w-]+/g, '$1')
        .replace(/(Signature=)[\w%]+/g, '$1')
    await expect.poll(() => block(opened, 'Request')).toMatch(/ClientToken=[\da-f-]{36}/)
    const shown = steady(await block(opened, 'Request'))
    await opened.page.getByRole('button', { name: 'Send to the emulator' }).click()
    await opened.page.locator('.verdict').waitFor()
    expect(steady(await block(opened, 'Request as sent'))).toBe(shown)
  })

  test('there is no request where a rule is broken: the page says which', async () => {
    await type(opened, 'v3')
    await opened.page.getByRole('textbox', { name: 'VpnConnectionId' }).fill('iss-1')
    await opened.page.getByText('There is no request yet: VpnConnectionId must start with vco-').waitFor()
    await opened.page.getByRole('textbox', { name: 'VpnConnectionId' }).fill('vco-1')
    await opened.page.getByLabel('Access key id').fill('with a blank')
    await opened.page.getByText('visible ASCII').waitFor()
  })

  test('an answer that repeats what was signed is masked too, also when other keys are typed', async () => {
    const own = await open({ credentials: [{ accessKeyId: id, accessKeySecret: 'another', securityToken: token }] })
    await type(own, 'v1')
    await own.page.getByRole('button', { name: 'Send to the emulator' }).click()
    await expect.poll(() => own.page.locator('.verdict').textContent()).toContain('SignatureDoesNotMatch')
    await own.page.getByLabel('Access key secret').fill('')
    await own.page.getByLabel('Access key id').fill('')
    const text = await own.page.locator('body').innerText()
    expect(text).toContain('LTAI••••')
    for (const key of [id, token, encodeURIComponent(token), encodeURIComponent(encodeURIComponent(token))]) expect(text).not.toContain(key)
    await own.close()
  })

  test.each(['v3', 'v1'] as const)('keys for the real service are not sent (%s)', async (signing) => {
    await type(opened, signing)
    const sent: string[] = []
    opened.page.on('request', (request) => sent.push(`${request.url()} ${JSON.stringify(request.headers())}`))
    await opened.page.getByLabel('Calls go to').selectOption('public')
    expect(await block(opened, 'Request')).toContain('host: vpc.cn-hangzhou.aliyuncs.com')
    await opened.page.getByRole('link', { name: 'Gateways', exact: true }).click()
    await opened.page.getByRole('button', { name: /^Send one call: .* vco-1$/ }).click()
    await expect.poll(() => opened.page.locator('.verdict').textContent()).toContain('Accepted')
    expect(sent.some((request) => request.includes('Action='))).toBe(true)
    for (const request of sent) expect(request).not.toMatch(/LTAI|CAIS|Signature/)
  })

  test('where a browser can neither sign nor copy, as on plain http from elsewhere, the page says so', async () => {
    const own = await open({ progression: 'immediate' }, { permissions: [] }, elsewhere)
    const { page, emulator } = own
    await page.getByRole('link', { name: /^DeleteVpnConnection / }).click()
    await page.getByRole('button', { name: 'Copy: curl, on an emulator' }).click()
    expect(await page.evaluate(() => String(getSelection()))).toContain('curl')
    expect(await block(own, 'Client')).toContain('allowInsecureHttp: true')
    await page.getByRole('button', { name: 'Access key, signature and format' }).click()
    await page.getByLabel('Access key id').fill(id)
    await page.getByLabel('Access key secret').fill(secret)
    await page.getByRole('button', { name: 'Use vco-1' }).click()
    await page.getByRole('link', { name: 'Request', exact: true }).click()
    await page.getByText('Browsers sign on https and on localhost only').waitFor()
    await page.getByRole('button', { name: 'Send to the emulator' }).click()
    await expect.poll(() => page.locator('.verdict h3').textContent()).toMatch(/^Not sent/)
    // What is not signed works: also the poller, with tokens of its own.
    await page.getByLabel('Access key id').fill('')
    await page.getByRole('link', { name: 'Gateways', exact: true }).click()
    await page.getByRole('button', { name: 'Delete and wait: vco-1', exact: true }).click()
    await expect.poll(() => emulator.has('vco-1')).toBe(false)
    await own.close()
  })

  test('the keys are shown nowhere, kept nowhere, and stand in no address', async () => {
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
  })
})
