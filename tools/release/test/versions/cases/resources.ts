import { all, put, take } from '../edit.ts'
import { type Cases, everyone, resource } from './case.ts'

export const resources: Cases = {
  'the key of a seed is another': {
    edit: put(resource('IpsecServer', 'plural'), 'ipsecServers'),
    found: ['resource-plural-changed: IpsecServer plural'],
    minor: 'core emulator',
    patch: 'cli client msw poller',
  },
  'ids start otherwise': {
    edit: put(resource('VpnGateway', 'prefix'), 'vgw-'),
    found: ['resource-prefix-changed: VpnGateway prefix'],
    minor: 'cli core emulator msw poller',
    patch: 'client',
  },
  'a resource is at work by another value': {
    edit: put(resource('VpnGateway', 'status', 'busy'), 'provisioning'),
    found: ['resource-status-changed: VpnGateway status'],
    minor: 'cli core emulator msw poller',
    patch: 'client',
  },
  'a resource belongs to nothing': {
    edit: take(...resource('IpsecServer', 'parent')),
    found: ['resource-parent-changed: IpsecServer parent'],
    minor: 'cli core emulator msw poller',
    patch: 'client',
  },
  'a gateway can have more servers, beside connections': {
    edit: all(take(...resource('IpsecServer', 'atMost')), take(...resource('IpsecServer', 'excludes'))),
    found: ['resource-at-most-changed: IpsecServer atMost', 'resource-excludes-changed: IpsecServer excludes'],
    minor: 'emulator msw',
    patch: 'cli core',
  },
  'a resource is locked, and deleted, by other values': {
    edit: all(put(resource('VpnGateway', 'locked', 'value'), 'Locked'), put(resource('VpnConnection', 'deleted', 'value'), 'gone')),
    found: ['resource-deleted-changed: VpnConnection deleted', 'resource-locked-changed: VpnGateway locked'],
    minor: 'cli core emulator msw poller',
    patch: 'client',
  },
  'work shows on a resource in no field': {
    edit: take(...resource('VpnConnection', 'work')),
    found: ['resource-work-changed: VpnConnection work'],
    minor: '',
    patch: 'cli core emulator msw poller',
  },
  'a resource has metadata that is not known': {
    edit: put(resource('VpnGateway', 'colour'), 'red'),
    found: ['resource-metadata-changed: VpnGateway colour'],
    minor: everyone,
    patch: '',
  },
  'a resource is gone': {
    edit: take(...resource('IpsecServer')),
    found: ['resource-removed: IpsecServer'],
    minor: everyone,
    patch: '',
  },
  'a resource is named by another parameter': {
    edit: put(resource('IpsecServer', 'id'), 'ServerId'),
    found: ['resource-id-changed: IpsecServer id'],
    minor: everyone,
    patch: '',
  },
  'people know a resource by other words': {
    edit: all(
      put(resource('IpsecServer', 'title'), 'server'),
      put(resource('IpsecServer', 'identity'), ['IpsecServerName']),
      take(...resource('IpsecServer', 'loss')),
    ),
    found: [
      'resource-identity-changed: IpsecServer identity',
      'resource-loss-changed: IpsecServer loss',
      'resource-title-changed: IpsecServer title',
    ],
    minor: '',
    patch: 'cli core emulator poller',
  },
}
