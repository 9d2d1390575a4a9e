import { isVpnGatewayError, OptionError } from '@vpn-gateway/core'

/** Options of the libraries, with the attribute of the command line that sets each. */
const attributes: Readonly<Record<string, string>> = {
  regionId: 'region',
  endpoint: 'endpoint',
  network: 'network',
  journal: 'journal',
  timeoutMs: 'timeout',
  confirmations: 'confirmations',
  ensureGone: 'ensureGone',
  gatewaysAtOnce: 'gatewaysAtOnce',
  protect: 'protect',
  except: 'except',
}

/** Gives an error about an option of a library as one about the flag that set it; any other error as it is. */
export function byFlag(error: unknown, options: object): unknown {
  if (!isVpnGatewayError(error) || error.name !== 'OptionError') return error
  const { option, rule } = error as OptionError
  const attribute = Object.hasOwn(attributes, option) ? attributes[option] : undefined
  // A journal that was not given is one that the command makes itself.
  if (attribute === undefined || (option === 'journal' && !('journal' in options && typeof options.journal === 'string'))) return error
  // What the libraries allow besides, no flag does.
  return new OptionError(
    `--${kebab(attribute)}`,
    rule.replace(/loopback only, or where \w+ says so$/, 'this machine only').replace('sameAccount: true', '--same-account'),
  )
}

/** `VpnConnectionId` is `vpn-connection-id`. */
export function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}
