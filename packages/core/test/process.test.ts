import { execFile } from 'node:child_process'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { certificateFile, httpAnswer, listening, rawServer, tls } from './setup.ts'

const wireModule = new URL('../src/index.ts', import.meta.url).href

/** Runs a program that has `createRawClient` in a process of its own, until it ends by itself. */
function run(program: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const source = `import { createRawClient } from ${JSON.stringify(wireModule)}\n${program}`
  const flags = ['--conditions=@vpn-gateway/source', '--input-type=module', '--eval', source]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, flags, { env: { ...env, NODE_NO_WARNINGS: '1' }, timeout: 60_000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve(stdout.trim()),
    )
  })
}

test('to import core and to make a wire loads no http, no crypto and nothing of fetch', async () => {
  const loaded = await run(`
    createRawClient({ regionId: 'cn-hangzhou', credentials: { accessKeyId: 'id', accessKeySecret: 'secret' } })
    console.log(JSON.stringify(process.moduleLoadList.filter((name) => /undici|_http|NativeModule (https?|crypto|tls|net)$/.test(name))))
  `)
  expect(JSON.parse(loaded)).toEqual([])
})

test('a call over the default transport loads nothing of fetch', async () => {
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"r"}'))
  const loaded = await run(`
    const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' }
    await createRawClient({ endpoint: '${server.url}', credentials }).call('DescribeRegions', {})
    console.log(JSON.stringify(process.moduleLoadList.filter((name) => name.includes('undici') || name.includes('webcrypto'))))
  `)
  expect(JSON.parse(loaded)).toEqual([])
})

test.each([
  ['decode', ''],
  ['sign', "credentials: { accessKeyId: 'id', accessKeySecret: 'secret' }"],
  ['proxy', "endpoint: undefined, proxy: '/api'"],
])('where the chunk of %s cannot be loaded, as after a deploy, nothing is sent, and the error says so', async (chunk, options) => {
  const requests: unknown[] = []
  await using server = await listening(
    createHttpServer(({ url }, response) => {
      requests.push(url)
      response.end('{"RequestId":"r"}')
    }),
  )
  const program = `
    import { registerHooks } from 'node:module'
    registerHooks({ load: (url, context, next) => { if (url.includes('/wire/${chunk}.')) throw new Error('404'); return next(url, context) } })
    globalThis.location = { href: '${server.url}', origin: '${server.url}' }
    const client = createRawClient({ endpoint: '${server.url}', ${options} })
    const { name, kind, isSent, attempts } = await client.call('DeleteVpnConnection', { VpnConnectionId: 'vco-1' }).catch((error) => error)
    console.log(JSON.stringify({ name, kind, isSent, attempts }))
  `
  expect([JSON.parse(await run(program)), requests]).toEqual([{ name: 'NetworkError', kind: 'transient', isSent: false, attempts: 0 }, []])
})

test.each([
  ['after an answer on a connection that stays open', 'await call'],
  ['after an abort', 'aborted.abort(); await call.catch(() => {})'],
  ['after a failure', "await createRawClient({ endpoint: 'http://127.0.0.1:1' }).call('DescribeRegions', {}).catch(() => {}); await call"],
])('a process ends by itself %s', async (_, end) => {
  await using server = await listening(createHttpServer((__, response) => response.end('{"RequestId":"r"}')))
  const program = `
    const aborted = new AbortController()
    const call = createRawClient({ endpoint: '${server.url}' }).call('DescribeRegions', {}, { signal: aborted.signal })
    ${end}
    console.log('done')
  `
  expect(await run(program)).toBe('done')
})

test('https: a certificate that Node was told to trust is trusted, another is one typed error', async () => {
  await using server = await listening(createHttpsServer(tls, (_, response) => response.end('{"RequestId":"r"}')))
  const program = `
    const wire = createRawClient({ endpoint: 'localhost:${server.port}' })
    console.log(JSON.stringify(await wire.call('DescribeRegions', {}).catch(({ name, cause }) => ({ name, cause }))))
  `
  expect(JSON.parse(await run(program, { NODE_EXTRA_CA_CERTS: certificateFile }))).toEqual({ RequestId: 'r' })
  expect(JSON.parse(await run(program))).toEqual({ name: 'NetworkError', cause: { name: 'Error', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } })
})

test.each([
  ['of a class of its own', 'http.globalAgent = new (class extends http.Agent {})()'],
  ['of the plain class', 'http.globalAgent = new http.Agent({ keepAlive: true })'],
  ['that was there', ''],
])('an agent %s that the program has changed is used as it is', async (_, replace) => {
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"r"}'))
  const program = `
    import http from 'node:http'
    ${replace}
    let made = 0
    const make = http.globalAgent.createConnection
    http.globalAgent.createConnection = function (...args) {
      made += 1
      return make.apply(this, args)
    }
    await createRawClient({ endpoint: '${server.url}' }).call('DescribeRegions', {})
    console.log(made)
  `
  expect(await run(program)).toBe('1')
})

test('proxies: plain http goes through the one that Node was told of, and past it where it was told so', async () => {
  const asked: string[] = []
  await using proxy = await listening(
    createHttpServer((request, response) => {
      asked.push(request.url!)
      response.end('{"RequestId":"proxied"}')
    }),
  )
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"direct"}'))
  const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }
  const program = (endpoint: string) => `
    const wire = createRawClient({ endpoint: '${endpoint}', allowInsecureHttp: true })
    console.log((await wire.call('DescribeRegions', {})).RequestId)
  `
  expect(await run(program('http://vpc.nowhere.invalid'), env)).toBe('proxied')
  expect(await run(program(server.url), env)).toBe('direct')
  expect(asked).toEqual(['http://vpc.nowhere.invalid/?Action=DescribeRegions&Version=2016-04-28'])
})

test('proxies: https goes through a tunnel, in which the proxy sees nothing', async () => {
  await using server = await listening(createHttpsServer(tls, (_, response) => response.end('{"RequestId":"r"}')))
  const tunnels: string[] = []
  const tunnelling = createHttpServer().on('connect', (request, socket) => {
    tunnels.push(request.url!)
    const through = connect(server.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      through.pipe(socket).pipe(through)
    })
    through.on('error', () => socket.destroy())
    socket.on('error', () => through.destroy())
  })
  await using proxy = await listening(tunnelling)
  const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: certificateFile }
  const program = `console.log((await createRawClient({ endpoint: 'localhost:${server.port}' }).call('DescribeRegions', {})).RequestId)`
  expect(await run(program, env)).toBe('r')
  expect(tunnels).toEqual([`localhost:${server.port}`])
})
