import { once } from 'node:events'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEmulator } from '../src/index.ts'
import { type EmulatorServer, serve } from '../src/node.ts'
import { optionError, serveForTest, temporaryFolder } from './scenario.ts'

const top = temporaryFolder()
const folder = join(top, 'site')
let server: EmulatorServer

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  mkdirSync(join(folder, 'empty'))
  writeFileSync(join(top, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>ö</title>')
  writeFileSync(join(folder, 'assets/main.js'), 'export {}')
  writeFileSync(join(folder, 'assets/a b.bin'), 'x')
  symlinkSync(join(top, 'secret.txt'), join(folder, 'link.txt'))
  server = await serve(createEmulator(), { pages: { '/docs/': pathToFileURL(`${folder}/`), '/more/docs/': folder } })
})
afterAll(() => server.close())

/** Asks for a path as it is; `fetch` would resolve its dots. */
async function ask(path: string, method = 'GET', headers = {}, { port } = server) {
  const [answer] = (await once(request({ port, host: '127.0.0.1', path, method, headers }).end(), 'response')) as [IncomingMessage]
  return { status: answer.statusCode, type: answer.headers['content-type'], body: await text(answer) }
}

test('files of a folder are served with their types, under each of its paths', async () => {
  const page = { status: 200, type: 'text/html; charset=utf-8', body: '<!doctype html><title>ö</title>' }
  expect(await ask('/docs/')).toEqual(page)
  expect(await ask('/docs/?a=b')).toEqual(page)
  expect(await ask('/more/docs/index.html')).toEqual(page)
  expect(await ask('/docs/assets/main.js')).toMatchObject({ status: 200, type: 'text/javascript; charset=utf-8' })
  expect(await ask('/docs/assets/a%20b.bin')).toMatchObject({ status: 200, type: 'application/octet-stream' })
  expect(await ask('/docs/', 'HEAD')).toEqual({ ...page, body: '' })
  expect((await fetch(`${server.url}/docs`)).url).toBe(`${server.url}/docs/`)
})

test.each([
  '/docs/../secret.txt',
  '/docs/%2e%2e/secret.txt',
  '/docs/..%2fsecret.txt',
  '/docs/assets/../index.html',
  '/docs//index.html',
  '/docs/assets',
  '/docs/empty/',
  '/docs/link.txt',
  '/docs/none',
])('%s is none of the files', async (path) => {
  expect(await ask(path)).toEqual({ status: 404, type: 'text/plain', body: 'there is no such page\n' })
})

test('a page may load what lies beside it, and nothing else', async () => {
  for (const path of ['docs/', 'docs/none', 'docs/assets/main.js']) {
    const { headers } = await fetch(`${server.url}/${path}`)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  }
})

test('a page is read only, and for pages of this machine only', async () => {
  expect((await ask('/docs/', 'POST')).status).toBe(405)
  expect((await ask('/docs/', 'GET', { host: 'evil.example' })).status).toBe(421)
  expect((await ask('/docs/', 'GET', { origin: 'https://evil.example' })).status).toBe(403)
})

test('a link to a page may stand on a page of the web, and leads to nothing else', async () => {
  const followed = { referer: 'https://wiki.example/', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  expect((await ask('/docs/', 'GET', followed)).status).toBe(200)
  expect((await ask('/docs/', 'GET', { ...followed, 'sec-fetch-mode': 'no-cors' })).status).toBe(403)
  expect((await ask('/docs/', 'GET', { ...followed, host: 'evil.example' })).status).toBe(421)
  expect((await ask('/', 'GET', followed)).status).toBe(307)
  for (const path of ['/_emulator/resources', '/?Action=DescribeRegions']) expect((await ask(path, 'GET', followed)).status).toBe(403)
})

test('a browser that asks for nothing but the server is led to the first page', async () => {
  const typed = { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'none' }
  expect(await ask('/', 'GET', typed)).toEqual({ status: 307, type: 'text/plain', body: 'see /docs/\n' })
  // What is asked of the service is answered by it, also in a browser, and so is what no browser sent.
  for (const asked of [ask('/?Action=DescribeRegions', 'GET', typed), ask('/', 'GET'), ask('/', 'POST', typed)])
    expect((await asked).body).toContain('RequestId')
  expect((await ask('/', 'GET', typed, await serveForTest())).body).toContain('RequestId')
})

test('the service and the admin interface are where they were', async () => {
  expect((await ask('/?Action=DescribeRegions')).status).toBe(200)
  expect((await ask('/_emulator/health')).status).toBe(200)
})

test.each(['docs', '/', '/docs', '/../', '/_emulator/', '/_emulator/docs/', '/a b/'])('%s is no path for pages', async (prefix) => {
  const rule = /^must be by paths such as \/docs\/, none of them under \/_emulator\/$/
  await expect(serve(createEmulator(), { pages: { [prefix]: folder } })).rejects.toThrow(optionError('pages', rule))
})

test('what is no folder is refused', async () => {
  for (const none of [join(top, 'none'), join(top, 'secret.txt'), 7 as never])
    await expect(serve(createEmulator(), { pages: { '/docs/': none } })).rejects.toThrow('pages /docs/ must be a folder of this machine')
})
