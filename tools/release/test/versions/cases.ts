import { all, type Edit, errorsAt, operation, put, realDocument, take } from './edit.ts'

/** A change to the spec, the names and places of the differences, and the packages that need a minor, then a patch, at 0.1.0. */
type Case = readonly [name: string, edit: Edit, found: readonly string[], minor: string, patch: string]

function asking(minor: string, patch: string, rows: Readonly<Record<string, readonly [Edit, string | string[]]>>): Case[] {
  return Object.entries(rows).map(([name, [edit, found]]) => [name, edit, [found].flat(), minor, patch])
}

export const everyone = ['cli client core emulator msw poller', ''] as const
const butPoller = ['cli client core emulator msw', 'poller'] as const

const remove = 'DeleteIpsecServer'
const read = 'DescribeVpnGateway'
export const list = 'DescribeVpnConnections'

const gateway = (keys: string) => `components schemas VpnGateway ${keys}`

type Access = { readonly resource?: string; readonly verb: string; readonly items?: string }
type Path = { readonly post: { readonly operationId: string; readonly 'x-access': Access } }

/** A difference of one field of gateways, at every operation of the spec that answers with them. */
function ofGateways(difference: string, field: string): string[] {
  const operations = Object.values(realDocument().paths as Record<string, Path>).map(({ post }) => post)
  return operations.flatMap(({ operationId, 'x-access': { resource, verb, items } }) => {
    if (resource !== 'VpnGateway' || (verb !== 'read' && verb !== 'list')) return []
    return [`${difference}: ${operationId} answer ${verb === 'list' ? `${items}[].` : ''}${field}`]
  })
}

const code = (name: string, keys: string) => `components examples ${name} ${keys}`
const parameter = (of: string, keys: string) => operation(of, `parameters ${keys}`)
export const resource = (name: string, keys = ''): string => `x-resources ${name} ${keys}`.trimEnd()

