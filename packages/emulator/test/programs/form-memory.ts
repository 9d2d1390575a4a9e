// form-memory.ts UNIT: lets another process send a form of as many bytes as a body may have, one value of that unit over and over, to
// an emulator in this one; prints the status, and how many bytes the process took beyond what it had before.
import { fork } from 'node:child_process'
import { request } from 'node:http'
import { createEmulator } from '@vpn-gateway/emulator'
import { serve } from '@vpn-gateway/emulator/node'

const [, , unit = '', port] = process.argv

if (port === undefined) await measure()
else for (const value of ['', unit.repeat((2 ** 20 - 100) / unit.length)]) await call(value)

async function measure(): Promise<void> {
  const server = await serve(createEmulator())
  const caller = fork(import.meta.filename, [unit, `${server.port}`])
  const next = () => new Promise((resolve) => caller.once('message', resolve))
  // The first call loads what a process has once.
  await next()
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  const answered = next()
  caller.send('go on')
  const status = await answered
  console.log(JSON.stringify({ status, grown: process.resourceUsage().maxRSS * 1024 - before }))
  caller.disconnect()
  await server.close()
}

async function call(value: string): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const status = await new Promise((resolve) => {
    const options = { port: Number(port), host: '127.0.0.1', method: 'POST', headers }
    request(options, (answer) => answer.once('end', () => resolve(answer.statusCode)).resume()).end(`Action=DescribeRegions&x=${value}`)
  })
  const goOn = new Promise((resolve) => process.once('message', resolve))
  process.send?.(status)
  if (value === '') await goOn
}
