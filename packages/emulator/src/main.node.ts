import { createReadStream, readFileSync } from 'node:fs'
import { arrayBuffer } from 'node:stream/consumers'
import { type Credentials, isVpnGatewayError, OptionError } from '@vpn-gateway/core'
import { Command, InvalidArgumentError, Option } from 'commander'
import { createEmulator } from './emulator.ts'
import type { Progression } from './model/progression.ts'
import { createAdjustableClock, serve } from './node.ts'
import type { EmulatorOptions } from './options.ts'
import { checkSeed } from './seeds/seed.ts'

interface Options {
  readonly port: number
  readonly host: string
  readonly name: readonly string[]
  readonly seed?: string
  readonly options?: string
  readonly region: string
  readonly progression: Progression
  readonly updatingAfter: number
  readonly credentials: readonly string[]
}

const { version } = JSON.parse(readFileSync(new URL(import.meta.resolve('@vpn-gateway/emulator/package.json')), 'utf8')) as {
  version: string
}

const program = new Command('vpngw-emulator')
  .description('The VPN gateway service of Alibaba Cloud behind a port of this machine')
  .version(version)
  // The parser's own message would quote the arguments, which may be a secret.
  .allowExcessArguments(true)
  .option('--port <port>', 'port to listen on; 0 takes any free one', wholeNumber, 4010)
  .option('--host <address>', 'address to listen on; with any but loopback, other machines may change everything', '127.0.0.1')
  .addOption(new Option('--name <name...>', 'names that it may be called by, besides localhost').default([], 'none'))
  .option(
    '--seed <file>',
    'JSON file of the resources at first, for example {"gateways": [{"id": "vpn-1", "fields": {"Name": "Paris"}, "connections": ["vco-1", "vco-2"]}, {"servers": 1}]}',
  )
  .option('--options <file>', 'JSON file of further options of createEmulator, such as tokens, flappingReads or seed')
  .option('--region <id>', 'region of everything that is seeded', 'cn-hangzhou')
  .addOption(
    new Option('--progression <how>', 'course of deletions: immediate, manual, time:20s, or lognormal:20s:0.5 (median and spread)')
      .argParser(progression)
      .default({ timeMs: 2000 }, 'time:2s'),
  )
  .option('--updating-after <ms>', 'time after which a busy gateway reads updating, in milliseconds', wholeNumber, 0)
  .addOption(new Option('--credentials <id:secret...>', 'demand signatures by one of these access keys').default([], 'none'))
  .configureOutput({
    outputError(text, write) {
      // The parser quotes an option that is unknown with its value, which may be a secret.
      write(text.replace(/(unknown option '(?:--[\w-]*|-\w?)).*'/s, "$1'").replace(/^error: /, 'vpngw-emulator: '))
    },
  })

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

function progression(text: string): Progression {
  if (text === 'immediate' || text === 'manual') return text
  const [, how, amount, unit, sigma] = /^(time|lognormal):(\d{1,7})(ms|s)(?::(\d(?:\.\d{1,3})?))?$/.exec(text) ?? []
  if (how === undefined || (how === 'lognormal') !== (sigma !== undefined))
    throw new InvalidArgumentError(
      'It must be immediate, manual, a time such as time:20s or time:500ms, or drawn, such as lognormal:20s:0.5.',
    )
  const ms = Number(amount) * (unit === 's' ? 1000 : 1)
  return sigma === undefined ? { timeMs: ms } : { medianMs: ms, sigma: Number(sigma) }
}

/** Bytes of a file at most: as many as a seed may have over the port. */
const fileLimit = 2 ** 26

/** Checked here and not by the parser, which would quote the secret. */
function keyOf(text: string): Credentials {
  const [, accessKeyId, accessKeySecret] = /^([^:]+):(.+)$/.exec(text) ?? []
  if (accessKeyId === undefined || accessKeySecret === undefined)
    throw new OptionError('--credentials', 'must be an id and a secret with a colon between')
  return { accessKeyId, accessKeySecret }
}

/** Reads the options of a file; flags that are given win over them. */
async function readOptions(file: string | undefined): Promise<EmulatorOptions> {
  const options = file === undefined ? {} : await readJson('--options', file)
  if (typeof options !== 'object' || options === null || 'clock' in options)
    throw new OptionError('--options', 'must hold an object without a clock')
  const flags = { progression: 'progression', updatingAfterMs: 'updatingAfter', regionId: 'region', credentials: 'credentials' }
  const overridden = Object.entries(flags).filter(([, flag]) => program.getOptionValueSource(flag) === 'cli')
  for (const [name] of overridden) delete (options as Record<string, unknown>)[name]
  return options
}

/** Reads a file of JSON, with or without a byte order mark. Pipes and devices are read too: they have no size, and may have no end. */
async function readJson(option: string, file: string): Promise<unknown> {
  try {
    const bytes = await arrayBuffer(createReadStream(file, { end: fileLimit }))
    if (bytes.byteLength <= fileLimit) return JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    // A value that names no file may be the content itself.
    const what = error instanceof SyntaxError ? 'of JSON' : `that can be read (${(error as NodeJS.ErrnoException).code})`
    throw new OptionError(option, `must be a file ${what}`)
  }
  throw new OptionError(option, `must be a file of at most ${fileLimit} bytes`)
}

async function start(argv: readonly string[]): Promise<void> {
  const surplus = program.parse(argv, { from: 'user' }).args.length
  if (surplus > 0) throw new OptionError('arguments', `must be options alone; ${surplus} more were given`)
  const { seed, region, port, host, name: names, updatingAfter: updatingAfterMs, progression, ...options } = program.opts<Options>()
  const credentials = options.credentials.map(keyOf)
  const clock = createAdjustableClock()
  const flags = { regionId: region, progression, updatingAfterMs, credentials }
  const first = seed === undefined ? { gateways: [{ connections: 2 }, { servers: 1 }] } : checkSeed(await readJson('--seed', seed))
  const emulator = createEmulator({ ...first, ...flags, ...(await readOptions(options.options)), clock })
  const server = await serve(emulator, { port, host, names })
  console.log(`ready on ${server.url}`)
  for (const { id, parentId } of emulator.resources()) console.log(parentId === undefined ? id : `  ${id}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void server.close())
}

/** Runs the command. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await start(argv)
  } catch (error) {
    // A stack would hide a mistake in the command line.
    const { code, message } = error as NodeJS.ErrnoException
    if (!isVpnGatewayError(error) && code === undefined) throw error
    console.error(`vpngw-emulator: ${message}`)
    process.exitCode = 1
  }
}