export const cases: readonly Case[] = [
  ...asking(...everyone, {
    'a deletion is gone': [take(`paths /#${remove}`), `deletion-removed: ${remove}`],
    'an operation does another thing': [put(operation(read, 'x-access verb'), 'write'), `access-changed: ${read} x-access`],
    'an operation takes no idempotency token any more': [
      all(take(operation(remove, 'x-idempotency')), take(parameter(remove, 'ClientToken'))),
      [`parameter-removed: ${remove} ClientToken`, `idempotency-removed: ${remove} x-idempotency`],
    ],
    'another resource is at work meanwhile, and another parameter takes the token': [
      all(put(operation(remove, 'x-long-running busy'), 'VpnConnection'), put(operation(remove, 'x-idempotency parameter'), 'DryRun')),
      [`idempotency-changed: ${remove} x-idempotency`, `long-running-changed: ${remove} x-long-running`],
    ],
    'a deletion must be given what the poller does not know': [
      put(parameter(remove, '[]'), { name: 'Confirm', required: true, description: 'Yes.', schema: { type: 'string' } }),
      `required-parameter-added: ${remove} Confirm`,
    ],
    'the id that a deletion takes is shorter': [
      put('components schemas IpsecServerId maxLength', 64),
      [`parameter-narrowed: ${remove} IpsecServerId`, 'parameter-narrowed: ListIpsecServers IpsecServerId[]'],
    ],
    'the ids of every operation have another pattern': [
      put('components schemas IpsecServerId pattern', '^iss-[a-z]+$'),
      [`parameter-narrowed: ${remove} IpsecServerId`, 'parameter-narrowed: ListIpsecServers IpsecServerId[]'],
    ],
    'a code is of another resource': [
      put(code('InvalidIpsecServerId.NotFound', 'x-error resource'), 'VpnGateway'),
      'error-meaning-changed: InvalidIpsecServerId.NotFound',
    ],
    'a kind is gone': [
      all(take('x-error-kinds passed'), put(code('DryRunOperation', 'x-error kind'), 'stop')),
      ['error-kind-changed: DryRunOperation', 'kind-removed: passed'],
    ],
    'a resource has metadata that is not known': [
      put(resource('VpnGateway', 'colour'), 'red'),
      'resource-metadata-changed: VpnGateway colour',
    ],
    'a resource is gone': [take(resource('IpsecServer')), 'resource-removed: IpsecServer'],
    'a resource is named by another parameter': [put(resource('IpsecServer', 'id'), 'ServerId'), 'resource-id-changed: IpsecServer id'],
    'the service has another version': [put('x-rpc version', '2027-01-01'), 'version-changed: service'],
    'a parameter of every operation has another name': [
      put('x-rpc retryAfterHeader', 'retry-after'),
      'protocol-changed: service retryAfterHeader',
    ],
  }),
  ...asking(...butPoller, {
    'an operation is gone': [take('paths /#DescribeRegions'), 'operation-removed: DescribeRegions'],
    'an operation is new': [
      (document) => {
        const copy = JSON.parse(
          JSON.stringify(document)
            .match(/"\/#DescribeRegions":(.*?),"components":/s)![1]!
            .replace(/\}$/, ''),
        )
        copy.post.operationId = 'DescribeZones'
        put('paths /#DescribeZones', copy)(document)
      },
      'operation-added: DescribeZones',
    ],
    'a dry run is asked for otherwise': [put(operation(remove, 'x-dry-run value'), 'yes'), `dry-run-changed: ${remove} x-dry-run`],
    'there is no dry run': [take(operation(remove, 'x-dry-run')), `dry-run-removed: ${remove} x-dry-run`],
    'a parameter is gone, with all that is inside of it': [take(parameter(list, 'Tag')), `parameter-removed: ${list} Tag`],
    'a parameter can be given': [
      put(parameter(read, '[]'), { name: 'Zone', description: 'The zone.', schema: { type: 'string' } }),
      `parameter-added: ${read} Zone`,
    ],
    'a new parameter must be given': [
      put(parameter(read, '[]'), { name: 'Zone', required: true, description: 'The zone.', schema: { type: 'string' } }),
      `required-parameter-added: ${read} Zone`,
    ],
    'a parameter must be given': [
      put(parameter(read, 'IncludeReservationData required'), true),
      `parameter-required: ${read} IncludeReservationData`,
    ],
    'a parameter can be left out': [take(parameter(read, 'VpnGatewayId required')), `parameter-optional: ${read} VpnGatewayId`],
    'a parameter has a value less': [put(parameter(remove, 'DryRun schema enum'), ['false']), `parameter-narrowed: ${remove} DryRun`],
    'a parameter has a value more': [
      put(parameter(remove, 'DryRun schema enum'), ['false', 'later', 'true']),
      `parameter-widened: ${remove} DryRun`,
    ],
    'the largest value of a parameter is smaller': [
      put(parameter(list, 'PageSize schema maximum'), 20),
      `parameter-narrowed: ${list} PageSize`,
    ],
    'the least value of a parameter is smaller': [
      put(parameter(list, 'PageSize schema minimum'), 0),
      `parameter-widened: ${list} PageSize`,
    ],
    'a parameter has another type': [put(parameter(list, 'PageSize schema type'), 'string'), `parameter-type-changed: ${list} PageSize`],
    'a parameter that is left out means another thing': [
      put(parameter(list, 'PageSize schema default'), 50),
      `parameter-default-changed: ${list} PageSize`,
    ],
    'a field is gone from every answer that had it': [
      take('components schemas Tunnel properties ZoneNo'),
      [
        'field-removed: DescribeVpnConnection answer TunnelOptionsSpecification.TunnelOptions[].ZoneNo',
        'field-removed: DescribeVpnConnections answer VpnConnections.VpnConnection[].TunnelOptionsSpecification.TunnelOptions[].ZoneNo',
      ],
    ],
    'a field can be answered': [
      put(gateway('properties Zone'), { type: 'string', description: 'The zone.' }),
      ofGateways('field-added', 'Zone'),
    ],
    'a new field is always answered': [
      all(put(gateway('properties Zone'), { type: 'string' }), put(gateway('required []'), 'Zone')),
      ofGateways('required-field-added', 'Zone'),
    ],
    'a field has another type': [put(gateway('properties EnableBgp type'), 'string'), ofGateways('field-type-changed', 'EnableBgp')],
    'a field can be absent': [put(gateway('required'), ['VpnGatewayId']), ofGateways('field-optional', 'Status')],
    'a field is never absent': [put(gateway('required []'), 'Name'), ofGateways('field-required', 'Name')],
    'a field can have another value': [
      put(gateway('properties BusinessStatus enum []'), 'Expired'),
      ofGateways('value-added', 'BusinessStatus'),
    ],
    'a field cannot have a value any more': [
      take(gateway('properties BusinessStatus enum FinancialLocked')),
      ofGateways('value-removed', 'BusinessStatus'),
    ],
    'the service is elsewhere': [
      (document) => {
        const [first] = document.servers as [{ url: string }]
        first.url = 'https://vpn.{RegionId}.aliyuncs.com'
      },
      'endpoint-changed: endpoint public',
    ],
    'an endpoint is gone': [
      (document) => {
        document.servers = (document.servers as unknown[]).slice(0, 1)
      },
      'endpoint-removed: endpoint vpc',
    ],
  }),
  ...asking('cli core emulator msw poller', 'client', {
    'a deletion ends at once': [take(operation(remove, 'x-long-running')), `long-running-removed: ${remove} x-long-running`],
    'ids start otherwise': [put(resource('VpnGateway', 'prefix'), 'vgw-'), 'resource-prefix-changed: VpnGateway prefix'],
    'a resource is at work by another value': [
      put(resource('VpnGateway', 'status busy'), 'provisioning'),
      'resource-status-changed: VpnGateway status',
    ],
    'a resource belongs to nothing': [take(resource('IpsecServer', 'parent')), 'resource-parent-changed: IpsecServer parent'],
    'a resource is locked, and deleted, by other values': [
      all(put(resource('VpnGateway', 'locked value'), 'Locked'), put(resource('VpnConnection', 'deleted value'), 'gone')),
      ['resource-deleted-changed: VpnConnection deleted', 'resource-locked-changed: VpnGateway locked'],
    ],
  }),
  ...asking('', 'cli core', {
    'an operation needs another permission': [put(operation(read, 'x-ram'), 'vpc:ReadVpnConnection'), `permission-changed: ${read} x-ram`],
  }),
  ...asking('core emulator msw', 'cli client poller', {
    'pages are asked for by token': [
      put(operation(list, 'x-paging'), { token: 'NextToken', size: 'PageSize', total: 'TotalCount' }),
      `paging-changed: ${list} x-paging`,
    ],
    'everything is on one page': [take(operation(list, 'x-paging')), `paging-removed: ${list} x-paging`],
  }),
  ...asking('cli core', 'client emulator msw poller', {
    'a parameter is a secret': [
      put(parameter(list, 'CustomerGatewayId schema format'), 'password'),
      `parameter-secret-changed: ${list} CustomerGatewayId`,
    ],
    'a field is a secret': [put(gateway('properties InternetIp format'), 'password'), ofGateways('field-secret-changed', 'InternetIp')],
  }),
  ...asking('', 'core emulator msw', {
    'a field can be longer': [
      put('components schemas VpnGateway properties Name maxLength', 256),
      ofGateways('field-limits-changed', 'Name'),
    ],
    'a code has another message': [put(code('Forbidden', 'value Message'), 'No.'), 'error-message-changed: Forbidden'],
    'an example': [
      put(operation('DescribeRegions', 'responses 200 content application/json examples some value'), {
        RequestId: '1',
      }),
      'example-changed: DescribeRegions',
    ],
  }),
  ...asking('client core emulator msw', 'cli poller', {
    'an operation has another code': [
      put(errorsAt('DescribeRegions', '403', 'Forbidden'), { $ref: '#/components/examples/Forbidden' }),
      'error-code-added: DescribeRegions Forbidden',
    ],
    'an operation has a code less': [take(errorsAt(read, '403', 'Forbidden')), `error-code-removed: ${read} Forbidden`],
    'a code of the front door is gone': [
      take('components responses FrontDoor content application/json examples TaskConflict'),
      'error-code-removed: every operation TaskConflict',
    ],
  }),
  ...asking('emulator msw', 'cli core', {
    'a code comes with another status': [
      all(
        take(errorsAt(remove, '400', 'VpnGateway.Configuring')),
        put(errorsAt(remove, '409', 'VpnGateway.Configuring'), { $ref: '#/components/examples/VpnGateway.Configuring' }),
      ),
      `error-status-changed: ${remove} VpnGateway.Configuring`,
    ],
    'a code comes in another case': [put(code('VpnTask.CONFLICT', 'x-error when'), 'busy'), 'error-case-changed: VpnTask.CONFLICT'],
    'a gateway can have more servers, beside connections': [
      all(take(resource('IpsecServer', 'atMost')), take(resource('IpsecServer', 'excludes'))),
      ['resource-at-most-changed: IpsecServer atMost', 'resource-excludes-changed: IpsecServer excludes'],
    ],
  }),
  ...asking('cli client core poller', 'emulator msw', {
    'a code is retried that was not': [
      put(code('VpnGateway.FinancialLocked', 'x-error kind'), 'busy'),
      'error-kind-changed: VpnGateway.FinancialLocked',
    ],
  }),
  ...asking('cli client core poller', 'emulator', {
    'a code that nothing documents is of a kind, and another is not any more': [
      put('x-error-kinds transient codes', ['InternalServerError', 'Timeout']),
      ['kind-code-added: transient Timeout', 'kind-code-removed: transient UnknownError'],
    ],
    'another code says that a token is at work': [put('x-error-kinds busy pending', ['LastTokenProcessing']), 'kind-pending-changed: busy'],
  }),
  ...asking('core emulator', 'cli client msw poller', {
    'the key of a seed is another': [put(resource('IpsecServer', 'plural'), 'ipsecServers'), 'resource-plural-changed: IpsecServer plural'],
  }),
  ...asking('', 'cli core emulator msw poller', {
    'work shows on a resource in no field': [take(resource('VpnConnection', 'work')), 'resource-work-changed: VpnConnection work'],
  }),
  ...asking('', 'cli core emulator poller', {
    'people know a resource by other words': [
      all(
        put(resource('IpsecServer', 'title'), 'server'),
        put(resource('IpsecServer', 'identity'), ['IpsecServerName']),
        take(resource('IpsecServer', 'loss')),
      ),
      [
        'resource-identity-changed: IpsecServer identity',
        'resource-loss-changed: IpsecServer loss',
        'resource-title-changed: IpsecServer title',
      ],
    ],
  }),
  ...asking('', 'core', {
    words: [
      all(
        put(operation(read, 'summary'), 'Look at a gateway'),
        put(parameter(read, 'VpnGatewayId description'), 'The one.'),
        put(gateway('properties Name description'), 'Its name.'),
        put(code('Forbidden', 'summary'), 'No.'),
      ),
      [`words-changed: ${read}`, `words-changed: ${read} VpnGatewayId`, ...ofGateways('words-changed', 'Name'), 'words-changed: Forbidden'],
    ],
    'what nothing depends on': [put('info title', 'Gateways'), 'other-changed: spec'],
  }),
]
