import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator, type Emulator, type EmulatorOptions } from '@vpn-gateway/emulator'
import { type EmulatorServer, serve } from '@vpn-gateway/emulator/node'
import { planTeardown, type TeardownPlan } from '@vpn-gateway/poller'
import { afterAll, test as base, onTestFinished, type TestAPI } from 'vitest'
import { type Run, vpngw } from './vpngw.ts'

export interface Folder {
  readonly path: string
  readonly file: (name: string) => string
  readonly json: (name: string) => ReturnType<typeof JSON.parse>
}

interface Service extends Folder, AsyncDisposable {
  readonly emulator: Emulator
  readonly server: EmulatorServer
  /** The flags that name the region and the endpoint. */
  readonly there: readonly string[]
  readonly run: (...args: string[]) => Promise<Run>
  readonly left: () => string[]
  readonly deletions: () => Emulator['ledger']['requests']
  /** Makes a plan, as the command does, and writes it to plan.json. */
  readonly planned: (...args: string[]) => Promise<TeardownPlan>
}

/** Makes a folder that goes at the end of its scope. */
export function temporaryFolder(): Folder & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'vpngw-test-'))
  const file = (name: string) => join(path, name)
  return {
    path,
    file,
    json: (name: string) => JSON.parse(readFileSync(file(name), 'utf8')),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** A folder of the running test. */
export function folderOfTest(): Folder {
  const folder = temporaryFolder()
  onTestFinished(folder[Symbol.dispose])
  return folder
}

/** A home folder of the running test, with a file of profiles as `aliyun configure` writes it. */
export function homeOfTest(config: object | string): Folder {
  const home = folderOfTest()
  mkdirSync(home.file('.aliyun'))
  writeFileSync(home.file('.aliyun/config.json'), typeof config === 'string' ? config : JSON.stringify(config))
  return home
}

/** A profile with a key, as `aliyun configure` writes it. */
export const profile = {
  name: 'default',
  mode: 'AK',
  access_key_id: 'id',
  access_key_secret: 'planted-secret',
  region_id: 'cn-hangzhou',
} as const

/** A key, as the environment has it. */
export const key: NodeJS.ProcessEnv = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'planted-secret' }
export const credentials = [{ accessKeyId: 'id', accessKeySecret: 'planted-secret' }] as const

/** Two gateways, of which the first has a connection that is protected by its tag. */
export const gateways: Exclude<EmulatorOptions['gateways'], number | undefined> = [
  {
    id: 'vpn-1',
    fields: { Name: 'office', VpcId: 'vpc-1' },
    connections: [
      { id: 'vco-1', fields: { Name: 'to-paris', Tags: { Tag: [{ Key: 'team', Value: 'red' }] } } },
      { id: 'vco-2', fields: { Name: 'to-rome', Tags: { Tag: [{ Key: 'team', Value: 'blue' }] } } },
      { id: 'vco-3', fields: { Name: 'to-oslo', Tags: { Tag: [{ Key: 'vpngw:protected', Value: '' }] } } },
    ],
  },
  { id: 'vpn-2', fields: { Name: 'remote', VpcId: 'vpc-2' }, servers: ['iss-1'] },
]

export const protectedFields: Readonly<Record<string, unknown>> = { Tags: { Tag: [{ Key: 'vpngw:protected', Value: 'x' }] } }

/** Starts a service behind a port, with a folder beside it: each test has its own, so that tests run side by side while deletions wait. */
export async function startService(options: EmulatorOptions = { gateways, progression: { timeMs: 300 } }): Promise<Service> {
  const { [Symbol.dispose]: removeFolder, ...folder } = temporaryFolder()
  const emulator = createEmulator(options)
  const server = await serve(emulator)
  const there = ['--region', 'cn-hangzhou', '--endpoint', server.url]
  const run = (...args: string[]) => vpngw([...args, ...there])
  return {
    ...folder,
    emulator,
    server,
    there,
    run,
    left: () => emulator.resources().flatMap(({ id, parentId }) => (parentId === undefined ? [] : [id])),
    deletions: () => emulator.ledger.requests.filter(({ operation }) => operation?.startsWith('Delete')),
    planned: async (...words) => {
      // Of ids alone it needs no process, of which these tests start hundreds.
      const hasOptions = words.some((word) => word.startsWith('--'))
      const client = createVpnGatewayClient({ regionId: 'cn-hangzhou', endpoint: server.url })
      const text = hasOptions ? (await run('plan', ...words, '--output', 'json')).stdout : JSON.stringify(await planTeardown(client, words))
      writeFileSync(folder.file('plan.json'), text)
      return JSON.parse(text)
    },
    async [Symbol.asyncDispose]() {
      await server.close()
      removeFolder()
    },
  }
}

/** Starts a service for all tests of a file. */
export async function serviceOfFile(options?: EmulatorOptions): Promise<Service> {
  const at = await startService(options)
  afterAll(() => at[Symbol.asyncDispose]())
  return at
}

/** A test that can have a service `at` an address, of its own; see {@link startService}. */
export const test: TestAPI<{ at: Service }> = base.extend<{ at: Service }>({
  at: async ({ task: _ }, use) => {
    await using at = await startService()
    await use(at)
  },
})
