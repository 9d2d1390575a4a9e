import { all, errorsAt, put, take } from '../edit.ts'
import { type Cases, code, everyone, read, remove } from './case.ts'

export const errors: Cases = {
  'an operation has another code': {
    edit: put(errorsAt('DescribeRegions', '403', 'Forbidden'), { $ref: '#/components/examples/Forbidden' }),
    found: ['error-code-added: DescribeRegions Forbidden'],
    minor: 'client core emulator msw',
    patch: 'cli poller',
  },
  'an operation has a code less': {
    edit: take(...errorsAt(read, '403', 'Forbidden')),
    found: [`error-code-removed: ${read} Forbidden`],
    minor: 'client core emulator msw',
    patch: 'cli poller',
  },
  'a code of the front door is gone': {
    edit: take('components', 'responses', 'FrontDoor', 'content', 'application/json', 'examples', 'TaskConflict'),
    found: ['error-code-removed: every operation TaskConflict'],
    minor: 'client core emulator msw',
    patch: 'cli poller',
  },
  'a code comes with another status': {
    edit: all(
      take(...errorsAt(remove, '400', 'VpnGateway.Configuring')),
      put(errorsAt(remove, '409', 'VpnGateway.Configuring'), { $ref: '#/components/examples/VpnGateway.Configuring' }),
    ),
    found: [`error-status-changed: ${remove} VpnGateway.Configuring`],
    minor: 'emulator msw',
    patch: 'cli core',
  },
  'a code is retried that was not': {
    edit: put([...code('VpnGateway.FinancialLocked'), 'x-error', 'kind'], 'busy'),
    found: ['error-kind-changed: VpnGateway.FinancialLocked'],
    minor: 'cli client core poller',
    patch: 'emulator msw',
  },
  'a code comes in another case': {
    edit: put([...code('VpnTask.CONFLICT'), 'x-error', 'when'], 'busy'),
    found: ['error-case-changed: VpnTask.CONFLICT'],
    minor: 'emulator msw',
    patch: 'cli core',
  },
  'a code is of another resource': {
    edit: put([...code('InvalidIpsecServerId.NotFound'), 'x-error', 'resource'], 'VpnGateway'),
    found: ['error-meaning-changed: InvalidIpsecServerId.NotFound'],
    minor: everyone,
    patch: '',
  },
  'a code has another message': {
    edit: put([...code('Forbidden'), 'value', 'Message'], 'No.'),
    found: ['error-message-changed: Forbidden'],
    minor: '',
    patch: 'core emulator msw',
  },
  'a code that nothing documents is of a kind, and another is not any more': {
    edit: put(['x-error-kinds', 'transient', 'codes'], ['InternalServerError', 'Timeout']),
    found: ['kind-code-added: transient Timeout', 'kind-code-removed: transient UnknownError'],
    minor: 'cli client core poller',
    patch: 'emulator',
  },
  'another code says that a token is at work': {
    edit: put(['x-error-kinds', 'busy', 'pending'], ['LastTokenProcessing']),
    found: ['kind-pending-changed: busy'],
    minor: 'cli client core poller',
    patch: 'emulator',
  },
  'a kind is gone': {
    edit: all(take('x-error-kinds', 'passed'), put([...code('DryRunOperation'), 'x-error', 'kind'], 'stop')),
    found: ['error-kind-changed: DryRunOperation', 'kind-removed: passed'],
    minor: everyone,
    patch: '',
  },
}
