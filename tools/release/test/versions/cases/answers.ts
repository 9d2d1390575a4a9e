import { all, put, take } from '../edit.ts'
import { butPoller, type Cases, gateway, ofGateways } from './case.ts'

export const answers: Cases = {
  'a field is gone from every answer that had it': {
    edit: take('components', 'schemas', 'Tunnel', 'properties', 'ZoneNo'),
    found: [
      'field-removed: DescribeVpnConnection answer TunnelOptionsSpecification.TunnelOptions[].ZoneNo',
      'field-removed: DescribeVpnConnections answer VpnConnections.VpnConnection[].TunnelOptionsSpecification.TunnelOptions[].ZoneNo',
    ],
    minor: butPoller,
    patch: 'poller',
  },
  'a field can be answered': {
    edit: put([...gateway, 'properties', 'Zone'], { type: 'string', description: 'The zone.' }),
    found: ofGateways('field-added', 'Zone'),
    minor: butPoller,
    patch: 'poller',
  },
  'a new field is always answered': {
    edit: all(put([...gateway, 'properties', 'Zone'], { type: 'string' }), put([...gateway, 'required', ''], 'Zone')),
    found: ofGateways('required-field-added', 'Zone'),
    minor: butPoller,
    patch: 'poller',
  },
  'a field has another type': {
    edit: put([...gateway, 'properties', 'EnableBgp', 'type'], 'string'),
    found: ofGateways('field-type-changed', 'EnableBgp'),
    minor: butPoller,
    patch: 'poller',
  },
  'a field can be absent': {
    edit: put([...gateway, 'required'], ['VpnGatewayId']),
    found: ofGateways('field-optional', 'Status'),
    minor: butPoller,
    patch: 'poller',
  },
  'a field is never absent': {
    edit: put([...gateway, 'required', ''], 'Name'),
    found: ofGateways('field-required', 'Name'),
    minor: butPoller,
    patch: 'poller',
  },
  'a field can have another value': {
    edit: put([...gateway, 'properties', 'BusinessStatus', 'enum', ''], 'Expired'),
    found: ofGateways('value-added', 'BusinessStatus'),
    minor: butPoller,
    patch: 'poller',
  },
  'a field cannot have a value any more': {
    edit: take(...gateway, 'properties', 'BusinessStatus', 'enum', 'FinancialLocked'),
    found: ofGateways('value-removed', 'BusinessStatus'),
    minor: butPoller,
    patch: 'poller',
  },
  'a field is a secret': {
    edit: put([...gateway, 'properties', 'InternetIp', 'format'], 'password'),
    found: ofGateways('field-secret-changed', 'InternetIp'),
    minor: 'cli core',
    patch: 'client emulator msw poller',
  },
  'a field can be longer': {
    edit: put(['components', 'schemas', 'VpnGateway', 'properties', 'Name', 'maxLength'], 256),
    found: ofGateways('field-limits-changed', 'Name'),
    minor: '',
    patch: 'core emulator msw',
  },
}
