import { operation, put, take } from '../edit.ts'
import { butPoller, type Cases, everyone, list, read, remove } from './case.ts'

export const parameters: Cases = {
  'a deletion must be given what the poller does not know': {
    edit: put(operation(remove, 'parameters', ''), { name: 'Confirm', required: true, description: 'Yes.', schema: { type: 'string' } }),
    found: [`required-parameter-added: ${remove} Confirm`],
    minor: everyone,
    patch: '',
  },
  'the id that a deletion takes is shorter': {
    edit: put(['components', 'schemas', 'IpsecServerId', 'maxLength'], 64),
    found: [`parameter-narrowed: ${remove} IpsecServerId`, 'parameter-narrowed: ListIpsecServers IpsecServerId[]'],
    minor: everyone,
    patch: '',
  },
  'a parameter is gone, with all that is inside of it': {
    edit: take(...operation(list, 'parameters', 'Tag')),
    found: [`parameter-removed: ${list} Tag`],
    minor: butPoller,
    patch: 'poller',
  },
  'a parameter can be given': {
    edit: put(operation(read, 'parameters', ''), { name: 'Zone', description: 'The zone.', schema: { type: 'string' } }),
    found: [`parameter-added: ${read} Zone`],
    minor: butPoller,
    patch: 'poller',
  },
  'a new parameter must be given': {
    edit: put(operation(read, 'parameters', ''), { name: 'Zone', required: true, description: 'The zone.', schema: { type: 'string' } }),
    found: [`required-parameter-added: ${read} Zone`],
    minor: butPoller,
    patch: 'poller',
  },
  'a parameter must be given': {
    edit: put(operation(read, 'parameters', 'IncludeReservationData', 'required'), true),
    found: [`parameter-required: ${read} IncludeReservationData`],
    minor: butPoller,
    patch: 'poller',
  },
  'a parameter can be left out': {
    edit: take(...operation(read, 'parameters', 'VpnGatewayId', 'required')),
    found: [`parameter-optional: ${read} VpnGatewayId`],
    minor: butPoller,
    patch: 'poller',
  },
  'a parameter has a value less': {
    edit: put(operation(remove, 'parameters', 'DryRun', 'schema', 'enum'), ['false']),
    found: [`parameter-narrowed: ${remove} DryRun`],
    minor: butPoller,
    patch: 'poller',
  },
  'a parameter has a value more': {
    edit: put(operation(remove, 'parameters', 'DryRun', 'schema', 'enum'), ['false', 'later', 'true']),
    found: [`parameter-widened: ${remove} DryRun`],
    minor: butPoller,
    patch: 'poller',
  },
  'the largest value of a parameter is smaller': {
    edit: put(operation(list, 'parameters', 'PageSize', 'schema', 'maximum'), 20),
    found: [`parameter-narrowed: ${list} PageSize`],
    minor: butPoller,
    patch: 'poller',
  },
  'the least value of a parameter is smaller': {
    edit: put(operation(list, 'parameters', 'PageSize', 'schema', 'minimum'), 0),
    found: [`parameter-widened: ${list} PageSize`],
    minor: butPoller,
    patch: 'poller',
  },
  'the ids of every operation have another pattern': {
    edit: put(['components', 'schemas', 'IpsecServerId', 'pattern'], '^iss-[a-z]+$'),
    found: [`parameter-narrowed: ${remove} IpsecServerId`, 'parameter-narrowed: ListIpsecServers IpsecServerId[]'],
    minor: everyone,
    patch: '',
  },
  'a parameter has another type': {
    edit: put(operation(list, 'parameters', 'PageSize', 'schema', 'type'), 'string'),
    found: [`parameter-type-changed: ${list} PageSize`],
    minor: butPoller,
    patch: 'poller',
  },
  'a parameter that is left out means another thing': {
    edit: put(operation(list, 'parameters', 'PageSize', 'schema', 'default'), 50),
    found: [`parameter-default-changed: ${list} PageSize`],
    minor: butPoller,
    patch: 'poller',
  },
  'a parameter is a secret': {
    edit: put(operation(list, 'parameters', 'CustomerGatewayId', 'schema', 'format'), 'password'),
    found: [`parameter-secret-changed: ${list} CustomerGatewayId`],
    minor: 'cli core',
    patch: 'client emulator msw poller',
  },
}
