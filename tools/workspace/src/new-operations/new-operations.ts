import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** New operations of a spec, by names that no source can know. */
export interface NewOperations {
  /** A kind of resource on a gateway, and its id parameter. */
  readonly resource: string
  readonly id: string
  readonly plural: string
  readonly prefix: string
  readonly read: string
  readonly write: string
  readonly remove: string
  readonly absent: string
}

/** Names that begin with a letter and are new in each run. */
export function randomNames(random: () => number = Math.random): NewOperations {
  const letters = Array.from({ length: 6 }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('')
  const word = `${letters.charAt(0).toUpperCase()}${letters.slice(1)}`
  return {
    resource: `${word}Tunnel`,
    id: `${word}TunnelId`,
    plural: `${letters}Tunnels`,
    prefix: `${letters}-`,
    read: `Describe${word}Tunnel`,
    write: `Modify${word}TunnelAttribute`,
    remove: `Delete${word}Tunnel`,
    absent: `Invalid${word}TunnelId.NotFound`,
  }
}

type Json = Record<string, unknown>

/** Adds a read, a plain write and a long-running deletion to a spec, by the rules of `spec/README.md`. */
export function addOperations(workspace: string, names: NewOperations): void {
  const file = join(workspace, 'spec/vpn-gateway.yaml')
  const document = parse(readFileSync(file, 'utf8'), { merge: true, maxAliasCount: -1 }) as Json & {
    paths: Json
    components: { schemas: Json; examples: Json }
    'x-resources': Json
  }
  const { resource, id, plural, prefix, read, write, remove, absent } = names
  const sampleId = `${prefix}bp1sample****`
  document['x-resources'][resource] = {
    title: 'tunnel',
    plural,
    id,
    prefix,
    parent: { resource: 'VpnGateway', field: 'VpnGatewayId' },
    identity: ['Name'],
  }
  document.components.schemas[id] = { type: 'string', pattern: `^${prefix}[A-Za-z0-9*]+$`, maxLength: 128, description: 'Id of a tunnel.' }
  document.components.examples[absent] = {
    summary: 'There is no such tunnel.',
    'x-error': { kind: 'gone', when: 'absent', resource },
    value: {
      RequestId: 'B6B9B2E5-0F6A-4B2F-9C7E-1D2A3F4B5C6D',
      HostId: 'vpc.aliyuncs.com',
      Code: absent,
      Message: 'The specified tunnel (%s) does not exist.',
      Recommend: `https://next.api.aliyun.com/troubleshoot?q=${absent}`,
    },
  }
  const parameter = (name: string, description: string, schema: Json, example?: string): Json => ({
    ...{ name, in: 'query', required: true, description, schema },
    ...(example !== undefined && { example }),
  })
  const operation = (name: string, metadata: Json, more: readonly Json[], properties: Json, value: Json) => {
    const answer = {
      schema: {
        type: 'object',
        required: ['RequestId'],
        properties: { RequestId: { $ref: '#/components/schemas/RequestIdValue' }, ...properties },
        xml: { name: `${name}Response` },
      },
      examples: { one: { summary: 'One.', value: { RequestId: '606998F0-B94D-48FE-8316-ACA81BB230DA', ...value } } },
    }
    const refused = { schema: { $ref: '#/components/schemas/Error' }, examples: { [absent]: { $ref: `#/components/examples/${absent}` } } }
    document.paths[`/#${name}`] = {
      post: {
        operationId: name,
        tags: [name === remove ? 'Deletions' : 'Reads'],
        summary: `${name} of a tunnel`,
        description: 'An operation that is new.',
        ...metadata,
        'x-ram': `vpc:${name}`,
        parameters: [
          parameter('Action', 'Chooses this operation.', { const: name }),
          { $ref: '#/components/parameters/RegionId' },
          parameter(id, 'The tunnel.', { $ref: `#/components/schemas/${id}` }, sampleId),
          ...more,
        ],
        responses: {
          '200': { description: 'Done.', content: { 'application/json': answer, 'application/xml': answer } },
          '404': { description: 'There is none.', content: { 'application/json': refused, 'application/xml': refused } },
          default: { $ref: '#/components/responses/FrontDoor' },
        },
      },
    }
  }
  const own = {
    [id]: { $ref: `#/components/schemas/${id}` },
    VpnGatewayId: { $ref: '#/components/schemas/VpnGatewayId' },
    Name: { type: 'string', description: 'Its name.' },
  }
  operation(read, { 'x-access': { resource, verb: 'read' } }, [], own, {
    [id]: sampleId,
    VpnGatewayId: 'vpn-bp1r3v1xqkl0w519g****',
    Name: 'blue',
  })
  operation(
    write,
    { 'x-access': { resource, verb: 'write' } },
    [parameter('Name', 'Its new name.', { type: 'string', maxLength: 64 }, 'red')],
    {},
    {},
  )
  operation(
    remove,
    { 'x-access': { resource, verb: 'delete' }, 'x-long-running': { busy: 'VpnGateway' }, 'x-idempotency': { parameter: 'ClientToken' } },
    [{ $ref: '#/components/parameters/ClientToken' }],
    {},
    {},
  )
  // Every JSON is YAML.
  writeFileSync(file, JSON.stringify(document, null, 2))
}
