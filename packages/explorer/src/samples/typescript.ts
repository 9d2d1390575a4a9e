import { isDryRun, type SampleSubject, subjectParameter } from './subject.ts'

const widest = 100

/** A value as a person would write it in TypeScript. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, each]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)}: ${literal(each)}`)
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
  }
  return typeof value === 'string' ? quoted(value) : String(value)
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

const keys = `  accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID ?? '',
  accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET ?? '',
`
const token = `  securityToken: process.env.ALIBABA_CLOUD_SECURITY_TOKEN ?? '',
`

/** The lines that make a client; a call that long has its options below each other. */
function clientOf(subject: SampleSubject, ...more: string[]): string {
  const { regionId, destination, clientOptions, isTemporary = false, isUnsigned = false } = subject
  const options = Object.entries({ regionId, ...destination, ...clientOptions }).map(([name, value]) => `${name}: ${literal(value)}`)
  const given = [...options, ...(isUnsigned ? [] : ['credentials']), ...more]
  const line = `const client = createVpnGatewayClient({ ${given.join(', ')} })`
  const made = line.length <= widest ? line : `const client = createVpnGatewayClient({\n${given.map((each) => `  ${each},\n`).join('')}})`
  return isUnsigned ? made : `const credentials = {\n${keys}${isTemporary ? token : ''}}\n${made}`
}

/** One call, as it is; where it is long, with its parameters by name. */
function callOf({ metadata, parameters }: SampleSubject): string {
  const given = Object.keys(parameters).length === 0 ? '' : literal(parameters)
  const line = `const { RequestId } = await client.${metadata.method}(${given})`
  if (line.length <= widest) return line
  const fields = Object.entries(parameters).map(([name, value]) => `  ${name}: ${literal(value)},\n`)
  return `const { RequestId } = await client.${metadata.method}({\n${fields.join('')}})`
}

/** The client alone: one call. */
export function clientSample(subject: SampleSubject): string {
  return callSample(subject)
}

/** With the poller: until it is gone, or through whatever passes. */
export function pollerSample(subject: SampleSubject): string {
  if (subject.metadata.longRunning && !isDryRun(subject)) return deletionSample(subject)
  return callSample(subject, "import { retry } from '@vpn-gateway/poller'\n", 'retry: retry()')
}

function callSample(subject: SampleSubject, imports = '', ...options: string[]): string {
  return `import { createVpnGatewayClient } from '@vpn-gateway/client'
${imports}
${clientOf(subject, ...options)}
${callOf(subject)}
console.log(RequestId)
`
}

function deletionSample(subject: SampleSubject): string {
  const name = subjectParameter(subject) ?? ''
  const target = literal({ [name]: subject.parameters[name] })
  return `import { writeFile } from 'node:fs/promises'
import { createVpnGatewayClient } from '@vpn-gateway/client'
import { beginDelete, type DeletionState, retry } from '@vpn-gateway/poller'

${clientOf(subject, 'retry: retry()')}
// Kept before anything is sent: resumeDelete goes on from there after a crash.
const save = (state: DeletionState) => writeFile('deletion.json', JSON.stringify(state))
const deletion = await beginDelete(client, ${target}, { save })
for await (const { phase, gatewayStatus } of deletion) console.log(phase, gatewayStatus ?? '')
const { alreadyGone } = await deletion.result()
console.log(alreadyGone ? 'it was gone already' : 'gone')
`
}

/** In a test: the service with state, and one refusal before it. */
export function mswSample(subject: SampleSubject): string {
  const { operation, metadata, parameters, regionId, refusal } = subject
  const use = refusal ? `server.use(mock(${literal(operation)}, ({ fail }) => fail(${literal(refusal)}), { once: true }))\n` : ''
  const given = Object.keys(parameters).length === 0 ? '' : literal(parameters)
  const call = `client.${metadata.method}(${given})`
  const refused = refusal ? `await ${call}.catch(({ code }) => console.log(code)) // ${refusal}\n` : ''
  return `import { createVpnGatewayClient } from '@vpn-gateway/client'
import { createEmulator } from '@vpn-gateway/emulator'
import { handlers${refusal ? ', mock' : ''} } from '@vpn-gateway/msw'
import { setupServer } from 'msw/node'

const emulator = createEmulator(${literal({ regionId, ...seedOf(subject) })})
const server = setupServer(...handlers(emulator))
server.listen()
${use}
const client = createVpnGatewayClient({ regionId: ${literal(regionId)} })
${refused}await ${call}
console.log(emulator.ledger.of(${literal(operation)}).length)
server.close()
`
}

/** Seed of an emulator that holds what the call names. */
function seedOf(subject: SampleSubject): Readonly<Record<string, unknown>> {
  const { resource, parent, parameters } = subject
  if (!resource) return {}
  const name = subjectParameter(subject)
  const item = name === undefined ? 1 : [{ id: parameters[name] }]
  if (!parent) return { [resource.plural]: item === 1 ? [{}] : item }
  const own = { [resource.plural]: name === undefined ? 1 : [parameters[name]] }
  const parentId = parameters[parent.id]
  return { [parent.plural]: [{ ...(parentId !== undefined && { id: parentId }), ...own }] }
}
