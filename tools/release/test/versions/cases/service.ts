import { all, operation, put } from '../edit.ts'
import { butPoller, type Cases, code, everyone, gateway, ofGateways, read } from './case.ts'

export const service: Cases = {
  'the service is elsewhere': {
    edit: (document) => {
      const [first] = document.servers as [{ url: string }]
      first.url = 'https://vpn.{RegionId}.aliyuncs.com'
    },
    found: ['endpoint-changed: endpoint public'],
    minor: butPoller,
    patch: 'poller',
  },
  'the service has another version': {
    edit: put(['x-rpc', 'version'], '2027-01-01'),
    found: ['version-changed: service'],
    minor: everyone,
    patch: '',
  },
  'a parameter of every operation has another name': {
    edit: put(['x-rpc', 'retryAfterHeader'], 'retry-after'),
    found: ['protocol-changed: service retryAfterHeader'],
    minor: everyone,
    patch: '',
  },
  words: {
    edit: all(
      put(operation(read, 'summary'), 'Look at a gateway'),
      put(operation(read, 'parameters', 'VpnGatewayId', 'description'), 'The one.'),
      put([...gateway, 'properties', 'Name', 'description'], 'Its name.'),
      put([...code('Forbidden'), 'summary'], 'No.'),
    ),
    found: [
      `words-changed: ${read}`,
      `words-changed: ${read} VpnGatewayId`,
      ...ofGateways('words-changed', 'Name'),
      'words-changed: Forbidden',
    ],
    minor: '',
    patch: 'core',
  },
  'an example': {
    edit: put(operation('DescribeRegions', 'responses', '200', 'content', 'application/json', 'examples', 'some', 'value'), {
      RequestId: '1',
    }),
    found: ['example-changed: DescribeRegions'],
    minor: '',
    patch: 'core emulator msw',
  },
  'what nothing depends on': {
    edit: put(['info', 'title'], 'Gateways'),
    found: ['other-changed: spec'],
    minor: '',
    patch: 'core',
  },
  'an endpoint is gone': {
    edit: (document) => {
      document.servers = (document.servers as unknown[]).slice(0, 1)
    },
    found: ['endpoint-removed: endpoint vpc'],
    minor: butPoller,
    patch: 'poller',
  },
}
