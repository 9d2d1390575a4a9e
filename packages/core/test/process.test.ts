import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { httpAnswer, rawServer } from './raw-http.ts'

const wireModule = new URL('../src/index.ts', import.meta.url).href
const certificate = fileURLToPath(new URL('tls/certificate.pem', import.meta.url))

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

async function listening<S extends Server>(server: S): Promise<S & { readonly port: number }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(server, { port: (server.address() as AddressInfo).port })
}

test('to import core and to make a wire loads no http, no crypto and nothing of fetch', async () => {
  const loaded = await run(`
    const before = new Set(process.moduleLoadList)
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
  ['after an answer on a connection that stays open', 'await call'],
  ['after an abort', 'aborted.abort(); await call.catch(() => {})'],
  ['after a failure', "await createRawClient({ endpoint: 'http://127.0.0.1:1' }).call('DescribeRegions', {}).catch(() => {}); await call"],
])('a process ends by itself %s', async (_, end) => {
  const server = await listening(createHttpServer((__, response) => response.end('{"RequestId":"r"}')))
  const program = `
    const aborted = new AbortController()
    const call = createRawClient({ endpoint: 'http://127.0.0.1:${server.port}' }).call('DescribeRegions', {}, { signal: aborted.signal })
    ${end}
    console.log('done')
  `
  expect(await run(program)).toBe('done')
  server.close()
})

test('https: a certificate that Node was told to trust is trusted, another is one typed error', async () => {
  const key = readFileSync(new URL('tls/key.pem', import.meta.url))
  const server = await listening(
    createHttpsServer({ key, cert: readFileSync(certificate) }, (_, response) => response.end('{"RequestId":"r"}')),
  )
  const program = `
    const wire = createRawClient({ endpoint: 'localhost:${server.port}' })
    console.log(JSON.stringify(await wire.call('DescribeRegions', {}).catch(({ name, cause }) => ({ name, cause }))))
  `
  expect(JSON.parse(await run(program, { NODE_EXTRA_CA_CERTS: certificate }))).toEqual({ RequestId: 'r' })
  expect(JSON.parse(await run(program))).toEqual({ name: 'NetworkError', cause: { name: 'Error', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } })
  server.close()
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
  const proxy = await listening(
    createHttpServer((request, response) => {
      asked.push(request.url!)
      response.end('{"RequestId":"proxied"}')
    }),
  )
  await using server = await rawServer(httpAnswer(200, '{"RequestId":"direct"}'))
  const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: '127.0.0.1' }
  const program = (endpoint: string) => `
    const wire = createRawClient({ endpoint: '${endpoint}', allowInsecureHttp: true })
    console.log((await wire.call('DescribeRegions', {})).RequestId)
  `
  expect(await run(program('http://vpc.nowhere.invalid'), env)).toBe('proxied')
  expect(await run(program(server.url), env)).toBe('direct')
  expect(asked).toEqual(['http://vpc.nowhere.invalid/?Action=DescribeRegions&Version=2016-04-28'])
  proxy.close()
})

test('proxies: https goes through a tunnel, in which the proxy sees nothing', async () => {
  const key = readFileSync(new URL('tls/key.pem', import.meta.url))
  const server = await listening(
    createHttpsServer({ key, cert: readFileSync(certificate) }, (_, response) => response.end('{"RequestId":"r"}')),
  )
  const tunnels: string[] = []
  const proxy = await listening(createHttpServer())
  proxy.on('connect', (request, socket) => {
    tunnels.push(request.url!)
    const through = connect(server.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      through.pipe(socket).pipe(through)
    })
    through.on('error', () => socket.destroy())
    socket.on('error', () => through.destroy())
  })
  const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NODE_EXTRA_CA_CERTS: certificate }
  const program = `console.log((await createRawClient({ endpoint: 'localhost:${server.port}' }).call('DescribeRegions', {})).RequestId)`
  expect(await run(program, env)).toBe('r')
  expect(tunnels).toEqual([`localhost:${server.port}`])
  server.close()
  proxy.close()
})
