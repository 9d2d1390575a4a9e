#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { type Credentials, isVpnGatewayError } from '@vpn-gateway/core'
import { Command, InvalidArgumentError } from 'commander'
import { createEmulator } from './emulator.ts'
import { serve } from './node.ts'
import type { EmulatorOptions, Progression, WorldSeed } from './options.ts'

const program = new Command('vpngw-emulator')
  .description('The VPN gateway service of Alibaba Cloud behind a port of this machine')
  .option('--port <port>', 'port to listen on; 0 takes any free one', wholeNumber, 4010)
  .option('--seed <file>', 'JSON file of what is there at first, for example {"gateways":[{"connections":2}]}')
  .option('--region <id>', 'region of everything that is seeded', 'cn-hangzhou')
  .option('--progression <how>', 'how deletions end: immediate, or time:20s', progression, { timeMs: 2000 })
  .option('--updating-after <ms>', 'how late a gateway shows that it works, in milliseconds', wholeNumber, 0)
  .option('--credentials <id:secret>', 'demand signatures by this access key; may be repeated', collectCredentials, [] as Credentials[])
  .showHelpAfterError('(see --help)')

interface Options {
  readonly port: number
  readonly seed?: string
  readonly region: string
  readonly progression: Progression
  readonly updatingAfter: number
  readonly credentials: readonly Credentials[]
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

function progression(text: string): Progression {
  if (text === 'immediate') return text
  const [, amount, unit] = /^time:(\d{1,7})(ms|s)$/.exec(text) ?? []
  if (amount === undefined) throw new InvalidArgumentError('It must be immediate, or a time such as time:20s or time:500ms.')
  return { timeMs: Number(amount) * (unit === 's' ? 1000 : 1) }
}

function collectCredentials(text: string, before: Credentials[]): Credentials[] {
  const [, accessKeyId, accessKeySecret] = /^([^:]+):(.+)$/.exec(text) ?? []
  if (accessKeyId === undefined || accessKeySecret === undefined)
    throw new InvalidArgumentError('It must be an id and a secret with a colon between.')
  return [...before, { accessKeyId, accessKeySecret }]
}

function readSeed(file: string | undefined): WorldSeed {
  return file === undefined ? { gateways: [{ connections: 2 }, { servers: 1 }] } : (JSON.parse(readFileSync(file, 'utf8')) as WorldSeed)
}

async function main(): Promise<void> {
  const options = program.parse().opts<Options>()
  const emulatorOptions: EmulatorOptions = {
    ...readSeed(options.seed),
    regionId: options.region,
    progression: options.progression,
    updatingAfterMs: options.updatingAfter,
    credentials: options.credentials,
  }
  const emulator = createEmulator(emulatorOptions)
  const server = await serve(emulator, { port: options.port })
  console.log(`ready on ${server.url}`)
  for (const { id, parentId } of emulator.resources()) console.log(parentId === undefined ? id : `  ${id}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
}

try {
  await main()
} catch (error) {
  // A fault of the one who typed the command; a stack would hide it.
  const { code, message } = error as NodeJS.ErrnoException
  if (!isVpnGatewayError(error) && code === undefined && !(error instanceof SyntaxError)) throw error
  console.error(`vpngw-emulator: ${message}`)
  process.exitCode = 1
}
