// Starts what was built beside an emulator behind a port, and deletes by the server action, as a form without scripts, and by the route.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'

const key = { accessKeyId: 'id', accessKeySecret: 'secret' }
const gateways = [{ id: 'vpn-1', connections: ['vco-1', 'vco-2'] }]
const emulator = createEmulator({ gateways, credentials: [key], progression: { timeMs: 50 } })
const service = await serve(emulator)
const env = { ...process.env, VPN_ENDPOINT: service.url, ACCESS_KEY_ID: key.accessKeyId, ACCESS_KEY_SECRET: key.accessKeySecret }
const next = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', '0'], { env })
next.stderr.pipe(process.stderr)
try {
  let origin
  for await (const line of createInterface({ input: next.stdout })) {
    origin ??= /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (/Ready/.test(line)) break
  }
  const html = await (await fetch(origin)).text()
  const form = new FormData()
  for (const [, name, , value = ''] of html.matchAll(/<input[^>]* name="([^"]+)"([^>]* value="([^"]*)")?/g)) form.set(name, value)
  assert.ok(
    [...form.keys()].some((name) => name.startsWith('$ACTION')),
    'the page has no server action',
  )
  assert.equal((await fetch(origin, { method: 'POST', body: form })).status, 200)
  await gone('vco-1')
  const route = `${origin}/api/connections/vco-2`
  assert.equal((await fetch(route, { method: 'DELETE' })).status, 202)
  await gone('vco-2')
  console.log('Next.js: deleted by a server action and by a route')
} finally {
  next.kill()
  await service.close()
}

async function gone(id) {
  for (const until = Date.now() + 20_000; emulator.has(id); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() > until) throw new Error(`${id} is still there`)
}
