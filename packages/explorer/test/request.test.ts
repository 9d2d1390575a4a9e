import { bodyHashOf, signV3 } from '@vpn-gateway/core/signing'
import { afterEach, describe, expect, test } from 'vitest'
import { elsewhere, hasBrowser } from './browser.ts'
import { begin, choose, field, label, look, opened, press, region, select, send, sharePage, shows, typeKeys, verdict } from './view.ts'

const id = 'LTAIexample-of-a-key'
const secret = 'aSecret/+='
const token = 'CAIS/token+='
const signings = ['v3', 'v1'] as const

describe.skipIf(!hasBrowser)('the request and its signature, in Chromium', () => {
  sharePage()
  afterEach(() => opened.again())
  const type = async (signing: (typeof signings)[number]) => {
    await typeKeys(id, secret, token)
    await select('Signature version', signing)
    await choose('DeleteVpnConnection')
    await field('VpnConnectionId').fill('vco-1')
    await field('ClientToken').fill('a token')
    await look('Request')
    await opened.page.getByRole('heading', { level: 3 }).first().waitFor()
  }
  const block = (title: string) => opened.page.locator('.code').and(region(title)).locator('pre').textContent()

  test('V3 is shown step by step, as the service would check it', async () => {
    await type('v3')
    const canonical = (await block('Canonical request')) ?? ''
    expect(canonical).toContain('ClientToken=a%20token')
    expect(canonical).toContain('x-acs-security-token:••••')
    const [method = '', , query = '', ...rest] = canonical.split('\n')
    const shown = rest.slice(0, rest.indexOf('')).map((line): [string, string] => [line.replace(/:.*/, ''), line.replace(/^.*?:/, '')])
    const headers = { ...Object.fromEntries(shown), 'x-acs-security-token': token }
    const signed = await signV3({ method, query, headers, bodyHash: await bodyHashOf('') }, secret)
    expect(await block('String to sign')).toBe(signed.stringToSign)
    expect(await block('Signature')).toBe(signed.signature)
    expect(await block('Authorization header')).toContain(`Credential=LTAI••••,SignedHeaders=${signed.signedHeaders},Signature=`)
    expect(await block('Request')).toContain(signed.signature)
  })

  test('V1 is shown step by step', async () => {
    await type('v1')
    expect(await block('Canonical query')).toMatch(/^AccessKeyId=LTAI••••&Action=DeleteVpnConnection&ClientToken=a%20token&/)
    expect(await block('String to sign')).toMatch(/^POST&%2F&AccessKeyId%3D/)
    const signature = (await block('Signature')) ?? ''
    expect(await block('Request')).toContain(`Signature=${encodeURIComponent(signature)}`)
  })

  test.each(signings)('each part is marked in the texts that it goes into (%s)', async (signing) => {
    await type(signing)
    await field('ClientToken').focus()
    const marks = opened.page.locator('mark')
    expect(await marks.count()).toBe(signing === 'v3' ? 2 : 3)
    for (const mark of await marks.allTextContents()) expect(mark).toMatch(/^ClientToken(=|%3D)a%(25)?20token$/)
  })

  test.each(signings)('the emulator takes what the page signs, and refuses a wrong secret (%s)', async (signing) => {
    await begin({ credentials: [{ accessKeyId: id, accessKeySecret: secret, securityToken: token }] })
    await type(signing)
    await send()
    await shows(verdict(), 'Accepted, status 200')
    await label('Access key secret').fill('wrong')
    await send()
    await shows(verdict(), 'SignatureDoesNotMatch')
  })

  test.each(signings)('what is shown is what is sent, but for the time and the nonce (%s)', async (signing) => {
    await type(signing)
    await field('ClientToken').fill('')
    const steady = (text: string | null) =>
      text
        ?.replace(/(date: |Timestamp=)[^&\n]+/g, '$1')
        .replace(/([Nn]once[:=] ?)[\w-]+/g, '$1')
        .replace(/(Signature=)[\w%]+/g, '$1')
    await expect.poll(() => block('Request')).toMatch(/ClientToken=[\da-f-]{36}/)
    const shown = steady(await block('Request'))
    await send()
    await verdict().waitFor()
    expect(steady(await block('Request as sent'))).toBe(shown)
  })

  test('there is no request where a rule is broken: the page says which', async () => {
    await type('v3')
    await field('VpnConnectionId').fill('iss-1')
    await opened.page.getByText('There is no request yet: VpnConnectionId must start with vco-').waitFor()
    await field('VpnConnectionId').fill('vco-1')
    await label('Access key id').fill('with a blank')
    await opened.page.getByText('visible ASCII').waitFor()
  })

  test('an answer that repeats what was signed is masked too, also when other keys are typed', async () => {
    await begin({ credentials: [{ accessKeyId: id, accessKeySecret: 'another', securityToken: token }] })
    await type('v1')
    await send()
    await shows(verdict(), 'SignatureDoesNotMatch')
    await label('Access key secret').fill('')
    await label('Access key id').fill('')
    const text = await opened.page.locator('body').innerText()
    expect(text).toContain('LTAI••••')
    for (const key of [id, token, encodeURIComponent(token), encodeURIComponent(encodeURIComponent(token))]) expect(text).not.toContain(key)
  })

  test.each(signings)('keys for the real service are not sent (%s)', async (signing) => {
    await type(signing)
    const sent: string[] = []
    opened.page.on('request', (request) => sent.push(`${request.url()} ${JSON.stringify(request.headers())}`))
    await select('Calls go to', 'public')
    expect(await block('Request')).toContain('host: vpc.cn-hangzhou.aliyuncs.com')
    await look('Gateways')
    await press('Send one call: DeleteVpnConnection vco-1')
    await shows(verdict(), 'Accepted')
    expect(sent.some((request) => request.includes('Action='))).toBe(true)
    for (const request of sent) expect(request).not.toMatch(/LTAI|CAIS|Signature/)
  })

  test('where a browser can neither sign nor copy, as on plain http from elsewhere, the page says so', async () => {
    const { page, emulator } = await begin({ progression: 'immediate' }, { permissions: [] }, elsewhere)
    await choose('DeleteVpnConnection')
    await press('Copy: curl, on an emulator')
    expect(await page.evaluate(() => String(getSelection()))).toContain('curl')
    expect(await block('Client')).toContain('allowInsecureHttp: true')
    await typeKeys(id, secret)
    await press('Use vco-1 on vpn-1')
    await look('Request')
    await page.getByText('Browsers sign on https and on localhost only').waitFor()
    await send()
    await shows(verdict(), 'Not sent, after')
    // What is not signed works: also the poller, with tokens of its own.
    await label('Access key id').fill('')
    await look('Gateways')
    await press('Delete and wait: vco-1')
    await expect.poll(() => emulator.has('vco-1')).toBe(false)
  })

  test('the keys are shown nowhere, kept nowhere, and stand in no address', async () => {
    await type('v3')
    await send()
    await verdict().waitFor()
    for (const tab of ['Request', 'Answer', 'Sample code']) {
      await look(tab)
      const text = (await opened.page.locator('body').innerText()) + opened.page.url()
      for (const key of [id, secret, token, encodeURIComponent(secret), encodeURIComponent(token)]) expect(text, tab).not.toContain(key)
    }
    const kept = await opened.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
    expect(kept).toBe('[{},{},""]')
    for (const url of opened.requests) expect(url).not.toMatch(/LTAI|aSecret|CAIS/)
  })
})
