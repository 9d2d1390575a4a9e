import { all, operation, put, take } from '../edit.ts'
import { butPoller, type Cases, everyone, list, read, remove } from './case.ts'

export const operations: Cases = {
  'an operation is gone': {
    edit: take('paths', '/#DescribeRegions'),
    found: ['operation-removed: DescribeRegions'],
    minor: butPoller,
    patch: 'poller',
  },
  'a deletion is gone': {
    edit: take('paths', `/#${remove}`),
    found: [`deletion-removed: ${remove}`],
    minor: everyone,
    patch: '',
  },
  'an operation is new': {
    edit: (document) => {
      const copy = JSON.parse(
        JSON.stringify(document)
          .match(/"\/#DescribeRegions":(.*?),"components":/s)![1]!
          .replace(/\}$/, ''),
      )
      copy.post.operationId = 'DescribeZones'
      put(['paths', '/#DescribeZones'], copy)(document)
    },
    found: ['operation-added: DescribeZones'],
    minor: butPoller,
    patch: 'poller',
  },
  'an operation does another thing': {
    edit: put(operation(read, 'x-access', 'verb'), 'write'),
    found: [`access-changed: ${read} x-access`],
    minor: everyone,
    patch: '',
  },
  'a deletion ends at once': {
    edit: take(...operation(remove, 'x-long-running')),
    found: [`long-running-removed: ${remove} x-long-running`],
    minor: 'cli core emulator msw poller',
    patch: 'client',
  },
  'an operation needs another permission': {
    edit: put(operation(read, 'x-ram'), 'vpc:ReadVpnConnection'),
    found: [`permission-changed: ${read} x-ram`],
    minor: '',
    patch: 'cli core',
  },
  'an operation takes no idempotency token any more': {
    edit: all(take(...operation(remove, 'x-idempotency')), take(...operation(remove, 'parameters', 'ClientToken'))),
    found: [`parameter-removed: ${remove} ClientToken`, `idempotency-removed: ${remove} x-idempotency`],
    minor: everyone,
    patch: '',
  },
  'a dry run is asked for otherwise': {
    edit: put(operation(remove, 'x-dry-run', 'value'), 'yes'),
    found: [`dry-run-changed: ${remove} x-dry-run`],
    minor: butPoller,
    patch: 'poller',
  },
  'pages are asked for by token': {
    edit: put(operation(list, 'x-paging'), { token: 'NextToken', size: 'PageSize', total: 'TotalCount' }),
    found: [`paging-changed: ${list} x-paging`],
    minor: 'core emulator msw',
    patch: 'cli client poller',
  },
  'another resource is at work meanwhile, and another parameter takes the token': {
    edit: all(
      put(operation(remove, 'x-long-running', 'busy'), 'VpnConnection'),
      put(operation(remove, 'x-idempotency', 'parameter'), 'DryRun'),
    ),
    found: [`idempotency-changed: ${remove} x-idempotency`, `long-running-changed: ${remove} x-long-running`],
    minor: everyone,
    patch: '',
  },
  'there is no dry run': {
    edit: take(...operation(remove, 'x-dry-run')),
    found: [`dry-run-removed: ${remove} x-dry-run`],
    minor: butPoller,
    patch: 'poller',
  },
  'everything is on one page': {
    edit: take(...operation(list, 'x-paging')),
    found: [`paging-removed: ${list} x-paging`],
    minor: 'core emulator msw',
    patch: 'cli client poller',
  },
}
